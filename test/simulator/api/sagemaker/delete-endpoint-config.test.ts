import { DeleteEndpointConfigCommand, DescribeEndpointCommand, UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { tolerate } from '../../../checkers/watch';
import { account, accountWithEndpoint, ARN, refusal } from '../account';

describe('DeleteEndpointConfig', () => {
  test('makes later updates to it fail', async () => {
    const { sagemaker } = await accountWithEndpoint();
    await sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'v2' }));
    await expect(sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'v2' })))
      .rejects.toEqual(refusal('ValidationException', `Could not find endpoint configuration "${ARN}:endpoint-config/v2".`));
  });

  test('is allowed while an endpoint uses it, and noted there', async () => {
    tolerate('deletedConfig');
    const { simulator, sagemaker } = await accountWithEndpoint();
    await sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'v1' }));
    expect(await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }))).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'v1' });
    expect(simulator.world.timeline('churn').map(({ message }) => message)).toContain('endpoint config \'v1\' was deleted, which this endpoint still uses');
  });

  test('refuses a config that is not there', async () => {
    await expect(account().sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'nothing' })))
      .rejects.toEqual(refusal('ValidationException', 'Could not find endpoint configuration'));
  });
});
