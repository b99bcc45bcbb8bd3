import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { accountWithEndpoint } from '../account';

describe('ListMetrics', () => {
  test('lists what has been published, without and with the fleet\'s dimension', async () => {
    const { simulator, sagemaker, cloudwatch } = await accountWithEndpoint();
    simulator.world.setTraffic('churn', 10);
    await sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'v2' }));
    const configs = async () => (await cloudwatch.send(new ListMetricsCommand({
      Namespace: 'AWS/SageMaker', MetricName: 'Invocations', Dimensions: [{ Name: 'EndpointName', Value: 'churn' }],
    }))).Metrics!.map(({ Dimensions }) => Dimensions!.find(({ Name }) => Name === 'EndpointConfigName')?.Value);
    simulator.clock.advance(180);
    // The new fleet has no metric before it has had traffic.
    expect(await configs()).toEqual([undefined, 'v1']);
    simulator.clock.advance(240);
    expect(await configs()).toEqual([undefined, 'v1', 'v2']);
  });

  test('filters by the presence of a dimension and by recent activity', async () => {
    const { simulator, cloudwatch } = await accountWithEndpoint();
    simulator.world.setTraffic('churn', 10);
    simulator.clock.advance(180);
    const count = async (input: object) => (await cloudwatch.send(new ListMetricsCommand({ MetricName: 'ModelLatency', ...input }))).Metrics!.length;
    expect(await count({ Dimensions: [{ Name: 'EndpointConfigName' }] })).toBe(1);
    expect(await count({ Dimensions: [{ Name: 'Other' }] })).toBe(0);
    simulator.world.setTraffic('churn', 0);
    simulator.clock.advance(4 * 3600);
    expect(await count({ RecentlyActive: 'PT3H' })).toBe(0);
    expect(await count({})).toBe(2);
  });
});
