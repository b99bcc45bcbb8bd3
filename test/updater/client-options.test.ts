import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeEndpointCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { isTransient } from '../../src/updater/act';
import { CLIENT_OPTIONS } from '../../src/updater/client-options';
import { invoke } from '../../src/updater/invoke';

const FUNCTION_SECONDS = 300;

let silent: Server;
let endpoint: string;

beforeEach(async () => {
  silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
});
afterEach(() => {
  silent.closeAllConnections();
  silent.close();
});

function client(): SageMakerClient {
  return new SageMakerClient({
    ...CLIENT_OPTIONS,
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'here', secretAccessKey: 'here' },
    maxAttempts: 1,
    requestHandler: { ...CLIENT_OPTIONS.requestHandler, requestTimeout: 50 },
  });
}

test('a call that nobody answers ends, as one that may succeed later', async () => {
  const error = await client().send(new DescribeEndpointCommand({ EndpointName: 'churn' })).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'TimeoutError' });
  expect(isTransient(error)).toBe(true);
});

test('all attempts of a call come to less than the function may take', () => {
  const { maxAttempts, requestHandler: { requestTimeout } } = CLIENT_OPTIONS;
  expect(maxAttempts * requestTimeout / 1000).toBeLessThan(FUNCTION_SECONDS / 2);
});

test('a model has longer to answer than a service has', async () => {
  process.env.AWS_ENDPOINT_URL = endpoint;
  const answers = setTimeout(() => silent.closeAllConnections(), 300);
  const started = performance.now();
  try {
    await expect(invoke(client(), { endpointName: 'churn', body: Buffer.from('{}'), contentType: 'application/json' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(performance.now() - started).toBeGreaterThan(250);
  } finally {
    clearTimeout(answers);
    delete process.env.AWS_ENDPOINT_URL;
  }
});
