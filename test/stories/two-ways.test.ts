import '../checkers/watch';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeEndpointCommand, DescribeEndpointConfigCommand } from '@aws-sdk/client-sagemaker';
import { App, CfnOutput, CfnResource, CfnWaitCondition, CfnWaitConditionHandle, RemovalPolicy, Stack as CdkStack, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { CapacitySize, ContainerImage, DeploymentStrategy, EndpointGuardrails, EndpointUpdater, FleetScope, GuardedEndpoint, Guardrail, Model, ModelSource, type GuardedEndpointProps } from '../../src';
import { readStack } from '../../src/rehearsal/assembly';
import { LocalCloud } from '../../src/rehearsal/local-cloud';
import { Stack, type DeploymentOutcome, type StackEvent } from '../../src/rehearsal/stack';

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'two-ways-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let cloud: LocalCloud;
let stacks: Map<string, Stack>;
let stackEvents: StackEvent[];
let outdirs = 0;

beforeEach(async () => {
  cloud = await LocalCloud.start({ region: 'us-east-1', accountId: '123456789012', seed: 5 });
  stacks = new Map();
  stackEvents = [];
});
afterEach(() => cloud.close());

/** Deploys what is declared as the next state of a stack, and has requests come in from the first endpoint on. */
async function deploy(stackName: string, declare: (stack: CdkStack) => void): Promise<DeploymentOutcome> {
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

const COMPLETE = { status: expect.stringMatching(/^(CREATE|UPDATE)_COMPLETE$/) };

function modelOf(stack: CdkStack, version: string, removalPolicy?: RemovalPolicy): Model {
  const model = new Model(stack, `Model-${version}`, { source: ModelSource.fromContainer({ image: ContainerImage.fromUri(`registry.example.com/churn:${version}`) }) });
  if (removalPolicy) {
    model.applyRemovalPolicy(removalPolicy);
  }
  return model;
}

type Guarded = Partial<GuardedEndpointProps>;

function guarded(stack: CdkStack, version: string, props: Guarded = {}): GuardedEndpoint {
  return new GuardedEndpoint(stack, 'Churn', {
    endpointName: 'churn',
    variants: [{ model: modelOf(stack, version, props.removalPolicy), instanceType: 'ml.m5.xlarge', initialInstanceCount: 2 }],
    strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1) }),
    guardrails: [Guardrail.serverErrorRate()],
    ...props,
  });
}

function native(stack: CdkStack, version: string, props: Guarded = {}): GuardedEndpoint {
  return guarded(stack, version, { updater: EndpointUpdater.cloudFormation(), ...props });
}

/** As teams have declared endpoints so far. */
function handWritten(stack: CdkStack, version: string): sagemaker.CfnEndpoint {
  const model = modelOf(stack, version);
  const config = new sagemaker.CfnEndpointConfig(stack, 'Config', {
    productionVariants: [{ variantName: 'AllTraffic', modelName: model.modelRef.modelName, instanceType: 'ml.m5.xlarge', initialInstanceCount: 2, initialVariantWeight: 1 }],
  });
  return new sagemaker.CfnEndpoint(stack, 'Endpoint', { endpointName: 'churn', endpointConfigName: config.attrEndpointConfigName });
}

function retain({ stack }: sagemaker.CfnEndpoint): void {
  const types = ['AWS::SageMaker::Endpoint', 'AWS::SageMaker::EndpointConfig', 'AWS::SageMaker::Model'];
  stack.node.findAll().filter((part): part is CfnResource => CfnResource.isCfnResource(part) && types.includes(part.cfnResourceType))
    .forEach((part) => part.applyRemovalPolicy(RemovalPolicy.RETAIN));
}

/** A stack cannot be empty. */
function nothing(stack: CdkStack): void {
  new CfnOutput(stack, 'Gone', { value: 'yes' });
}

async function modelServing(): Promise<string> {
  const { EndpointConfigName } = await cloud.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
  const { ProductionVariants } = await cloud.sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName }));
  return ProductionVariants![0].ModelName!;
}

async function seen(): Promise<{ readonly created: Date; readonly serving: string; readonly status: string }> {
  const { CreationTime, EndpointStatus } = await cloud.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
  return { created: CreationTime!, serving: /Model\w*?(v\d)/.exec(await modelServing())![1], status: EndpointStatus! };
}

