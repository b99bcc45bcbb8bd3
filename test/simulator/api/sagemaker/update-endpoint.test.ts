import {
  CreateEndpointCommand, CreateEndpointConfigCommand, DescribeEndpointCommand, UpdateEndpointCommand, UpdateEndpointWeightsAndCapacitiesCommand,
} from '@aws-sdk/client-sagemaker';
import type { CapacitySize, DeploymentConfig, UpdateEndpointCommandInput } from '@aws-sdk/client-sagemaker';
import { account, accountWithEndpoint, ARN, refusal } from '../account';
import type { Account } from '../account';

function update({ sagemaker }: Account, input: Partial<UpdateEndpointCommandInput> = {}) {
  return sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'v2', ...input }));
}

function instances(Value: number): CapacitySize {
  return { Type: 'INSTANCE_COUNT', Value };
}

function percent(Value: number): CapacitySize {
  return { Type: 'CAPACITY_PERCENT', Value };
}

function blueGreen(routing: object, policy: object = {}): DeploymentConfig {
  return { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'CANARY', WaitIntervalInSeconds: 300, ...routing }, ...policy } };
}

describe('UpdateEndpoint', () => {
  test('answers with the endpoint\'s ARN and starts', async () => {
    const made = await accountWithEndpoint();
    expect((await update(made)).EndpointArn).toBe(`${ARN}:endpoint/churn`);
    expect((await made.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }))).EndpointStatus).toBe('Updating');
  });

  test('refuses an endpoint that is not there', async () => {
    await expect(update(account())).rejects.toEqual(refusal('ValidationException', `Could not find endpoint "${ARN}:endpoint/churn".`));
  });

  test('refuses a config that is not there', async () => {
    await expect(update(await accountWithEndpoint(), { EndpointConfigName: 'nothing' }))
      .rejects.toEqual(refusal('ValidationException', `Could not find endpoint configuration "${ARN}:endpoint-config/nothing".`));
  });

  test('refuses another update while one is in progress', async () => {
    const made = await accountWithEndpoint();
    await update(made);
    await expect(update(made)).rejects.toEqual(refusal('ValidationException', `Cannot update in-progress endpoint "${ARN}:endpoint/churn".`));
  });

  test('refuses a config with other variant names', async () => {
    const made = await accountWithEndpoint();
    await made.sagemaker.send(new CreateEndpointConfigCommand({
      EndpointConfigName: 'renamed', ProductionVariants: [{ VariantName: 'V2', ModelName: 'v2', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 }],
    }));
    await expect(update(made, { EndpointConfigName: 'renamed' }))
      .rejects.toEqual(refusal('ValidationException', 'it has [V2] and the current one has [AllTraffic]'));
  });

  test.each<[string, DeploymentConfig, string]>([
    ['a canary of 60 %', blueGreen({ CanarySize: percent(60) }), 'CanarySize is 60 % of variant "AllTraffic", it must be from 1 % to 50 %'],
    ['a canary of 2 of 3 instances', blueGreen({ CanarySize: instances(2) }), 'CanarySize is 2 of 3 instance(s), 67 % of variant "AllTraffic"'],
    ['a canary without a size', blueGreen({}), 'of type CANARY needs a CanarySize'],
    ['a linear step of 9 %', blueGreen({ Type: 'LINEAR', LinearStepSize: percent(9) }), 'LinearStepSize is 9 % of variant "AllTraffic", it must be from 10 % to 50 %'],
    ['a linear update without a step', blueGreen({ Type: 'LINEAR' }), 'of type LINEAR needs a LinearStepSize'],
    ['a batch of 4 %', { RollingUpdatePolicy: { MaximumBatchSize: percent(4), WaitIntervalInSeconds: 60 } }, 'MaximumBatchSize is 4 %'],
    ['a rollback batch larger than the fleet',
      { RollingUpdatePolicy: { MaximumBatchSize: percent(40), WaitIntervalInSeconds: 60, RollbackMaximumBatchSize: instances(4) } },
      'RollbackMaximumBatchSize is 4 of 3 instance(s), 133 %'],
    ['both policies',
      { ...blueGreen({ CanarySize: instances(1) }), RollingUpdatePolicy: { MaximumBatchSize: percent(40), WaitIntervalInSeconds: 60 } },
      'both a BlueGreenUpdatePolicy and a RollingUpdatePolicy'],
    ['a timeout that its waits exceed',
      blueGreen({ CanarySize: instances(1) }, { TerminationWaitInSeconds: 300, MaximumExecutionTimeoutInSeconds: 600 }),
      'MaximumExecutionTimeoutInSeconds is 600, it must be larger than the waits together, which are 600 seconds'],
  ])('refuses %s', async (_what, DeploymentConfig, message) => {
    const made = await accountWithEndpoint();
    await expect(update(made, { DeploymentConfig })).rejects.toEqual(refusal('ValidationException', message));
    expect((await made.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }))).EndpointStatus).toBe('InService');
  });

  test('accepts a rolling batch of 5 % of a small fleet', async () => {
    const made = await accountWithEndpoint();
    await update(made, { DeploymentConfig: { RollingUpdatePolicy: { MaximumBatchSize: percent(5), WaitIntervalInSeconds: 60 } } });
  });

  test('refuses a rolling update of two variants', async () => {
    const made = await accountWithEndpoint();
    const variants = ['a', 'b'].map((VariantName) => ({ VariantName, ModelName: 'v1', InstanceType: 'ml.m5.large' as const, InitialInstanceCount: 2 }));
    await made.sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: 'two', ProductionVariants: variants }));
    await made.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'two', EndpointConfigName: 'two' }));
    made.simulator.clock.advance(300);
    await expect(update(made, {
      EndpointName: 'two', EndpointConfigName: 'two', DeploymentConfig: { RollingUpdatePolicy: { MaximumBatchSize: percent(50), WaitIntervalInSeconds: 60 } },
    })).rejects.toEqual(refusal('ValidationException', 'RollingUpdatePolicy is not supported for several production variants, there are 2'));
  });
});

describe('an update of an endpoint that was rescaled', () => {
  async function rescaled() {
    const made = await accountWithEndpoint();
    await made.sagemaker.send(new UpdateEndpointWeightsAndCapacitiesCommand({
      EndpointName: 'churn', DesiredWeightsAndCapacities: [{ VariantName: 'AllTraffic', DesiredInstanceCount: 7, DesiredWeight: 0.5 }],
    }));
    made.simulator.clock.advance(300);
    return made;
  }

  async function after(made: Account, input: Partial<UpdateEndpointCommandInput>) {
    await update(made, input);
    made.simulator.clock.advance(300);
    const { ProductionVariants } = await made.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
    return [ProductionVariants![0].CurrentInstanceCount, ProductionVariants![0].CurrentWeight];
  }

  test('takes count and weight of the new config', async () => {
    expect(await after(await rescaled(), {})).toEqual([3, 1]);
  });

  test('retains both if asked to', async () => {
    expect(await after(await rescaled(), { RetainAllVariantProperties: true })).toEqual([7, 0.5]);
  });

  test('but for what is excluded', async () => {
    expect(await after(await rescaled(), {
      RetainAllVariantProperties: true, ExcludeRetainedVariantProperties: [{ VariantPropertyType: 'DesiredWeight' }],
    })).toEqual([7, 1]);
    expect(await after(await rescaled(), {
      RetainAllVariantProperties: true, ExcludeRetainedVariantProperties: [{ VariantPropertyType: 'DesiredInstanceCount' }],
    })).toEqual([3, 0.5]);
  });
});
