import { DescribeEndpointCommand, UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { account, accountWithEndpoint, ARN, refusal } from '../account';

describe('DescribeEndpoint', () => {
  test('shows an endpoint in service', async () => {
    const { sagemaker } = await accountWithEndpoint();
    const { $metadata: _metadata, ...endpoint } = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
    expect(endpoint).toEqual({
      EndpointName: 'churn',
      EndpointArn: `${ARN}:endpoint/churn`,
      EndpointConfigName: 'v1',
      EndpointStatus: 'InService',
      CreationTime: new Date('2026-01-01T00:00:00Z'),
      LastModifiedTime: new Date('2026-01-01T00:04:00Z'),
      ProductionVariants: [{
        VariantName: 'AllTraffic',
        DeployedImages: [expect.objectContaining({ SpecifiedImage: expect.stringContaining('sagemaker-xgboost') })],
        CurrentWeight: 1,
        DesiredWeight: 1,
        CurrentInstanceCount: 3,
        DesiredInstanceCount: 3,
      }],
    });
  });

  test('shows the old config and the pending one during an update', async () => {
    const { simulator, sagemaker } = await accountWithEndpoint();
    await sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'v2' }));
    simulator.clock.advance(60);
    const endpoint = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
    expect(endpoint).toMatchObject({
      EndpointStatus: 'Updating', EndpointConfigName: 'v1', PendingDeploymentSummary: { EndpointConfigName: 'v2', StartTime: new Date('2026-01-01T00:05:00Z') },
    });
  });

  test('refuses an endpoint that is not there as the waiters expect it', async () => {
    await expect(account().sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'nothing' })))
      .rejects.toEqual(refusal('ValidationException', `Could not find endpoint "${ARN}:endpoint/nothing".`));
  });
});
