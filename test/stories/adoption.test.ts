import '../checkers/watch';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeEndpointConfigCommand, DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import { aws_lambda as lambda, Duration, type Stack } from 'aws-cdk-lib';
import { cloud, COMPLETE, deploy, expectSameEndpoint, failing, guarded, handWritten, retain, seen, type Guarded } from './serving';
import { DeploymentStrategy } from '../../src';

// What becomes of an endpoint that was there before, where the deployment that was to take it over fails.

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'adoption-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const BACK = { status: 'UPDATE_ROLLBACK_COMPLETE' };

function refusing(stack: Stack): lambda.Function {
  const code = join(directory, 'hook');
  mkdirSync(code, { recursive: true });
  writeFileSync(join(code, 'index.js'), 'exports.handler = async () => ({ hookStatus: "FAILED", reason: "not like this" });');
  return new lambda.Function(stack, 'Smoke', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromAsset(code) });
}

function adopting(stack: Stack, props: Guarded = {}): ReturnType<typeof guarded> {
  return guarded(stack, 'v2', { adoptExisting: true, ...props });
}

/** The endpoint is as it was, on the config that it had, which is still there. */
async function expectAsItWas(before: Awaited<ReturnType<typeof seen>>): Promise<void> {
  expect(await seen()).toEqual(before);
  const { EndpointConfigName } = await cloud.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
  await cloud.sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName }));
  expectSameEndpoint();
}

async function servingOld(): Promise<Awaited<ReturnType<typeof seen>>> {
  await deploy('Serving', (stack) => retain(handWritten(stack, 'v1')));
  return seen();
}

test('a guardrail goes off: the endpoint stays on what it served, and the reason names the alarm', async () => {
  const before = await servingOld();
  cloud.simulator.world.setImageBehaviour('registry.example.com/churn:v2', { clientErrorRate: 1 });
  const outcome = await deploy('Serving', (stack) => adopting(stack, { guardrails: undefined }));
  expect(outcome).toMatchObject(BACK);
  expect(outcome.failure?.reason).toMatch(/update of 'churn', which was there before this resource, .* was rolled back .* alarm 'churn-AllTraffic-ClientErrorRate/);
  await expectAsItWas(before);
});

test('a golden request is answered wrongly: the endpoint goes straight back to what it served', async () => {
  const before = await servingOld();
  cloud.simulator.world.setImageBehaviour('registry.example.com/churn:v2', { answer: { churn: 0.1 } });
  const outcome = await deploy('Serving', (stack) => adopting(stack, { verification: { requests: [{ payload: {}, expectedBody: { churn: 0.9 } }] } }));
  expect(outcome).toMatchObject(BACK);
  expect(outcome.failure?.reason).toContain('It was taken back to');
  await expectAsItWas(before);
});

test('a hook refuses it once the new model serves: the endpoint goes straight back to what it served', async () => {
  const before = await servingOld();
  const outcome = await deploy('Serving', (stack) => adopting(stack, { hooks: { afterUpdate: { handler: refusing(stack) } } }));
  expect(outcome).toMatchObject(BACK);
  expect(outcome.failure?.reason).toContain('not like this');
  await expectAsItWas(before);
});

test('something else in the stack fails afterwards: the endpoint goes straight back to what it served, and can be taken over all the same', async () => {
  const before = await servingOld();
  expect(await deploy('Serving', (stack) => failing(adopting(stack)))).toMatchObject(BACK);
  await expectAsItWas(before);
  expect(await deploy('Serving', (stack) => guarded(stack, 'v3', { adoptExisting: true }))).toMatchObject(COMPLETE);
  expect(await seen()).toEqual({ ...before, serving: 'v3' });
  expectSameEndpoint();
});

test('the endpoint is taken over in a stack that is created, which fails: the endpoint goes straight back to what it served', async () => {
  const before = await servingOld();
  expect(await deploy('New', (stack) => failing(adopting(stack)))).toMatchObject({ status: 'ROLLBACK_COMPLETE' });
  await expectAsItWas(before);
});

test('it takes longer than a custom resource may: CloudFormation waits for it by the wait condition', async () => {
  await servingOld();
  const strategy = DeploymentStrategy.linear({ bakingPeriod: Duration.minutes(50), maximumExecutionTimeout: Duration.hours(4) });
  expect(await deploy('Serving', (stack) => adopting(stack, { strategy }))).toMatchObject(COMPLETE);
  expect((await seen()).serving).toBe('v2');
  expectSameEndpoint();
});
