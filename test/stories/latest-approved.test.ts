import '../checkers/watch';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeEndpointCommand, DescribeEndpointConfigCommand, DescribeModelCommand, ListModelPackagesCommand } from '@aws-sdk/client-sagemaker';
import { App, Stack } from 'aws-cdk-lib';
import { Model, ModelSource } from '../../src';
import { readStack, type AssemblyStack } from '../../src/rehearsal/assembly';
import { Rehearsal } from '../../src/rehearsal/rehearsal';
import { newEndpoint } from '../declared';

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'latest-approved-'));
let rehearsal: Rehearsal;

beforeAll(async () => {
  rehearsal = await Rehearsal.start({ stackName: 'Stack', region: 'us-east-1', accountId: '123456789012', seed: 7, requestsPerSecond: 50 });
});
afterAll(async () => {
  await rehearsal.close();
  rmSync(directory, { recursive: true, force: true });
});

function synthesized(revision: string): AssemblyStack {
  const outdir = join(directory, revision);
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Stack', { env: { region: 'us-east-1' } });
  const model = new Model(stack, 'Latest', { source: ModelSource.fromLatestApproved('churn', { revision }) });
  newEndpoint(stack, { variants: [{ model, instanceType: 'ml.m5.xlarge', initialInstanceCount: 3 }] });
  app.synth();
  return readStack(outdir);
}

/** The version that answers requests, as the service tells it. */
async function servedVersion(): Promise<string | undefined> {
  const { sagemaker } = rehearsal.cloud;
  const { EndpointConfigName } = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
  const { ProductionVariants } = await sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName }));
  const { PrimaryContainer } = await sagemaker.send(new DescribeModelCommand({ ModelName: ProductionVariants![0].ModelName }));
  return PrimaryContainer?.ModelPackageName?.split('/').slice(1).join('/');
}

test('a stack follows the approvals, and returns to the version it had when the new one is bad', async () => {
  const [first, second, third] = ['build-1', 'build-2', 'build-3'].map((revision) => synthesized(revision));
  expect(await rehearsal.deploy({ name: 'first', assembly: first })).toMatchObject({ status: 'CREATE_COMPLETE', outcome: 'inService' });
  expect(await servedVersion()).toBe('churn/1');

  const bad = await rehearsal.deploy({ name: 'bad', assembly: second, behaviour: { errorRate: 1 } });
  expect(bad).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', outcome: 'rolledBack' });
  expect(await servedVersion()).toBe('churn/1');

  // The way back has asked for nothing, although the registry has gone on.
  const { ModelPackageSummaryList } = await rehearsal.cloud.sagemaker.send(new ListModelPackagesCommand({ ModelPackageGroupName: 'churn' }));
  expect(ModelPackageSummaryList).toHaveLength(3);

  expect(await rehearsal.deploy({ name: 'good', assembly: third })).toMatchObject({ status: 'UPDATE_COMPLETE', outcome: 'inService', failedRequests: 0 });
  expect(await servedVersion()).toBe('churn/4');
});
