import { churnAccount, guard, request } from './churn';
import { ResponseBucket } from './cloudformation';
import { Deployer } from './deploy';
import { Mortality } from './mortal';

let bucket: ResponseBucket;
let deployer: Deployer;
let console: string[];

beforeEach(async () => {
  bucket = await ResponseBucket.open();
  deployer = new Deployer(await churnAccount(), bucket);
  console = [];
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => console.push(String(text)) > 0);
  }
});
afterEach(async () => {
  jest.restoreAllMocks();
  await bucket.close();
});

/** Everything that somebody other than CloudFormation could read. */
function readable(...more: unknown[]): string {
  return JSON.stringify([deployer.logs, [...deployer.executions], console, more]);
}

function expectNoSecretIn(text: string): void {
  expect(text).not.toContain('5ec2e7');
  expect(text).not.toContain('X-Amz-Signature');
  expect(text).not.toContain('/bucket/key');
}

it('finds the URL where it is, so that it would be found where it must not be', () => {
  expect(() => expectNoSecretIn(bucket.url)).toThrow();
});

it('keeps the response URL out of logs and history of a request that succeeds', async () => {
  const outcome = await deployer.deploy(deployer.event('Create', request('churn-v1')));
  expect(outcome?.status).toBe('SUCCEEDED');
  expect(deployer.logs.length).toBeGreaterThan(5);
  expectNoSecretIn(readable(outcome));
});

it('keeps it out of them when CloudFormation cannot be reached', async () => {
  const event = deployer.event('Delete', request('churn-v1'), 'churn');
  bucket.statuses = Array.from({ length: 1000 }, () => 403);
  const outcome = await deployer.deploy(event);
  expect(outcome?.status).toBe('FAILED');
  expect(outcome?.history).toContain('could not be answered');
  expectNoSecretIn(readable(outcome));
});

it('keeps it out of them when it is no URL at all', async () => {
  const event = { ...deployer.event('Delete', request('churn-v1'), 'churn'), ResponseURL: 'nonsense/bucket/key?X-Amz-Signature=5ec2e7' };
  const outcome = await deployer.deploy(event);
  expect(outcome?.status).toBe('FAILED');
  expectNoSecretIn(readable(outcome));
});

it('keeps it out of the answer when the request cannot be begun because of it', async () => {
  const event = deployer.event('Create', request('churn-v1'));
  deployer.live = (ports, run) => run({ ...ports, seal: { ...ports.seal, seal: async (url) => Promise.reject(new Error(`cannot seal ${url}`)) } });
  await deployer.deploy(event);
  expect(bucket.answers).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('cannot seal ...') }]);
  expectNoSecretIn(readable(bucket.answers));
});

it('keeps it out of them when the function dies in the middle', async () => {
  await guard(deployer.simulator, 'churn-v1');
  const mortality = new Mortality({ at: 4, when: 'after' });
  deployer.live = (ports, run) => mortality.live(ports, run);
  const outcome = await deployer.deploy(deployer.event('Create', request('churn-v1')));
  expect(mortality.died).toBe(true);
  expectNoSecretIn(readable(outcome));
});

it('keeps the URL of a wait condition\'s handle out of them', async () => {
  await deployer.deploy(deployer.event('Create', request('churn-v1')));
  deployer.simulator.world.setTraffic('churn', 10);
  await guard(deployer.simulator, 'churn-v2');
  const outcome = await deployer.deploy(deployer.signalled(deployer.event('Update', request('churn-v2'), 'churn')));
  expect(deployer.signals).toMatchObject([{ url: expect.stringContaining('5ec2e7'), status: 'FAILED' }]);
  expect(outcome?.history).toContain('sealed-');
  expectNoSecretIn(readable(outcome, bucket.answers));
});
