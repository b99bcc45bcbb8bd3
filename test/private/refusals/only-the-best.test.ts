import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { newEndpoint, newStack, warned, warningsOf } from '../../declared';

const SECOND = Duration.seconds(1);

function ofGreen(statistic: string, threshold: number): string[] {
  const stack = newStack();
  const endpoint = newEndpoint(stack);
  endpoint.addGuardrail(Guardrail.fromMetric(endpoint.variant('AllTraffic').greenFleet.metricServerErrors({ statistic }), { threshold }));
  return warningsOf(stack);
}

describe('an alarm that a few good answers keep quiet', () => {
  test.each([['Average', 0.99], ['p5', 0.5], ['TM(0%:5%)', 0.01], ['PR(0.5:)', 95]])('is warned of on errors: %s above %d', (statistic, threshold) => {
    expect(ofGreen(statistic, threshold)).toEqual([expect.stringMatching(/goes off only when more than nine of ten requests fail.+only-the-best\]$/)]);
  });

  test.each([['Average', 0.85], ['p50', 0.5], ['IQM', 0.05], ['tm90', 0.05], ['PR(0.5:)', 5]])('is not warned of on errors: %s above %d', (statistic, threshold) => {
    expect(ofGreen(statistic, threshold)).toEqual([]);
  });

  test.each(['Minimum', 'p2', 'p25', 'TM(0%:20%)'])('is warned of on latency: %s', (statistic) => {
    expect(warned([Guardrail.modelLatency({ threshold: SECOND, statistic })])).toEqual([
      expect.stringMatching(/goes off only when more than three of four requests are slow.+GreaterThanThreshold 1000000 when 75 % are.+only-the-best\]$/),
    ]);
  });

  test.each(['Maximum', 'Average', 'p50', 'p99', 'tm95', 'IQM', 'WM(10%:90%)'])('is not warned of on latency: %s', (statistic) => {
    expect(warned([Guardrail.modelLatency({ threshold: Duration.seconds(50), statistic })])).toEqual([]);
  });

  test.each(['Minimum', 'p10'])('is warned of on utilization: %s', (statistic) => {
    expect(warned([Guardrail.serverErrorRate(), Guardrail.memoryUtilization({ thresholdPercent: 90, statistic })])).toEqual([
      expect.stringMatching(new RegExp(`takes the ${statistic} of MemoryUtilization, which is that of the instances least in use.+only-the-best\\]$`)),
    ]);
  });

  test('is not warned of on utilization below a threshold', () => {
    const own = new cloudwatch.Metric({
      namespace: '/aws/sagemaker/Endpoints',
      metricName: 'MemoryUtilization',
      statistic: 'Minimum',
      period: Duration.minutes(1),
      dimensionsMap: { EndpointName: 'churn', VariantName: 'AllTraffic' },
    });
    const lessThan = { threshold: 1, comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD };
    expect(warned([Guardrail.serverErrorRate(), Guardrail.fromMetric(own, lessThan)])).toEqual([]);
  });
});
