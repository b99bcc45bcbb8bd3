import { Annotations, Duration, Stack, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { DeploymentStrategy, Guardrail } from '../../../src';
import { newEndpoint, newStack, warningsOf } from '../../declared';

const MINUTE = Duration.minutes(1);

function warned(guardrail: Guardrail, strategy?: DeploymentStrategy): string[] {
  const stack = newStack();
  newEndpoint(stack, { guardrails: [guardrail], strategy });
  return warningsOf(stack);
}

describe('a bake that is too short for an alarm', () => {
  test('is warned of with the arithmetic and what to write', () => {
    const strategy = DeploymentStrategy.canary({ bakingPeriod: Duration.minutes(3) });
    expect(warned(Guardrail.serverErrorRate({ period: Duration.minutes(5) }), strategy)).toEqual([
      'guardrail ServerErrorRate needs 360 seconds to go off (1 x 300 s, and 60 s until a datapoint is published), but the baking period is 180 seconds, '
      + 'so the update may go on before it can; use bakingPeriod: Duration.minutes(6), or a shorter period or fewer datapointsToAlarm '
      + '[ack: cdk-guarded-endpoints:bake-shorter-than-alarm]',
    ]);
  });

  test.each([
    ['canary', DeploymentStrategy.canary({ bakingPeriod: MINUTE })],
    ['linear', DeploymentStrategy.linear({ bakingPeriod: MINUTE })],
    ['rolling', DeploymentStrategy.rolling({ bakingPeriod: MINUTE, maximumExecutionTimeout: Duration.minutes(55) })],
    ['all at once', DeploymentStrategy.allAtOnce({ bakingPeriod: MINUTE })],
  ])('is warned of whatever the strategy: %s', (_name, strategy) => {
    expect(warned(Guardrail.serverErrorRate(), strategy)).toHaveLength(1);
  });

  test('is not warned of when it is just long enough', () => {
    expect(warned(Guardrail.serverErrorRate(), DeploymentStrategy.canary({ bakingPeriod: Duration.minutes(2) }))).toEqual([]);
  });

  test('counts the datapoints that are needed, not the periods that are looked at', () => {
    const strategy = DeploymentStrategy.canary({ bakingPeriod: Duration.minutes(4) });
    expect(warned(Guardrail.serverErrorRate({ evaluationPeriods: 5, datapointsToAlarm: 3 }), strategy)).toEqual([]);
    expect(warned(Guardrail.serverErrorRate({ evaluationPeriods: 5, datapointsToAlarm: 4 }), strategy)).toHaveLength(1);
  });

  test('is warned of for an alarm that is there already', () => {
    const stack = newStack();
    const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Conversions', period: Duration.hours(1) });
    newEndpoint(stack, { guardrails: [Guardrail.fromAlarm(new cloudwatch.Alarm(stack, 'Pager', { metric, threshold: 1, evaluationPeriods: 1 }))] });
    expect(warningsOf(stack)[0]).toMatch(/^guardrail Stack\/Pager needs 3660 seconds/);
  });

  test('can be acknowledged', () => {
    const stack: Stack = newStack();
    newEndpoint(stack, { strategy: DeploymentStrategy.canary({ bakingPeriod: MINUTE }) });
    Annotations.of(stack).acknowledgeWarning('cdk-guarded-endpoints:bake-shorter-than-alarm');
    expect(warningsOf(stack)).toEqual([]);
  });
});
