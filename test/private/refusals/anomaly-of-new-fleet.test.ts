import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { newEndpoint, newStack, warningsOf } from '../../declared';

function warned(fleet: 'green' | 'all'): string[] {
  const stack = newStack();
  const endpoint = newEndpoint(stack);
  const variant = endpoint.variant('AllTraffic');
  endpoint.addGuardrail(Guardrail.fromAlarm(new cloudwatch.AnomalyDetectionAlarm(stack, 'Pager', {
    metric: (fleet === 'green' ? variant.greenFleet : variant).metricModelLatency(),
    evaluationPeriods: 1,
    stdDevs: 3,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD,
  })));
  return warningsOf(stack);
}

describe('anomaly detection', () => {
  test('is warned of for the green fleet, whose metric has no past', () => {
    expect(warned('green')).toEqual([
      'guardrail Stack/Pager compares ModelLatency of the green fleet with what is usual for it, but that metric begins with the update, and anomaly detection has nothing to learn from, '
      + 'so the alarm has no data to go by; use Guardrail.serverErrorRateIncrease() or modelLatencyIncrease(), which compare with the blue fleet '
      + '[ack: cdk-guarded-endpoints:anomaly-of-new-fleet]',
    ]);
  });

  test('is not warned of for all fleets', () => {
    expect(warned('all')).toEqual([]);
  });
});