/** How often its fleet was replaced, or was to be. */
function updates(): number {
  return cloud.simulator.world.timeline('churn').filter((entry) => entry.event === 'EndpointStatus' && entry.status === 'Updating').length;
}

/** That it is the endpoint that was created first, and has answered every request since. */
function expectSameEndpoint(failed = 0): void {
  const { world } = cloud.simulator;
  const statuses = world.timeline('churn').flatMap((entry) => (entry.event === 'EndpointStatus' ? [entry.status] : []));
  expect(statuses.filter((status) => status === 'Creating')).toHaveLength(1);
  expect(statuses).not.toContain('Deleting');
  expect(world.unservedRequests('churn')).toBe(0);
  const totals = Object.values(world.requestTotals('churn'));
  expect(totals.reduce((sum, { serverErrors }) => sum + serverErrors, 0)).toBe(failed);
  expect(totals.reduce((sum, { requests }) => sum + requests, 0)).toBeGreaterThan(0);
}

describe('from CloudFormation to the updater', () => {
  test('in the same construct: kept, taken over as it is, and guarded from then on', async () => {
    expect(await deploy('Serving', (stack) => native(stack, 'v1'))).toMatchObject(COMPLETE);
    const { created } = await seen();
    expect(await deploy('Serving', (stack) => native(stack, 'v1', { removalPolicy: RemovalPolicy.RETAIN }))).toMatchObject(COMPLETE);
    const before = updates();
    expect(await deploy('Serving', (stack) => guarded(stack, 'v1', { removalPolicy: RemovalPolicy.RETAIN, adoptExisting: true }))).toMatchObject(COMPLETE);
    expect(updates()).toBe(before);
    expect(await seen()).toEqual({ created, serving: 'v1', status: 'InService' });
    expect(await deploy('Serving', (stack) => guarded(stack, 'v2'))).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v2', status: 'InService' });
    expectSameEndpoint();
  });

  test('from an L1 with the mixin in the same stack: the guard off and kept, then taken over by a guarded update', async () => {
    await deploy('Serving', (stack) => handWritten(stack, 'v1').with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] })));
    const { created } = await seen();
    expect(await deploy('Serving', (stack) => retain(handWritten(stack, 'v1')))).toMatchObject(COMPLETE);
    expect(await deploy('Serving', (stack) => guarded(stack, 'v2', { adoptExisting: true }))).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v2', status: 'InService' });
    expect(await deploy('Serving', (stack) => guarded(stack, 'v3'))).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v3', status: 'InService' });
    expectSameEndpoint();
  });

  test('fails as long as the guard of the L1 has the names of the alarms, and leaves the endpoint as it was', async () => {
    await deploy('Serving', (stack) => {
      const endpoint = handWritten(stack, 'v1');
      retain(endpoint);
      endpoint.with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] }));
    });
    const before = await seen();
    const { failure } = await deploy('Serving', (stack) => guarded(stack, 'v2', { adoptExisting: true }));
    expect(failure?.reason).toContain("alarm 'churn-AllTraffic-ServerErrorRate' already exists");
    expect(await seen()).toEqual(before);
    expectSameEndpoint();
  });
});

describe('from the updater to CloudFormation', () => {
  test('where the native resource was left in its stack: there, and back again', async () => {
    await deploy('Old', (stack) => handWritten(stack, 'v1'));
    const { created } = await seen();
    expect(await deploy('New', (stack) => guarded(stack, 'v2', { adoptExisting: true }))).toMatchObject(COMPLETE);
    expect(await deploy('New', (stack) => guarded(stack, 'v3'))).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v3', status: 'InService' });

    expect(await deploy('New', (stack) => guarded(stack, 'v3', { removalPolicy: RemovalPolicy.RETAIN }))).toMatchObject(COMPLETE);
    expect(await deploy('New', nothing)).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v3', status: 'InService' });
    expect(await deploy('Old', (stack) => {
      const endpoint = native(stack, 'v4').node.defaultChild as sagemaker.CfnEndpoint;
      endpoint.overrideLogicalId('Endpoint');
    })).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v4', status: 'InService' });
    expectSameEndpoint();
  });

  test('fails where CloudFormation has never had it, and leaves the endpoint as it was', async () => {
    await deploy('Serving', (stack) => guarded(stack, 'v1'));
    const before = await seen();
    await deploy('Serving', (stack) => guarded(stack, 'v1', { removalPolicy: RemovalPolicy.RETAIN }));
    const outcome = await deploy('Serving', (stack) => native(stack, 'v1', { removalPolicy: RemovalPolicy.RETAIN }));
    expect(outcome).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', failure: { reason: expect.stringContaining('Cannot create already existing endpoint') } });
    expect(await seen()).toEqual(before);
    expect(await deploy('Serving', (stack) => guarded(stack, 'v2'))).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ ...before, serving: 'v2' });
    expectSameEndpoint();
  });
});

