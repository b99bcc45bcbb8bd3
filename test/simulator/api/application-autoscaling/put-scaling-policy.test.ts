import { DeleteScalingPolicyCommand, DeregisterScalableTargetCommand, DescribeScalingPoliciesCommand } from '@aws-sdk/client-application-auto-scaling';
import type { PutScalingPolicyCommandInput } from '@aws-sdk/client-application-auto-scaling';
import { refusal } from '../account';
import { CONFIGURATION, putPolicy, register, RESOURCE, scaledAccount, unscaledAccount } from './fixtures';
import type { ScaledAccount } from './fixtures';

async function policies({ autoscaling }: ScaledAccount, PolicyNames?: string[]) {
  return (await autoscaling.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: 'sagemaker', PolicyNames }))).ScalingPolicies;
}

describe('PutScalingPolicy', () => {
  test('puts a policy, which DescribeScalingPolicies then shows as it was put', async () => {
    const made = await scaledAccount({ ScaleInCooldown: 0 });
    expect(await policies(made)).toMatchObject([{
      ...RESOURCE,
      PolicyName: 'track',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: { ...CONFIGURATION, ScaleInCooldown: 0 },
      PolicyARN: expect.stringMatching(/:scalingPolicy:[\da-f-]+:resource\/sagemaker\/endpoint\/churn\/variant\/AllTraffic:policyName\/track$/),
    }]);
    expect(await policies(made, ['other'])).toEqual([]);
  });

  test('changes a policy of the same name, and refuses another one on the same metric', async () => {
    const made = await scaledAccount();
    await putPolicy(made, { TargetTrackingScalingPolicyConfiguration: { ...CONFIGURATION, TargetValue: 1 } });
    expect(await policies(made)).toMatchObject([{ TargetTrackingScalingPolicyConfiguration: { TargetValue: 1 } }]);
    await expect(putPolicy(made, { PolicyName: 'other' })).rejects.toEqual(refusal('ValidationException', 'Only one target tracking policy'));
  });

  test('needs a target that is registered', async () => {
    await expect(putPolicy(await unscaledAccount())).rejects.toEqual(refusal('ObjectNotFoundException', 'No scalable target registered'));
  });

  test.each<[string, Partial<PutScalingPolicyCommandInput>, string]>([
    ['predictive scaling', { PolicyType: 'PredictiveScaling' }, 'PolicyType PredictiveScaling is not simulated'],
    ['step scaling, which no type means, without steps', { PolicyType: undefined }, 'StepScalingPolicyConfiguration with AdjustmentType and StepAdjustments is required'],
    ['no configuration', { TargetTrackingScalingPolicyConfiguration: undefined }, 'TargetTrackingScalingPolicyConfiguration is required'],
    ['a metric of the user\'s own', { TargetTrackingScalingPolicyConfiguration: { TargetValue: 1, CustomizedMetricSpecification: { MetricName: 'own' } } }, 'CustomizedMetricSpecification is not simulated'],
    ['another metric', { TargetTrackingScalingPolicyConfiguration: { TargetValue: 1, PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' } } }, 'ECSServiceAverageCPUUtilization is not simulated'],
    ['a target of zero', { TargetTrackingScalingPolicyConfiguration: { ...CONFIGURATION, TargetValue: 0 } }, 'TargetValue must be greater than 0, got 0'],
    ['a negative cooldown', { TargetTrackingScalingPolicyConfiguration: { ...CONFIGURATION, ScaleOutCooldown: -1 } }, 'a cooldown must be at least 0 seconds, got -1'],
  ])('refuses %s', async (_what, input, message) => {
    const made = await unscaledAccount();
    await register(made);
    await expect(putPolicy(made, input)).rejects.toEqual(refusal('ValidationException', message));
  });
});

describe('DeleteScalingPolicy', () => {
  test('takes the policy away, once', async () => {
    const made = await scaledAccount();
    const deletion = () => made.autoscaling.send(new DeleteScalingPolicyCommand({ ...RESOURCE, PolicyName: 'track' }));
    await deletion();
    expect(await policies(made)).toEqual([]);
    await expect(deletion()).rejects.toEqual(refusal('ObjectNotFoundException', 'policy name: track'));
  });
});

describe('DeregisterScalableTarget', () => {
  test('takes the target away with its policy, once', async () => {
    const made = await scaledAccount();
    await made.autoscaling.send(new DeregisterScalableTargetCommand(RESOURCE));
    expect(await policies(made)).toEqual([]);
    await expect(made.autoscaling.send(new DeregisterScalableTargetCommand(RESOURCE))).rejects.toEqual(refusal('ObjectNotFoundException', 'No scalable target registered'));
  });
});
