import { CreateEndpointCommand, ListEndpointsCommand } from '@aws-sdk/client-sagemaker';
import { accountWithEndpoint } from '../account';

describe('ListEndpoints', () => {
  test('filters by status, and sorts', async () => {
    const { sagemaker } = await accountWithEndpoint();
    await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'second', EndpointConfigName: 'v2' }));
    const names = async (input: object) => (await sagemaker.send(new ListEndpointsCommand(input))).Endpoints!.map(({ EndpointName }) => EndpointName);
    expect(await names({})).toEqual(['second', 'churn']);
    expect(await names({ StatusEquals: 'Creating' })).toEqual(['second']);
    expect(await names({ SortBy: 'Status', SortOrder: 'Descending' })).toEqual(['churn', 'second']);
    expect(await names({ LastModifiedTimeBefore: new Date('2026-01-01T00:04:30Z') })).toEqual(['churn']);
  });

  test('gives ten at a time', async () => {
    const { sagemaker } = await accountWithEndpoint();
    for (let index = 0; index < 10; index++) {
      await sagemaker.send(new CreateEndpointCommand({ EndpointName: `e${index}`, EndpointConfigName: 'v2' }));
    }
    const first = await sagemaker.send(new ListEndpointsCommand({}));
    expect(first.Endpoints).toHaveLength(10);
    const second = await sagemaker.send(new ListEndpointsCommand({ NextToken: first.NextToken }));
    expect(second.Endpoints!.map(({ EndpointName }) => EndpointName)).toEqual(['churn']);
    expect(second.NextToken).toBeUndefined();
  });
});
