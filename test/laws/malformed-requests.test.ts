import * as fc from 'fast-check';
import { FleetSimulator } from '../../src/simulator';
import { operationOf } from '../../src/simulator/api/service-model';
import { SERVICE_MODELS } from '../../src/simulator/api/service-model.generated';
import { textOf } from '../../src/simulator/api/wire';
import type { WireRequest } from '../../src/simulator/api/wire';

/** `MALFORMED_REQUESTS=100000 npx jest test/laws/malformed-requests.test.ts` sends so many. */
const RUNS = Math.ceil(Number(process.env.MALFORMED_REQUESTS ?? 1500) / 5);

const PREFIXES = ['SageMaker', 'GraniteServiceVersion20100801', 'AnyScaleFrontendService'];
const OPERATIONS = Object.values(SERVICE_MODELS).flatMap(({ operations }) => Object.keys(operations));

/** Names of real fields are likelier to get past the first check than noise is. */
const SHAPES = Object.values(SERVICE_MODELS).flatMap(({ shapes }) => Object.values(shapes));
const FIELDS = [...new Set(SHAPES.flatMap(({ members }) => Object.keys(members ?? {})))];

const name = fc.oneof(fc.constantFrom(...FIELDS), fc.constantFrom('__proto__', 'constructor', 'toString', ''), fc.string());

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('churn', '2026-01-01T00:00:00Z')),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 6 }),
  ),
})).value;

const operation = fc.oneof(fc.constantFrom(...OPERATIONS), fc.string());
const bytes = fc.uint8Array({ maxLength: 200 });

const jsonRequests = fc.record({
  prefix: fc.constantFrom(...PREFIXES, 'Nobody'), operation, value: json, noise: fc.option(bytes), version: fc.constantFrom('1.0', '1.1'),
}).map(({ prefix, operation: asked, value, noise, version }) => made({
  headers: { 'x-amz-target': `${prefix}.${asked}`, 'content-type': `application/x-amz-json-${version}` },
  body: noise ?? Buffer.from(JSON.stringify(value) ?? ''),
}));

const step = fc.oneof(fc.constantFrom(...FIELDS, 'member', 'entry', 'key', 'value', '1', '2', '0'), fc.string({ maxLength: 5 }));
const parameter = fc.array(step, { minLength: 1, maxLength: 6 }).map((steps) => steps.join('.'));

const queryRequests = fc.record({ operation, parameters: fc.dictionary(parameter, fc.string(), { maxKeys: 8 }) })
  .map(({ operation: asked, parameters }) => made({
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(new URLSearchParams({ Action: asked, Version: '2010-08-01', ...parameters }).toString()),
  }));

const cborRequests = fc.record({ operation, body: bytes })
  .map(({ operation: asked, body }) => made({
    path: `/service/GraniteServiceVersion20100801/operation/${encodeURIComponent(asked)}`, headers: { 'smithy-protocol': 'rpc-v2-cbor' }, body,
  }));

const restRequests = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
  path: fc.oneof(fc.string(), fc.string().map((part) => `endpoints/${part}/invocations`)),
  body: bytes,
}).map(({ method, path, body }) => made({ method, path: `/${path}`, body }));

const controlRequests = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
  path: fc.oneof(fc.constantFrom('clock', 'images', 'models/x', 'endpoints/x/traffic', 'endpoints/x/timeline', 'reset', 'faults', ''), fc.string()),
  value: json,
}).map(({ method, path, value }) => made({ method, path: `/_simulator/${path}`, body: Buffer.from(JSON.stringify(value) ?? '') }));

function made(parts: Partial<WireRequest>): WireRequest {
  return { method: 'POST', path: '/', query: {}, headers: {}, body: new Uint8Array(), ...parts };
}

const simulator = new FleetSimulator();

afterEach(() => jest.restoreAllMocks());

describe.each([
  ['AWS JSON', jsonRequests], ['query', queryRequests], ['RPC v2 CBOR', cborRequests], ['REST JSON', restRequests], ['control', controlRequests],
])('whatever is sent as %s', (_protocol, requests) => {
  test('there is an answer, and it is never a fault of the simulator', async () => {
    const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    await fc.assert(fc.asyncProperty(requests, async (request) => {
      const { status, headers, body } = await simulator.handle(request);
      expect({ status, print: print.mock.calls }).toEqual({ status: expect.any(Number), print: [] });
      expect(status).toBeLessThan(500);
      if (status >= 400) {
        const text = textOf(body);
        const type = headers['content-type'];
        if (type === 'text/xml') {
          expect(text).toMatch(/<Error><Type>Sender<\/Type><Code>\w+<\/Code><Message>[^<]+<\/Message><\/Error>/);
        } else if (type !== 'application/cbor') {
          const error = JSON.parse(text);
          expect(error.message ?? error.Message).toEqual(expect.stringMatching(/./));
        }
      }
    }), { numRuns: RUNS });
  });
});

test('every operation of the models is simulated or refused by name', async () => {
  for (const [service, prefix] of [['sagemaker', PREFIXES[0]], ['cloudwatch', PREFIXES[1]], ['application-autoscaling', PREFIXES[2]]]) {
    const model = SERVICE_MODELS[service];
    for (const asked of [...Object.keys(model.operations), ...Object.keys(model.otherOperations)]) {
      const headers = { 'x-amz-target': `${prefix}.${asked}`, 'content-type': 'application/x-amz-json-1.1' };
      const { status, body } = await simulator.handle(made({ headers }));
      expect(status).toBeLessThan(500);
      if (!operationOf(model, asked)) {
        expect(JSON.parse(textOf(body)).message).toMatch(new RegExp(`has the operation ${asked}, but it is not simulated`));
      }
    }
  }
});
