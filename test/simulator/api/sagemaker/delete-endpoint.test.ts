import { CreateEndpointCommand, DeleteEndpointCommand, DescribeEndpointCommand, UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { account, accountWithEndpoint, ARN, refusal } from '../account';

describe('DeleteEndpoint', () => {
  test('deletes for a while, and then there is no endpoint', async () => {
    const { simulator, sagemaker } = await accountWithEndpoint();
    const describe = () => sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
    await sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'churn' }));
    expect((await describe()).EndpointStatus).toBe('Deleting');
    simulator.clock.advance(60);
    await expect(describe()).rejects.toEqual(refusal('ValidationException', 'Could not find endpoint'));
    expect(simulator.world.timeline('churn').pop()).toMatchObject({ event: 'EndpointStatus', status: 'Deleted' });
  });

  test('frees the name, but not the traffic of the endpoint before', async () => {
    const { simulator, sagemaker } = await accountWithEndpoint();
    simulator.world.setTraffic('churn', 10);
    await sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'churn' }));
    simulator.clock.advance(60);
    await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'v2' }));
    simulator.clock.advance(600);
    expect(simulator.world.requestTotals('churn')).toEqual({});
  });

  test.each([
    ['is being updated', async (client: Awaited<ReturnType<typeof accountWithEndpoint>>['sagemaker']) =>
      client.send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'v2' }))],
    ['is being deleted', async (client: Awaited<ReturnType<typeof accountWithEndpoint>>['sagemaker']) =>
      client.send(new DeleteEndpointCommand({ EndpointName: 'churn' }))],
  ])('refuses while the endpoint %s', async (_what, act) => {
    const { sagemaker } = await accountWithEndpoint();
    await act(sagemaker);
    await expect(sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'churn' })))
      .rejects.toEqual(refusal('ValidationException', `Cannot delete in-progress endpoint "${ARN}:endpoint/churn".`));
  });

  test('refuses an endpoint that is not there', async () => {
    await expect(account().sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'churn' })))
      .rejects.toEqual(refusal('ValidationException', 'Could not find endpoint'));
  });
});
