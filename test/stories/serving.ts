// The account of an endpoint `churn` with 20 requests a second, stacks that deploy it in one way or another, and what one can see of it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as alpha from '@aws-cdk/aws-sagemaker-alpha';
import { DescribeEndpointCommand, DescribeEndpointConfigCommand } from '@aws-sdk/client-sagemaker';
import { App, CfnOutput, CfnResource, CfnWaitCondition, CfnWaitConditionHandle, RemovalPolicy, Stack as CdkStack, aws_ecr as ecr, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import {
  CapacitySize, ContainerImage, DeploymentStrategy, EndpointUpdater, GuardedEndpoint, Guardrail, Model, ModelSource, type GuardedEndpointProps,
} from '../../src';
import { readStack } from '../../src/rehearsal/assembly';
import type { DeploymentOutcome } from '../../src/rehearsal/deployment-outcome';
import { LocalCloud } from '../../src/rehearsal/local-cloud';
import { Stack, type StackEvent } from '../../src/rehearsal/stack';

const directory = mkdtempSync(join(tmpdir(), 'two-ways-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

export let cloud: LocalCloud;
let stacks: Map<string, Stack>;
export let stackEvents: StackEvent[];
let outdirs = 0;

beforeEach(async () => {
  cloud = await LocalCloud.start({ region: 'us-east-1', accountId: '123456789012', seed: 5 });
  stacks = new Map();
  stackEvents = [];
});
afterEach(() => cloud.close());

/** Deploys what is declared as the next state of a stack, and has requests come in from the first endpoint on. */
export async function deploy(stackName: string, declare: (stack: CdkStack) => void): Promise<DeploymentOutcome> {
  const outdir = join(directory, String(outdirs++));
  const app = new App({ outdir, analyticsReporting: false });
  const declared = new CdkStack(app, stackName, { env: { region: 'us-east-1', account: '123456789012' } });
  declare(declared);
  app.synth();
  const stack = stacks.get(stackName) ?? new Stack(cloud, { stackName, onEvent: (event) => stackEvents.push(event) });
  stacks.set(stackName, stack);
  const outcome = await stack.deploy(readStack(outdir, stackName));
  if (stacks.size === 1) {
    cloud.simulator.world.setTraffic('churn', { requestsPerSecond: 20 });
  }
  cloud.advance(600);
  return outcome;
}

export const COMPLETE = { status: expect.stringMatching(/^(CREATE|UPDATE)_COMPLETE$/) };

function modelOf(stack: CdkStack, version: string, removalPolicy?: RemovalPolicy): Model {
  const model = new Model(stack, `Model-${version}`, { source: ModelSource.fromContainer({ image: ContainerImage.fromUri(`registry.example.com/churn:${version}`) }) });
  if (removalPolicy) {
    model.applyRemovalPolicy(removalPolicy);
  }
  return model;
}

export type Guarded = Partial<GuardedEndpointProps>;

export function guarded(stack: CdkStack, version: string, props: Guarded = {}): GuardedEndpoint {
  return new GuardedEndpoint(stack, 'Churn', {
    endpointName: 'churn',
    variants: [{ model: modelOf(stack, version, props.removalPolicy), instanceType: 'ml.m5.xlarge', initialInstanceCount: 2 }],
    strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1) }),
    guardrails: [Guardrail.serverErrorRate()],
    ...props,
  });
}

export function native(stack: CdkStack, version: string, props: Guarded = {}): GuardedEndpoint {
  return guarded(stack, version, { updater: EndpointUpdater.cloudFormation(), ...props });
}

/** As teams have declared endpoints so far. */
export function handWritten(stack: CdkStack, version: string): sagemaker.CfnEndpoint {
  const model = modelOf(stack, version);
  const config = new sagemaker.CfnEndpointConfig(stack, 'Config', {
    productionVariants: [{ variantName: 'AllTraffic', modelName: model.modelRef.modelName, instanceType: 'ml.m5.xlarge', initialInstanceCount: 2, initialVariantWeight: 1 }],
  });
  return new sagemaker.CfnEndpoint(stack, 'Endpoint', { endpointName: 'churn', endpointConfigName: config.attrEndpointConfigName });
}

/** The same by the alpha library's L2. */
export function ofAlpha(stack: CdkStack, version: string): alpha.Endpoint {
  const image = alpha.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Images', 'churn'), version);
  const model = new alpha.Model(stack, `Model-${version}`, { containers: [{ image }] });
  const endpointConfig = new alpha.EndpointConfig(stack, 'Config', {
    instanceProductionVariants: [{ model, variantName: 'AllTraffic', instanceType: alpha.InstanceType.M5_XLARGE, initialInstanceCount: 2 }],
  });
  return new alpha.Endpoint(stack, 'Endpoint', { endpointName: 'churn', endpointConfig });
}

export function retain({ stack }: { readonly stack: CdkStack }): void {
  const types = ['AWS::SageMaker::Endpoint', 'AWS::SageMaker::EndpointConfig', 'AWS::SageMaker::Model'];
  stack.node.findAll().filter((part): part is CfnResource => CfnResource.isCfnResource(part) && types.includes(part.cfnResourceType))
    .forEach((part) => part.applyRemovalPolicy(RemovalPolicy.RETAIN));
}

/** A stack cannot be empty. */
export function nothing(stack: CdkStack): void {
  new CfnOutput(stack, 'Gone', { value: 'yes' });
}

export async function modelServing(): Promise<string> {
  const { EndpointConfigName } = await cloud.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
  const { ProductionVariants } = await cloud.sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName }));
  return ProductionVariants![0].ModelName!;
}

export async function seen(): Promise<{ readonly created: Date; readonly serving: string; readonly status: string }> {
  const { CreationTime, EndpointStatus } = await cloud.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
  return { created: CreationTime!, serving: /Model\w*?(v\d)/.exec(await modelServing())![1], status: EndpointStatus! };
}

/** How often its fleet was replaced, or was to be. */
export function updates(): number {
  return cloud.simulator.world.timeline('churn').filter((entry) => entry.event === 'EndpointStatus' && entry.status === 'Updating').length;
}

/** That it is the endpoint that was created first, and has answered every request since. */
export function expectSameEndpoint(failed = 0): void {
  const { world } = cloud.simulator;
  const statuses = world.timeline('churn').flatMap((entry) => (entry.event === 'EndpointStatus' ? [entry.status] : []));
  expect(statuses.filter((status) => status === 'Creating')).toHaveLength(1);
  expect(statuses).not.toContain('Deleting');
  expect(world.unservedRequests('churn')).toBe(0);
  const totals = Object.values(world.requestTotals('churn'));
  expect(totals.reduce((sum, { serverErrors }) => sum + serverErrors, 0)).toBe(failed);
  expect(totals.reduce((sum, { requests }) => sum + requests, 0)).toBeGreaterThan(0);
}

/** Something else that fails once the endpoint has been updated. */
export function failing(endpoint: GuardedEndpoint): void {
  const handle = new CfnWaitConditionHandle(endpoint.stack, 'Handle');
  new CfnWaitCondition(endpoint.stack, 'SomethingElse', { handle: handle.ref, timeout: '60' }).node.addDependency(endpoint);
}
