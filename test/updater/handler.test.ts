import { CreateEndpointCommand, CreateEndpointConfigCommand, DeleteEndpointCommand, SageMakerClient, UpdateEndpointCommand, UpdateEndpointWeightsAndCapacitiesCommand } from '@aws-sdk/client-sagemaker';
import { ALARM, CANARY, churnAccount, describeEndpoint, guard, request } from './churn';
import { ResponseBucket } from './cloudformation';
import { Deployer, type Outcome } from './deploy';
import type { FleetSimulator } from '../../src/simulator';
import type { Ticket } from '../../src/updater/ticket';
import { tolerate } from '../checkers/watch';

// Whole rollouts, on machines that have other things to do.
jest.setTimeout(60_000);

let simulator: FleetSimulator;
let bucket: ResponseBucket;
let deployer: Deployer;

beforeEach(async () => {
  simulator = await churnAccount();
  bucket = await ResponseBucket.open();
  deployer = new Deployer(simulator, bucket);
});
afterEach(() => bucket.close());

/** The one answer that CloudFormation got to the last request. */
function lastAnswer(): Record<string, unknown> {
  const requestId = bucket.answers.at(-1)?.RequestId;
  const answers = bucket.answers.filter((answer) => answer.RequestId === requestId);
  expect(answers).toHaveLength(1);
  return answers[0];
}

function create(endpointConfigName: string): Promise<Outcome | undefined> {
  return deployer.deploy(deployer.event('Create', request(endpointConfigName)));
}

async function update(endpointConfigName: string, deploymentConfig = CANARY): Promise<Outcome | undefined> {
  await guard(simulator, endpointConfigName);
  return deployer.deploy(deployer.event('Update', request(endpointConfigName, deploymentConfig), 'churn'));
}

function remove(physicalResourceId: unknown): Promise<Outcome | undefined> {
  return deployer.deploy(deployer.event('Delete', request('churn-v1'), physicalResourceId as string));
}

async function inService(endpointConfigName: string): Promise<void> {
  await create(endpointConfigName);
  simulator.world.setTraffic('churn', 10);
  bucket.received.length = 0;
}

/** What the simulator does not bring about by itself. */
function becomes(endpointName: string, status: 'Failed' | 'UpdateRollbackFailed', failureReason: string): void {
  // By hand, past what the service would do on the way there.
  tolerate('statusPath', 'oneUpdate');
  const endpoint = simulator.world.sagemaker.endpoints.get(endpointName)!;
  Object.assign(endpoint, { status, failureReason, lastModifiedTime: simulator.clock.now, deployment: undefined });
}

describe('a create', () => {
  it('succeeds once the endpoint is in service', async () => {
    await create('churn-v1');
    expect(lastAnswer()).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'churn',
      Data: { EndpointName: 'churn', EndpointConfigName: 'churn-v1', EndpointArn: expect.stringContaining(':endpoint/churn') },
    });
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
  });

  it('leaves an endpoint alone that is there already, and so does the delete that follows', async () => {
    const sagemaker = simulator.client(SageMakerClient);
    await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn-v3' }));
    await create('churn-v1');
    const { Status, Reason, PhysicalResourceId } = lastAnswer();
    expect(Status).toBe('FAILED');
    expect(Reason).toContain('exists already');
    await remove(PhysicalResourceId);
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
    expect(await describeEndpoint(simulator)).toBe('Creating on churn-v3');
  });

  it('fails on a config that does not exist, once a new one would have shown', async () => {
    await create('no-such-config');
    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', PhysicalResourceId: expect.stringContaining('not-created/'), Reason: expect.stringContaining('no-such-config') });
  });

  it('waits for a config that does not show at once', async () => {
    const config = {
      EndpointConfigName: 'churn-v4',
      ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: 'churn-v3', InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 1 } as const],
    };
    let shown: Promise<unknown> | undefined;
    simulator.clock.after(40, () => {
      shown = simulator.client(SageMakerClient).send(new CreateEndpointConfigCommand(config));
    });
    await create('churn-v4');
    await shown;
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v4' } });
  });

  it('with properties that nobody can read is answered, and so is the delete that follows', async () => {
    const event = deployer.event('Create', request('churn-v1'));
    await deployer.deploy({ ...event, ResourceProperties: { EndpointName: 'churn' } });
    const { Status, Reason, PhysicalResourceId } = lastAnswer();
    expect(Status).toBe('FAILED');
    expect(Reason).toContain("has no property 'Rollout'");
    await remove(PhysicalResourceId);
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS' });
  });
});

