import { CreateEndpointCommand, UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, ModelError } from '@aws-sdk/client-sagemaker-runtime';
import type { InvokeEndpointCommandInput } from '@aws-sdk/client-sagemaker-runtime';
import { accountWithEndpoint, refusal } from '../account';
import type { Account } from '../account';

function invoke({ runtime }: Account, more: Partial<InvokeEndpointCommandInput> = {}) {
  return runtime.send(new InvokeEndpointCommand({ EndpointName: 'churn', Body: '1,2,3', ContentType: 'text/csv', ...more }));
}

describe('InvokeEndpoint', () => {
  test('answers with who served the request', async () => {
    const answer = await invoke(await accountWithEndpoint(), { CustomAttributes: 'trace=1' });
    expect(answer).toMatchObject({ ContentType: 'application/json', InvokedProductionVariant: 'AllTraffic', CustomAttributes: 'trace=1' });
    expect(JSON.parse(answer.Body!.transformToString())).toEqual({ model: 'v1', variant: 'AllTraffic', endpointConfig: 'v1' });
  });

  test.each([
    ['errorRate', 500, 'Received server error (500) from primary'],
    ['clientErrorRate', 400, 'Received client error (400) from primary'],
  ])('answers as a model with an %s of 1 does', async (rate, OriginalStatusCode, message) => {
    const made = await accountWithEndpoint();
    made.simulator.world.setModelBehaviour('v1', { [rate]: 1 });
    const failure = await invoke(made).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelError);
    expect(failure).toMatchObject({ OriginalStatusCode, message: expect.stringContaining(message), $metadata: { httpStatusCode: 424 } });
  });

  test('counts as a request like any other', async () => {
    const made = await accountWithEndpoint();
    await invoke(made);
    made.simulator.world.setModelBehaviour('v1', { errorRate: 1 });
    await invoke(made).catch(() => undefined);
    expect(made.simulator.world.requestTotals('churn')).toEqual({ v1: { requests: 2, serverErrors: 1, clientErrors: 0 } });
    made.simulator.clock.advance(120);
    const dimensions = { EndpointName: 'churn', VariantName: 'AllTraffic', EndpointConfigName: 'v1' };
    const read = (metricName: string) => made.simulator.world.cloudwatch.metrics
      .read({ id: { namespace: 'AWS/SageMaker', metricName, dimensions }, start: Date.parse('2026-01-01T00:05:00Z'), end: Date.parse('2026-01-01T00:06:00Z'), period: 60_000 })
      .map(({ values }) => [values.count, values.sum]);
    expect(read('Invocations')).toEqual([[2, 2]]);
    expect(read('Invocation5XXErrors')).toEqual([[2, 1]]);
    expect(read('Invocation4XXErrors')).toEqual([[2, 0]]);
    expect(read('InvocationsPerInstance')).toEqual([[2, expect.closeTo(2 / 3, 10)]]);
    expect(read('ModelLatency')).toEqual([[2, expect.any(Number)]]);
  });

  test('goes to both fleets in their shares during a canary', async () => {
    const made = await accountWithEndpoint();
    await made.sagemaker.send(new UpdateEndpointCommand({
      EndpointName: 'churn',
      EndpointConfigName: 'v2',
      DeploymentConfig: {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 600 },
        },
      },
    }));
    made.simulator.clock.advance(300);
    for (let request = 0; request < 300; request++) {
      await invoke(made);
    }
    const { v1, v2 } = made.simulator.world.requestTotals('churn');
    expect(v1.requests + v2.requests).toBe(300);
    expect(v2.requests).toBeGreaterThan(60);
    expect(v2.requests).toBeLessThan(140);
  });

  test('refuses an endpoint that is not there, or not in service yet', async () => {
    const made = await accountWithEndpoint();
    await expect(invoke(made, { EndpointName: 'nothing' })).rejects.toEqual(refusal('ValidationError', 'Endpoint nothing of account 123456789012 not found.'));
    await made.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'second', EndpointConfigName: 'v2' }));
    await expect(invoke(made, { EndpointName: 'second' })).rejects.toEqual(refusal('ValidationError', 'Endpoint second of account 123456789012 not found.'));
    expect(made.simulator.world.unservedRequests('second')).toBe(1);
  });

  test('goes to the variant it names', async () => {
    const made = await accountWithEndpoint();
    expect((await invoke(made, { TargetVariant: 'AllTraffic' })).InvokedProductionVariant).toBe('AllTraffic');
    await expect(invoke(made, { TargetVariant: 'Other' })).rejects.toEqual(refusal('ValidationError', 'Variant Other not found for endpoint churn, it has [AllTraffic].'));
  });

  test('refuses what is not simulated', async () => {
    await expect(invoke(await accountWithEndpoint(), { InferenceComponentName: 'one' })).rejects.toEqual(refusal('ValidationError', 'InferenceComponentName is not simulated'));
  });
});
