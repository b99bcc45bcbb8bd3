import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeEndpointCommand, ListEndpointsCommand, ListModelsCommand, SageMakerClient, SageMakerServiceException } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { jsonOf, queryRequest, request } from './api/requests';
import { createConfig, createEndpoint } from './endpoints';
import { FleetSimulator } from '../../src/simulator';
import { serve } from '../../src/simulator/server';

let simulator: FleetSimulator;

beforeEach(() => {
  simulator = new FleetSimulator({ seed: 7 });
});

async function inject(...faults: object[]) {
  const response = await simulator.handle(request({ method: 'PUT', path: '/_simulator/faults', body: JSON.stringify({ faults }) }));
  return { status: response.status, value: jsonOf(response) };
}

async function struck(): Promise<number[]> {
  const { faults } = jsonOf(await simulator.handle(request({ method: 'GET', path: '/_simulator/faults' })));
  return faults.map((fault: { struck: number }) => fault.struck);
}

const list = (client: SageMakerClient) => client.send(new ListEndpointsCommand({})).then(() => 'answered', (error: Error) => error.name);

describe('throttling', () => {
  test('is what the SDK takes for throttling, and retries', async () => {
    await inject({ kind: 'throttling', count: 2 });
    const client = simulator.client(SageMakerClient, { maxAttempts: 3 });
    const { $metadata } = await client.send(new ListEndpointsCommand({}));
    expect($metadata.attempts).toBe(3);
    expect(await struck()).toEqual([2]);
  });

  test('has the name that each protocol has for it', async () => {
    await inject({ kind: 'throttling' });
    expect(await list(simulator.client(SageMakerClient))).toBe('ThrottlingException');
    const older = await simulator.handle(queryRequest({ Action: 'DescribeAlarms' }));
    expect(Buffer.from(older.body).toString()).toContain('<Code>Throttling</Code><Message>Rate exceeded</Message>');
  });

  test('strikes the service and the operation it is for', async () => {
    await inject({ kind: 'throttling', service: 'sagemaker', operation: 'ListModels' });
    const client = simulator.client(SageMakerClient);
    expect(await list(client)).toBe('answered');
    await expect(client.send(new ListModelsCommand({}))).rejects.toThrow('Rate exceeded');
    await simulator.client(CloudWatchClient).send(new DescribeAlarmsCommand({}));
    expect(await struck()).toEqual([1]);
  });
});

describe('a server error', () => {
  test.each([[500, 'InternalFailure'], [503, 'ServiceUnavailable']])('of %d is a %s', async (status, name) => {
    await inject({ kind: 'serverError', status });
    const error = await simulator.client(SageMakerClient).send(new ListEndpointsCommand({})).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SageMakerServiceException);
    expect(error).toMatchObject({ name, $metadata: { httpStatusCode: status } });
  });

  test('leaves everything as it was, unless it is performed all the same', async () => {
    await createConfig(simulator.client(SageMakerClient), 'there');
    await inject({ kind: 'serverError', operation: 'CreateModel', count: 1 });
    await expect(createConfig(simulator.client(SageMakerClient), 'a')).rejects.toThrow();
    expect([...simulator.world.sagemaker.models.byName.keys()]).toEqual(['there']);
    await inject({ kind: 'serverError', operation: 'CreateModel', count: 1, performed: true });
    await expect(createConfig(simulator.client(SageMakerClient), 'b')).rejects.toThrow();
    expect([...simulator.world.sagemaker.models.byName.keys()]).toEqual(['there', 'b']);
  });

  test('of the runtime is not taken for the model\'s', async () => {
    await createEndpoint(simulator);
    simulator.clock.advance(300);
    await inject({ kind: 'serverError', status: 503, service: 'sagemaker-runtime' });
    await expect(simulator.client(SageMakerRuntimeClient).send(new InvokeEndpointCommand({ EndpointName: 'churn', Body: 'x' })))
      .rejects.toMatchObject({ name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } });
    expect(simulator.world.requestTotals('churn')).toEqual({});
  });
});