describe('a create that SageMaker fails', () => {
  it('is told with the service\'s reason, and the delete that follows removes the endpoint', async () => {
    simulator = await churnAccount({ provisioningSeconds: 86_400 });
    deployer = new Deployer(simulator, bucket);
    simulator.clock.after(60, () => becomes('churn', 'Failed', 'The primary container did not pass the ping health check.'));
    await create('churn-v1');
    const { Reason, PhysicalResourceId } = lastAnswer();
    expect(Reason).toContain('creation of \'churn\' on config \'churn-v1\' failed: "The primary container did not pass the ping health check". The containers\' logs are in');
    await remove(PhysicalResourceId);
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'churn' });
    expect(await describeEndpoint(simulator)).toBe('absent');
  });

  it('is deleted at once where it was to replace another, since CloudFormation goes on knowing the other one', async () => {
    await inService('churn-v1');
    simulator.clock.after(60, () => becomes('churn-renamed', 'Failed', 'No capacity.'));
    await deployer.deploy(deployer.event('Update', request('churn-v3', CANARY, 'churn-renamed'), 'churn'));
    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'churn', Reason: expect.stringContaining("'churn-renamed' is being deleted.") });
    expect(await describeEndpoint(simulator, 'churn-renamed')).toBe('Deleting on churn-v3');
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
  });
});

describe('an update of an endpoint whose rollback has failed', () => {
  it('heals it', async () => {
    await inService('churn-v1');
    becomes('churn', 'UpdateRollbackFailed', 'Both failed.');
    await update('churn-v3');
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v3' } });
  });
});

describe('an update to a good model', () => {
  it('succeeds on the config asked for', async () => {
    await inService('churn-v1');
    await update('churn-v3');
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'churn', Data: { EndpointConfigName: 'churn-v3' } });
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v3');
  });
});

describe('an update to a bad model', () => {
  it('fails with the alarm, its threshold, its datapoints, the stage and what serves now', async () => {
    await inService('churn-v1');
    await update('churn-v2');
    const { Status, Reason, PhysicalResourceId } = lastAnswer();
    expect({ Status, PhysicalResourceId }).toEqual({ Status: 'FAILED', PhysicalResourceId: 'churn' });
    expect(Reason).toMatch(
      /^update of 'churn' to config 'churn-v2' was rolled back at \d\d:\d\d UTC while baking for 300 seconds .*: alarm 'Churn-ServerErrorRate' saw 100 % \(threshold 1 %\) in 1 of 1 datapoints\./,
    );
    expect(Reason).toContain("'churn-v1' serves all traffic.");
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
  });

  it('is followed by a rollback of the stack that succeeds at once', async () => {
    await inService('churn-v1');
    await update('churn-v2');
    const before = simulator.clock.now;
    await update('churn-v1');
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v1' } });
    expect(simulator.clock.now).toEqual(before);
  });
});

describe('an update while somebody else updates the endpoint', () => {
  it('waits, then asks for its own', async () => {
    await inService('churn-v1');
    await simulator.client(SageMakerClient).send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn-v2' }));
    await update('churn-v3');
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v3' } });
  });

  it('asks for its own once the endpoint has been scaled between the intent and the call', async () => {
    await inService('churn-v1');
    const scale = new UpdateEndpointWeightsAndCapacitiesCommand({
      EndpointName: 'churn', DesiredWeightsAndCapacities: [{ VariantName: 'AllTraffic', DesiredInstanceCount: 4 }],
    });
    let scaled = false;
    deployer.live = async (ports, run) => {
      const result = await run(ports);
      const { intent } = (result ?? {}) as Partial<Ticket>;
      if (intent !== undefined && !scaled) {
        scaled = true;
        await simulator.client(SageMakerClient).send(scale);
      }
      return result;
    };
    await update('churn-v3');
    expect(scaled).toBe(true);
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v3' } });
  });

  it('takes over one to the same config, and tells its rollback rather than to try again', async () => {
    await inService('churn-v1');
    await guard(simulator, 'churn-v2');
    await simulator.client(SageMakerClient).send(
      new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn-v2', DeploymentConfig: CANARY as object }),
    );
    await update('churn-v2');
    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining(`alarm '${ALARM}' saw 100 %`) });
  });
});

