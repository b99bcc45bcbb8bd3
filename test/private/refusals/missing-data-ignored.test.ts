import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { newEndpoint, newStack, rawMetric, warningsOf } from '../../declared';

function warned(ofGreen: boolean): string[] {
  const stack = newStack();
  const endpoint = newEndpoint(stack);
  const metric = ofGreen ? endpoint.variant('AllTraffic').greenFleet.metricServerErrors() : rawMetric('Invocation5XXErrors', 'Average');
  const alarm = new cloudwatch.Alarm(stack, 'Pager', { metric, threshold: 0.05, evaluationPeriods: 1, treatMissingData: cloudwatch.TreatMissingData.IGNORE });
  endpoint.addGuardrail(Guardrail.fromAlarm(alarm));
  return warningsOf(stack);
}

describe('an alarm that keeps its state without data', () => {
  test('is warned of on the green fleet, which has none before it is there', () => {
    expect(warned(true)).toEqual([expect.stringMatching(/^guardrail Stack\/Pager ignores missing data.+it stays in ALARM.+\[ack: cdk-guarded-endpoints:missing-data-ignored\]$/)]);
  });

  test('is not warned of on all fleets, where there is always some', () => {
    expect(warned(false)).toEqual([]);
  });
});
