import { ListEndpointConfigsCommand } from '@aws-sdk/client-sagemaker';
import { accountWithEndpoint, ARN } from '../account';

describe('ListEndpointConfigs', () => {
  test('lists configs with their ARNs', async () => {
    const { sagemaker } = await accountWithEndpoint();
    const { EndpointConfigs } = await sagemaker.send(new ListEndpointConfigsCommand({ SortBy: 'Name', SortOrder: 'Ascending' }));
    expect(EndpointConfigs).toEqual(['v1', 'v2'].map((name) => ({
      EndpointConfigName: name, EndpointConfigArn: `${ARN}:endpoint-config/${name}`, CreationTime: new Date('2026-01-01T00:00:00Z'),
    })));
  });
});