describe('an update that takes longer than a custom resource may wait', () => {
  it('fails with its stage and what to do, and leaves the update alone', async () => {
    await inService('churn-v1');
    const start = simulator.clock.now.getTime();
    const slow = {
      ...CANARY,
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { ...CANARY.BlueGreenUpdatePolicy!.TrafficRoutingConfiguration, WaitIntervalInSeconds: 3600 },
        MaximumExecutionTimeoutInSeconds: 7200,
      },
    };
    await update('churn-v3', slow);
    const { Status, Reason } = lastAnswer();
    expect(Status).toBe('FAILED');
    expect(Reason).toMatch(/did not end within 55 minutes: the endpoint is Updating while baking for 3600 seconds/);
    expect(await describeEndpoint(simulator)).toBe('Updating on churn-v1');
    expect((simulator.clock.now.getTime() - start) / 60_000).toBeLessThan(56);
  });
});

describe('an update of an endpoint that is gone', () => {
  it('fails, and says so', async () => {
    await update('churn-v3');
    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'churn', Reason: expect.stringContaining('does not exist any more') });
  });
});

describe('an update that renames the endpoint', () => {
  const renamed = request('churn-v3', CANARY, 'churn-renamed');

  it('creates the new one and leaves the old one to the delete that follows', async () => {
    await inService('churn-v1');
    await deployer.deploy(deployer.event('Update', renamed, 'churn'));
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'churn-renamed' });
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
    await remove('churn');
    expect(await describeEndpoint(simulator)).toBe('absent');
    expect(await describeEndpoint(simulator, 'churn-renamed')).toBe('InService on churn-v3');
  });

  it('goes back to the old one when the stack is rolled back', async () => {
    await inService('churn-v1');
    await deployer.deploy(deployer.event('Update', renamed, 'churn'));
    await deployer.deploy(deployer.event('Update', request('churn-v1'), 'churn-renamed'));
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'churn' });
  });

  it('keeps the old id when it fails, so that the old endpoint is not deleted', async () => {
    await inService('churn-v1');
    await deployer.deploy(deployer.event('Update', request('no-such-config', CANARY, 'churn-renamed'), 'churn'));
    expect(lastAnswer()).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'churn' });
  });
});

describe('a delete', () => {
  it('succeeds once the endpoint is gone', async () => {
    await inService('churn-v1');
    await remove('churn');
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'churn' });
    expect(await describeEndpoint(simulator)).toBe('absent');
  });

  it('succeeds when the endpoint is gone already', async () => {
    await remove('churn');
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS' });
  });

  it('waits for a create that is still going on', async () => {
    await simulator.client(SageMakerClient).send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn-v1' }));
    await remove('churn');
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS' });
    expect(await describeEndpoint(simulator)).toBe('absent');
  });

  it('waits for one that somebody else has asked for', async () => {
    await inService('churn-v1');
    await simulator.client(SageMakerClient).send(new DeleteEndpointCommand({ EndpointName: 'churn' }));
    await remove('churn');
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS' });
  });
});

describe('an event of somebody else', () => {
  it('is refused', async () => {
    await expect(deployer.invoke({} as never)).rejects.toThrow('neither from CloudFormation nor a ticket');
  });
});

describe('an event that arrives twice', () => {
  it('is answered once', async () => {
    const event = deployer.event('Create', request('churn-v1'));
    await deployer.invoke(event);
    await deployer.deploy(event);
    expect(deployer.executions.size).toBe(1);
    expect(lastAnswer()).toMatchObject({ Status: 'SUCCESS' });
  });
});
