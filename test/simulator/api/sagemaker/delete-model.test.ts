import { CreateEndpointCommand, CreateEndpointConfigCommand, DeleteModelCommand, DescribeModelCommand } from '@aws-sdk/client-sagemaker';
import { account, accountWithEndpoint, refusal } from '../account';

describe('DeleteModel', () => {
  test('deletes a model', async () => {
    const { sagemaker } = await accountWithEndpoint();
    await sagemaker.send(new DeleteModelCommand({ ModelName: 'v2' }));
    await expect(sagemaker.send(new DescribeModelCommand({ ModelName: 'v2' }))).rejects.toEqual(refusal('ValidationException', 'Could not find model'));
  });

  test('refuses a model that is not there', async () => {
    await expect(account().sagemaker.send(new DeleteModelCommand({ ModelName: 'nothing' })))
      .rejects.toEqual(refusal('ValidationException', 'Could not find model'));
  });

  test('lets an endpoint go on serving, notes it there, and nothing new can be launched with it', async () => {
    const { simulator, sagemaker } = await accountWithEndpoint();
    await sagemaker.send(new DeleteModelCommand({ ModelName: 'v1' }));
    simulator.world.setTraffic('churn', 10);
    simulator.clock.advance(60);
    expect(simulator.world.requestTotals('churn').v1.requests).toBeGreaterThan(0);
    expect(simulator.world.timeline('churn').map(({ message }) => message)).toContain('model \'v1\' was deleted, which this endpoint still uses');
    await expect(sagemaker.send(new CreateEndpointCommand({ EndpointName: 'second', EndpointConfigName: 'v1' })))
      .rejects.toEqual(refusal('ValidationException', 'Could not find model'));
    await expect(sagemaker.send(new CreateEndpointConfigCommand({
      EndpointConfigName: 'v3', ProductionVariants: [{ VariantName: 'a', ModelName: 'v1', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 }],
    }))).rejects.toEqual(refusal('ValidationException', 'Could not find model'));
  });
});