describe('a slow answer', () => {
  test('comes late, and is right', async () => {
    await inject({ kind: 'slow', delayMs: 60 });
    const start = performance.now();
    expect(await list(simulator.client(SageMakerClient))).toBe('answered');
    expect(performance.now() - start).toBeGreaterThanOrEqual(55);
  });
});

describe('a dropped connection', () => {
  test('is retried by the SDK in the same process', async () => {
    await inject({ kind: 'dropped', count: 1 });
    const { $metadata } = await simulator.client(SageMakerClient, { maxAttempts: 2 }).send(new ListEndpointsCommand({}));
    expect($metadata.attempts).toBe(2);
  });

  test('is a connection reset over a socket, and the next request is answered', async () => {
    const server = await serve((asked) => simulator.handle(asked), { port: 0 });
    const client = new SageMakerClient({ endpoint: server.url, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 });
    try {
      await inject({ kind: 'dropped', count: 1 });
      await expect(client.send(new ListEndpointsCommand({}))).rejects.toThrow('socket hang up');
      expect(await list(client)).toBe('answered');
    } finally {
      client.destroy();
      await server.close();
    }
  });

  test('may come after the operation, so that a retry meets what the first one did', async () => {
    await inject({ kind: 'dropped', operation: 'CreateModel', count: 1, performed: true });
    const client = simulator.client(SageMakerClient, { maxAttempts: 2 });
    await expect(createConfig(client, 'a')).rejects.toThrow('Cannot create already existing model');
  });
});

describe('chance', () => {
  async function outcomes(seed: number): Promise<string[]> {
    simulator = new FleetSimulator({ seed });
    await inject({ kind: 'throttling', probability: 0.3 });
    const client = simulator.client(SageMakerClient);
    const all: string[] = [];
    for (let index = 0; index < 200; index++) {
      all.push(await list(client));
    }
    return all;
  }

  test('strikes as often as told, alike for one seed and differently for another', async () => {
    const first = await outcomes(1);
    const share = first.filter((outcome) => outcome === 'ThrottlingException').length / 200;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
    expect(await outcomes(1)).toEqual(first);
    expect(await outcomes(2)).not.toEqual(first);
  });

  test('of zero never strikes', async () => {
    await inject({ kind: 'dropped', probability: 0 }, { kind: 'dropped', count: 0 });
    expect(await list(simulator.client(SageMakerClient))).toBe('answered');
  });
});

describe('the faults', () => {
  test('end with an empty list, and with a reset', async () => {
    await inject({ kind: 'throttling' });
    await inject();
    expect(await list(simulator.client(SageMakerClient))).toBe('answered');
    await inject({ kind: 'throttling' });
    simulator.reset();
    expect(await list(simulator.client(SageMakerClient))).toBe('answered');
  });

  test('do not touch the control API', async () => {
    await inject({ kind: 'dropped' });
    expect(await struck()).toEqual([0]);
  });

  test('that make no sense are refused, all at once, and the ones before stay', async () => {
    await inject({ kind: 'throttling', count: 5 });
    const { status, value } = await inject({ kind: 'flood' }, { kind: 'slow', performed: true, delayMs: -1 }, { kind: 'dropped', propability: 1 });
    expect(status).toBe(400);
    expect(value.message).toBe('faults[0]: kind is "flood"; use one of throttling, serverError, slow, dropped; '
      + 'faults[1]: delayMs is -1; use milliseconds from 0 to 300000; faults[1]: performed is for serverError and dropped only; '
      + 'faults[2]: unknown field \'propability\', there are kind, service, operation, probability, count, status, delayMs, performed');
    expect(await struck()).toEqual([0]);
  });

  test('leave what is not simulated refused by name', async () => {
    await inject({ kind: 'throttling' });
    await expect(simulator.client(SageMakerClient).send(new DescribeEndpointCommand({ EndpointName: 'x' }))).rejects.toThrow('Rate exceeded');
    const response = await simulator.handle(request({ headers: { 'x-amz-target': 'SageMaker.MakeCoffee', 'content-type': 'application/x-amz-json-1.1' } }));
    expect(jsonOf(response).__type).toBe('UnknownOperationException');
  });
});
