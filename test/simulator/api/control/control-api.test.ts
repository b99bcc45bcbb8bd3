import { FleetSimulator } from '../../../../src/simulator';
import { createEndpoint, RUNTIME_IMAGE } from '../../endpoints';
import { jsonOf, request } from '../requests';

let simulator: FleetSimulator;

beforeEach(() => {
  simulator = new FleetSimulator({ settings: { provisioningSeconds: 60 } });
});

async function control(method: string, path: string, body?: unknown) {
  const response = await simulator.handle(request({
    method, path: `/_simulator${path}`, body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
  }));
  return { status: response.status, value: jsonOf(response) };
}

test('the index lists every route with an example', async () => {
  const { status, value } = await control('GET', '');
  expect(status).toBe(200);
  expect(value.routes.map(({ method, path }: any) => `${method} ${path}`)).toEqual([
    'GET /_simulator/clock',
    'POST /_simulator/clock',
    'PUT /_simulator/models/{name}',
    'PUT /_simulator/images',
    'PUT /_simulator/endpoints/{name}/traffic',
    'GET /_simulator/endpoints/{name}/timeline',
    'GET /_simulator/events',
    'GET /_simulator/faults',
    'PUT /_simulator/faults',
    'POST /_simulator/reset',
  ]);
});

describe('the clock', () => {
  test('tells the virtual time', async () => {
    expect(await control('GET', '/clock')).toEqual({ status: 200, value: { now: '2026-01-01T00:00:00.000Z' } });
  });

  test('is moved forward, and answers with the new time', async () => {
    expect(await control('POST', '/clock', { advanceSeconds: 60.5 })).toEqual({ status: 200, value: { now: '2026-01-01T00:01:00.500Z' } });
  });

  test.each([
    [{}, /'advanceSeconds' is missing, a number is needed, such as {"advanceSeconds": 60}/],
    [{ advanceSeconds: '60' }, /'advanceSeconds' is "60", a number is needed/],
    [{ advanceSeconds: -1 }, /'advanceSeconds' is -1, .*time does not run backwards/],
    [{ advanceSeconds: 1e12 }, /it may be from 0 to/],
    [{ advanceMinutes: 1 }, /unknown field 'advanceMinutes'; there are 'advanceSeconds'/],
    ['[60]', /the body is not a JSON object; POST \/_simulator\/clock takes {"advanceSeconds":60}/],
    ['60 s', /the body is not JSON .*takes {"advanceSeconds":60}/],
  ])('is not moved by %j', async (body, message) => {
    const { status, value } = await control('POST', '/clock', body);
    expect(status).toBe(400);
    expect(value.message).toMatch(message);
    expect(simulator.clock.now.toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });
});

describe('behaviour', () => {
  test('of a model is set, and what is left out is healthy', async () => {
    await createEndpoint(simulator);
    expect(await control('PUT', '/models/churn', { errorRate: 0.02 })).toEqual({
      status: 200, value: { modelName: 'churn', errorRate: 0.02, clientErrorRate: 0, latencyMs: { p50: 5, p99: 12 } },
    });
  });

  test('of an image is set for models to come', async () => {
    expect(await control('PUT', '/images', { image: RUNTIME_IMAGE, errorRate: 1 })).toMatchObject({ status: 200, value: { image: RUNTIME_IMAGE, errorRate: 1 } });
  });

  test.each([
    ['/models/churn', { errorRate: 2 }, /errorRate is 2; use a share of the requests from 0 to 1/],
    ['/models/churn', { errorrate: 0.1 }, /unknown field 'errorrate'/],
    ['/images', { errorRate: 1 }, /'image' is missing/],
    ['/images', { image: 'i', latencyMs: { p50: 10, p99: 5 } }, /0 < p50 <= p99/],
  ])('that cannot be is refused: PUT %s %j', async (path, body, message) => {
    await createEndpoint(simulator);
    const { status, value } = await control('PUT', path, body);
    expect(status).toBe(400);
    expect(value.message).toMatch(message);
  });
});

describe('traffic and timeline', () => {
  test('of an endpoint: requests are drawn, and what happened is told with virtual times', async () => {
    await createEndpoint(simulator);
    expect(await control('PUT', '/endpoints/churn/traffic', { requestsPerSecond: 10 }))
      .toEqual({ status: 200, value: { endpointName: 'churn', requestsPerSecond: 10 } });
    await control('POST', '/clock', { advanceSeconds: 300 });
    const { value } = await control('GET', '/endpoints/churn/timeline');
    expect(value.endpointName).toBe('churn');
    expect(value.timeline.filter(({ event }: any) => event === 'EndpointStatus').map(({ time, status }: any) => [time, status])).toEqual([
      ['2026-01-01T00:00:00.000Z', 'Creating'],
      ['2026-01-01T00:01:00.000Z', 'InService'],
    ]);
    expect(Object.values(simulator.world.requestTotals('churn')).length).toBeGreaterThan(0);
  });

  test('no requests is a rate', async () => {
    await createEndpoint(simulator);
    expect((await control('PUT', '/endpoints/churn/traffic', { requestsPerSecond: 0 })).status).toBe(200);
  });

  test.each([-1, null, 'many'])('a rate of %j is refused', async (requestsPerSecond) => {
    await createEndpoint(simulator);
    expect((await control('PUT', '/endpoints/churn/traffic', { requestsPerSecond })).status).toBe(400);
  });

  test('of an endpoint that never was: 404', async () => {
    expect(await control('GET', '/endpoints/nobody/timeline')).toMatchObject({ status: 404, value: { message: expect.stringMatching(/'nobody'/) } });
  });
});

describe('a reset', () => {
  test('forgets everything and starts again', async () => {
    await createEndpoint(simulator);
    await control('POST', '/clock', { advanceSeconds: 60 });
    expect(await control('POST', '/reset', { seed: 42 })).toEqual({ status: 200, value: { now: '2026-01-01T00:00:00.000Z', seed: 42 } });
    expect((await control('GET', '/endpoints/churn/timeline')).status).toBe(404);
  });

  test('without a seed takes the one that the simulator was made with', async () => {
    simulator = new FleetSimulator({ seed: 7 });
    await control('POST', '/reset', { seed: 0 });
    expect(simulator.world.seed).toBe(0);
    expect(await control('POST', '/reset')).toMatchObject({ status: 200, value: { seed: 7 } });
  });

  test('with a seed that is none is refused', async () => {
    expect((await control('POST', '/reset', { seed: 'x' })).status).toBe(400);
    expect((await control('POST', '/reset', { seed: 1.5 })).status).toBe(400);
  });
});

describe('what is not there', () => {
  test('a path: 404, with what there is', async () => {
    expect(await control('GET', '/weather')).toMatchObject({ status: 404, value: { message: expect.stringMatching(/nothing is at \/_simulator\/weather; there are GET \/_simulator\/clock,/) } });
  });

  test('a method: 405, with what there is', async () => {
    expect(await control('DELETE', '/clock'))
      .toMatchObject({ status: 405, value: { message: 'DELETE is not possible at /_simulator/clock; there is GET /_simulator/clock, POST /_simulator/clock' } });
  });

  test('a name that is not percent-encoded: 400', async () => {
    expect((await control('GET', '/endpoints/%zz/timeline')).status).toBe(400);
  });
});