describe('from an L1 to an endpoint of this library that CloudFormation updates', () => {
  test('is an update in place, under the logical id that it has', async () => {
    await deploy('Serving', (stack) => handWritten(stack, 'v1'));
    const { created } = await seen();
    const next = (version: string) => deploy('Serving', (stack) => (native(stack, version).node.defaultChild as sagemaker.CfnEndpoint).overrideLogicalId('Endpoint'));
    expect(await next('v2')).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v2', status: 'InService' });
    expect(await next('v3')).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v3', status: 'InService' });
    expectSameEndpoint();
  });
});

describe('what differs in a deployment', () => {
  const minutesBack = () => {
    const at = (status: string) => stackEvents.filter((event) => event.type === 'AWS::CloudFormation::Stack' && event.status === status).at(-1)!.time.getTime();
    return (at('UPDATE_ROLLBACK_COMPLETE') - at('UPDATE_ROLLBACK_IN_PROGRESS')) / 60_000;
  };

  /** Something else that fails once the endpoint has been updated. */
  const failing = (endpoint: GuardedEndpoint) => {
    const handle = new CfnWaitConditionHandle(endpoint.stack, 'Handle');
    new CfnWaitCondition(endpoint.stack, 'SomethingElse', { handle: handle.ref, timeout: '60' }).node.addDependency(endpoint);
  };

  test.each([
    ['the updater goes straight back', guarded, [4, 5]],
    ['CloudFormation goes back by another canary', native, [10, 12]],
  ] as const)('where something else in the stack has failed, %s', async (_name, declare, [least, most]) => {
    await deploy('Serving', (stack) => declare(stack, 'v1'));
    const { status } = await deploy('Serving', (stack) => failing(declare(stack, 'v2')));
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await seen()).serving).toBe('v1');
    expect(minutesBack()).toBeGreaterThanOrEqual(least);
    expect(minutesBack()).toBeLessThanOrEqual(most);
    expectSameEndpoint();
  });

  test.each([
    ['the updater does not begin', guarded, false],
    ['CloudFormation launches a fleet for nothing', native, true],
  ] as const)('where an alarm rings already, %s', async (_name, declare, begun) => {
    const guardrails = [Guardrail.serverErrorRate({ fleetScope: FleetScope.ENDPOINT })];
    await deploy('Serving', (stack) => declare(stack, 'v1', { guardrails }));
    cloud.simulator.world.setModelBehaviour(await modelServing(), { errorRate: 0.5 });
    cloud.advance(300);
    const { failure } = await deploy('Serving', (stack) => declare(stack, 'v2', { guardrails }));
    expect(failure?.reason).toContain('churn-AllTraffic-ServerErrorRate');
    expect(updates() > 0).toBe(begun);
    expect((await seen()).serving).toBe('v1');
  });

  test('a rollback fails the deployment of the updater with the alarm, its threshold and what it saw', async () => {
    cloud.simulator.world.setImageBehaviour('registry.example.com/churn:v2', { errorRate: 1 });
    await deploy('Serving', (stack) => guarded(stack, 'v1'));
    const { failure } = await deploy('Serving', (stack) => guarded(stack, 'v2'));
    expect(failure?.reason).toContain("alarm 'churn-AllTraffic-ServerErrorRate' saw 100 % (threshold 1 %) in 1 of 1 datapoints");
  });
});
