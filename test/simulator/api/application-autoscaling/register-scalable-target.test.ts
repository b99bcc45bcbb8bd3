import { DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import type { RegisterScalableTargetCommandInput } from '@aws-sdk/client-application-auto-scaling';
import { refusal } from '../account';
import { register, RESOURCE, unscaledAccount } from './fixtures';

describe('RegisterScalableTarget', () => {
  test('registers a variant, which DescribeScalableTargets then shows', async () => {
    const made = await unscaledAccount();
    const { ScalableTargetARN } = await register(made);
    expect(ScalableTargetARN).toMatch(/^arn:aws:application-autoscaling:us-east-1:123456789012:scalable-target\/[\da-z]+$/);
    const { ScalableTargets } = await made.autoscaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'sagemaker', ResourceIds: [RESOURCE.ResourceId] }));
    const CreationTime = made.simulator.clock.now;
    expect(ScalableTargets).toMatchObject([{ ...RESOURCE, MinCapacity: 2, MaxCapacity: 6, ScalableTargetARN, CreationTime }]);
    const others = await made.autoscaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'sagemaker', ResourceIds: ['endpoint/other/variant/AllTraffic'] }));
    expect(others.ScalableTargets).toEqual([]);
  });

  test('changes what is given of a target, and keeps the rest', async () => {
    const made = await unscaledAccount();
    const first = await register(made);
    made.simulator.clock.advance(60);
    expect(await register(made, { MinCapacity: undefined, MaxCapacity: 9 })).toMatchObject({ ScalableTargetARN: first.ScalableTargetARN });
    const { ScalableTargets } = await made.autoscaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'sagemaker' }));
    expect(ScalableTargets).toMatchObject([{ MinCapacity: 2, MaxCapacity: 9 }]);
  });

  test.each<[string, Partial<RegisterScalableTargetCommandInput>, string]>([
    ['another service', { ServiceNamespace: 'ecs' }, 'service namespace ecs is not simulated'],
    ['another dimension', { ScalableDimension: 'sagemaker:inference-component:DesiredCopyCount' }, 'is not simulated. Use sagemaker:variant:DesiredInstanceCount'],
    ['an id of another form', { ResourceId: 'churn/AllTraffic' }, 'write endpoint/<endpoint>/variant/<variant>'],
    ['an endpoint that is not there', { ResourceId: 'endpoint/other/variant/AllTraffic' }, "endpoint 'other', variant 'AllTraffic'"],
    ['a variant that is not there', { ResourceId: 'endpoint/churn/variant/Other' }, "variant 'Other'"],
    ['a new target without limits', { MaxCapacity: undefined }, 'MinCapacity and MaxCapacity are required'],
    ['a minimum above the maximum', { MinCapacity: 7 }, 'MinCapacity must be from 1 to MaxCapacity, which is 6, got 7'],
    ['a minimum of zero', { MinCapacity: 0 }, 'got 0'],
    ['suspended scaling', { SuspendedState: { DynamicScalingInSuspended: true } }, 'SuspendedState is not simulated'],
    ['tags', { Tags: { team: 'churn' } }, 'Tags of a scalable target are not simulated'],
  ])('refuses %s', async (_what, input, message) => {
    await expect(register(await unscaledAccount(), input)).rejects.toEqual(refusal('ValidationException', message));
  });
});
