import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { CreateModelCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, ModelError, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { jsonOf, request } from './api/requests';
import { createEndpoint } from './endpoints';
import { FleetSimulator } from '../../src/simulator';

interface Received {
  readonly method?: string;
  readonly path?: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A model's server, as SageMaker wants it: it scores what begins with a number, refuses what does not, and fails on 13. */
let model: Server;
let url: string;
let healthy: boolean;
let received: Received[];
let simulator: FleetSimulator;

beforeEach(async () => {
  healthy = true;
  received = [];
  model = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const body = Buffer.concat(chunks).toString();
      received.push({ method: incoming.method, path: incoming.url, headers: incoming.headers, body });
      const status = incoming.url === '/ping' ? (healthy ? 200 : 503) : body.startsWith('13') ? 500 : /^\d/.test(body) ? 200 : 415;
      setTimeout(() => {
        outgoing.writeHead(status, { 'content-type': 'text/csv', 'x-amzn-sagemaker-custom-attributes': 'trace=1' });
        outgoing.end(status === 200 ? '0.87' : 'no such thing');
      }, incoming.url === '/ping' || /^(7|quick)/.test(body) ? 0 : 20);
    });
  });
  await new Promise<void>((resolve) => { model.listen(0, '127.0.0.1', resolve); });
  url = `http://127.0.0.1:${(model.address() as AddressInfo).port}`;
  simulator = new FleetSimulator({ settings: { provisioningSeconds: 60 } });
  await createEndpoint(simulator);
  simulator.clock.advance(120);
});

afterEach(() => new Promise<void>((resolve) => {
  model.close(() => resolve());
  model.closeAllConnections();
}));

async function attach(body: object, name = 'churn') {
  const response = await simulator.handle(request({ method: 'PUT', path: `/_simulator/models/${name}`, body: JSON.stringify(body) }));
  return { status: response.status, value: jsonOf(response) };
}

const invoke = (body: string) => simulator.client(SageMakerRuntimeClient).send(new InvokeEndpointCommand({
  EndpointName: 'churn', ContentType: 'text/csv', Accept: 'text/csv', CustomAttributes: 'trace=0', Body: body,
}));

async function statistic(metricName: string, statisticName: 'Average' | 'Sum'): Promise<number | undefined> {
  simulator.clock.advance(180);
  const { Datapoints } = await simulator.client(CloudWatchClient).send(new GetMetricStatisticsCommand({
    Namespace: 'AWS/SageMaker',
    MetricName: metricName,
    Dimensions: [{ Name: 'EndpointName', Value: 'churn' }, { Name: 'VariantName', Value: 'AllTraffic' }],
    StartTime: new Date('2026-01-01T00:00:00Z'),
    EndTime: simulator.clock.now,
    Period: 3600,
    Statistics: [statisticName],
  }));
  return Datapoints?.[0]?.[statisticName];
}

describe('a model with a server of its own', () => {
  beforeEach(async () => {
    expect(await attach({ container: url })).toEqual({ status: 200, value: { modelName: 'churn', container: url } });
  });

  test('gets requests as the container contract has them, and its answers go back', async () => {
    const answer = await invoke('1,2,3');
    expect(answer.Body.transformToString()).toBe('0.87');
    expect(answer).toMatchObject({ ContentType: 'text/csv', InvokedProductionVariant: 'AllTraffic', CustomAttributes: 'trace=1' });
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /ping', 'POST /invocations']);
    expect(received[1]).toMatchObject({
      body: '1,2,3', headers: { 'content-type': 'text/csv', 'accept': 'text/csv', 'x-amzn-sagemaker-custom-attributes': 'trace=0' },
    });
  });

  test.each([['13', 500], ['x', 415]])('that answers %s with %d makes a ModelError of it, in its own words', async (body, status) => {
    const error = await invoke(body).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelError);
    expect(error).toMatchObject({ OriginalStatusCode: status, OriginalMessage: 'no such thing', $metadata: { httpStatusCode: 424 } });
  });

  test('has its real latencies and errors in the metrics', async () => {
    await invoke('1');
    await invoke('2');
    await invoke('13').catch(() => undefined);
    await invoke('x').catch(() => undefined);
    expect(await statistic('Invocations', 'Sum')).toBe(4);
    expect(await statistic('Invocation5XXErrors', 'Average')).toBe(0.25);
    expect(await statistic('Invocation4XXErrors', 'Average')).toBe(0.25);
    const latency = (await statistic('ModelLatency', 'Average'))!;
    expect(latency).toBeGreaterThan(18_000);
    expect(latency).toBeLessThan(1_000_000);
  });

  test('that goes away fails with 500', async () => {
    await new Promise<void>((resolve) => {
      model.close(() => resolve());
      model.closeAllConnections();
    });
    await expect(invoke('1')).rejects.toMatchObject({ OriginalStatusCode: 500, OriginalMessage: expect.stringMatching(/ECONNREFUSED|hang up|ECONNRESET/) });
  });

  test('goes back to numbers when it is given some', async () => {
    await attach({ errorRate: 0 });
    expect(JSON.parse((await invoke('1')).Body.transformToString())).toMatchObject({ model: 'churn' });
  });
});

