import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { CreateEndpointCommand, DeleteEndpointCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { createEndpoint } from './endpoints';
import { FleetSimulator } from '../../src/simulator';

async function invocations(simulator: FleetSimulator): Promise<number> {
  const { Datapoints } = await simulator.client(CloudWatchClient).send(new GetMetricStatisticsCommand({
    Namespace: 'AWS/SageMaker',
    MetricName: 'Invocations',
    Dimensions: [{ Name: 'EndpointName', Value: 'churn' }, { Name: 'VariantName', Value: 'AllTraffic' }],
    StartTime: new Date('2026-01-01T00:00:00Z'),
    EndTime: simulator.clock.now,
    Period: 86_400,
    Statistics: ['Sum'],
  }));
  return Datapoints![0].Sum!;
}

test('an endpoint that is deleted and made anew under the same name begins to count anew; the metrics of that name go on', async () => {
  const simulator = new FleetSimulator();
  const sagemaker = simulator.client(SageMakerClient);
  await createEndpoint(simulator);
  simulator.clock.advance(240);
  simulator.world.setTraffic('churn', 10);
  simulator.clock.advance(600);
  await sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'churn' }));
  simulator.clock.advance(120);
  const { requests: first } = simulator.world.requestTotals('churn').churn;
  expect(first).toBeGreaterThan(5000);
  expect(simulator.world.unservedRequests('churn')).toBeGreaterThan(0);

  await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn' }));
  expect([simulator.world.requestTotals('churn'), simulator.world.unservedRequests('churn')]).toEqual([{}, 0]);
  simulator.clock.advance(240);
  simulator.world.setTraffic('churn', 1);
  simulator.clock.advance(600);
  const { requests: second } = simulator.world.requestTotals('churn').churn;
  expect(second).toBeLessThan(1000);
  expect(await invocations(simulator)).toBe(first + second);
});
