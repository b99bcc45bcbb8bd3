import { PutScalingPolicyCommand, type StepScalingPolicyConfiguration } from '@aws-sdk/client-application-auto-scaling';
import { DisableAlarmActionsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { activities, instances, register, RESOURCE, unscaledAccount, type ScaledAccount } from './api/application-autoscaling/fixtures';
import { steppedCapacity } from '../../src/simulator/step-scaling';

const MINUTE = 60;

describe('the capacity that steps ask for', () => {
  const steps = (AdjustmentType: StepScalingPolicyConfiguration['AdjustmentType'], more = {}): StepScalingPolicyConfiguration => ({
    AdjustmentType,
    StepAdjustments: [
      { MetricIntervalUpperBound: -10, ScalingAdjustment: -30 },
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 10 },
      { MetricIntervalLowerBound: 10, ScalingAdjustment: 30 },
    ],
    ...more,
  });

  test.each<[string, StepScalingPolicyConfiguration, number, number, number | undefined]>([
    ['adds what the step says', steps('ChangeInCapacity'), 10, 9.9, 20],
    ['has a lower bound that belongs to the step above', steps('ChangeInCapacity'), 10, 10, 40],
    ['has an upper bound that belongs to the step below', steps('ChangeInCapacity'), 50, -10, 20],
    ['is none between the steps', steps('ChangeInCapacity'), 10, -5, undefined],
    ['is what the step says', steps('ExactCapacity'), 3, 5, 10],
    ['is a part of what there is, rounded towards 0', steps('PercentChangeInCapacity'), 15, 5, 16],
    ['is one instance where the part is less', steps('PercentChangeInCapacity'), 2, 5, 3],
    ['is at least the magnitude', steps('PercentChangeInCapacity', { MinAdjustmentMagnitude: 4 }), 15, 5, 19],
  ])('%s', (_words, configuration, now, breach, expected) => {
    expect(steppedCapacity(configuration, now, breach)).toBe(expected);
  });
});

describe('a variant that is scaled by steps, as alarms say', () => {
  test('gets more instances in the minute in which the alarm goes off, and again after the cooldown', async () => {
    const made = await steppedAccount();
    made.simulator.world.setTraffic('churn', 20);
    made.simulator.clock.advance(MINUTE);
    expect(await instances(made)).toEqual({ current: 3, desired: 4, status: 'Updating' });
    made.simulator.clock.advance(240 + 119);
    expect((await instances(made)).desired).toBe(4);
    made.simulator.clock.advance(1 + MINUTE);
    expect((await instances(made)).desired).toBe(5);
    expect(await activities(made)).toMatchObject([{ Cause: 'an alarm triggered policy steps' }, { StatusCode: 'Successful' }]);
  });

  test('gets as many as the breach is large, up to the maximum', async () => {
    const made = await steppedAccount();
    made.simulator.world.setTraffic('churn', 100);
    made.simulator.clock.advance(MINUTE);
    expect((await instances(made)).desired).toBe(6);
  });

  test('is left alone by an alarm whose actions are disabled', async () => {
    const made = await steppedAccount();
    await made.cloudwatch.send(new DisableAlarmActionsCommand({ AlarmNames: ['busy'] }));
    made.simulator.world.setTraffic('churn', 100);
    made.simulator.clock.advance(10 * MINUTE);
    expect((await instances(made)).desired).toBe(3);
  });

  test('is refused steps that overlap', async () => {
    const made = await unscaledAccount();
    await register(made);
    await expect(putSteps(made, [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }, { MetricIntervalLowerBound: 5, ScalingAdjustment: 2 }]))
      .rejects.toThrow('StepAdjustments must not overlap, nor leave a gap: look at the one from 5 to Infinity');
  });
});

/** More than 1,000 requests a minute: one instance more; more than 3,000: five. */
async function steppedAccount(): Promise<ScaledAccount> {
  const made = await unscaledAccount();
  await register(made);
  const { PolicyARN } = await putSteps(made, [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 2000, ScalingAdjustment: 1 },
    { MetricIntervalLowerBound: 2000, ScalingAdjustment: 5 },
  ]);
  await made.cloudwatch.send(new PutMetricAlarmCommand({
    AlarmName: 'busy',
    AlarmActions: [PolicyARN!],
    Namespace: 'AWS/SageMaker',
    MetricName: 'Invocations',
    Dimensions: [{ Name: 'EndpointName', Value: 'churn' }, { Name: 'VariantName', Value: 'AllTraffic' }],
    Statistic: 'Sum',
    Period: MINUTE,
    EvaluationPeriods: 1,
    Threshold: 1000,
    ComparisonOperator: 'GreaterThanThreshold',
  }));
  return made;
}

function putSteps({ autoscaling }: ScaledAccount, StepAdjustments: StepScalingPolicyConfiguration['StepAdjustments']) {
  return autoscaling.send(new PutScalingPolicyCommand({
    ...RESOURCE,
    PolicyName: 'steps',
    PolicyType: 'StepScaling',
    StepScalingPolicyConfiguration: { AdjustmentType: 'ChangeInCapacity', Cooldown: 120, StepAdjustments },
  }));
}