describe('traffic to a model with a server of its own', () => {
  test('is answered as the server answered a sample, which is measured when it is given', async () => {
    const { value } = await attach({ container: url, sample: { contentType: 'text/csv', body: '7' } });
    expect(value.measured).toMatchObject({
      requests: 200, errorRate: 0, clientErrorRate: 0, latencyMs: { p50: expect.any(Number), p99: expect.any(Number) },
    });
    simulator.world.setTraffic('churn', 100);
    const latency = (await statistic('ModelLatency', 'Average'))!;
    expect(latency / 1000 / value.measured.latencyMs.p50).toBeGreaterThan(0.8);
  });

  test('fails as the sample did', async () => {
    const { value } = await attach({ container: url, sample: { contentType: 'text/csv', body: '77' } });
    expect(value.measured.errorRate).toBe(0);
    expect((await attach({ container: url, sample: { contentType: 'text/plain', body: 'quick' } })).value.measured).toMatchObject({ errorRate: 0, clientErrorRate: 1 });
    simulator.world.setTraffic('churn', 10);
    expect(await statistic('Invocation4XXErrors', 'Average')).toBe(1);
  });
});

describe('a server that cannot be a model\'s', () => {
  test.each([
    'http://example.com:8080', 'http://10.0.0.1', 'https://127.0.0.1:8080', 'http://127.0.0.1.example.com', 'http://127.0.0.1:80/other',
    'http://[::2]:80', 'file:///etc/passwd', '8080', 7,
  ])('%s is refused: only this machine is reached', async (container) => {
    const { status, value } = await attach({ container });
    expect(status).toBe(400);
    expect(value.message).toMatch(/use the address of a server on this machine, such as "http:\/\/127.0.0.1:8080"/);
  });

  test('is not healthy', async () => {
    healthy = false;
    const { status, value } = await attach({ container: url });
    expect([status, value.message]).toEqual([400, `the container is not healthy: GET ${url}/ping answered 503, not 200`]);
  });

  test('does not answer', async () => {
    expect((await attach({ container: 'http://127.0.0.1:9' })).value.message).toMatch(/GET http:\/\/127.0.0.1:9\/ping got no answer: .*ECONNREFUSED/);
  });

  test('is for no model that there is', async () => {
    expect(await attach({ container: url }, 'other')).toMatchObject({ status: 404 });
  });

  test('is refused for a model of which requests name a part', async () => {
    const PrimaryContainer = { Image: 'many', Mode: 'MultiModel' as const, ModelDataUrl: 's3://models/all/' };
    await simulator.client(SageMakerClient).send(new CreateModelCommand({ ModelName: 'many', PrimaryContainer }));
    const { status, value } = await attach({ container: url }, 'many');
    expect([status, value.message]).toEqual([400, expect.stringContaining('give it a behaviour')]);
  });

  test('has a sample that is none', async () => {
    expect((await attach({ container: url, sample: { body: 7 } })).value.message).toMatch(/sample is a request that the model can answer/);
  });
});
