import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import {
  AddTagsCommand, CreateEndpointConfigCommand, DeleteEndpointCommand, DescribeEndpointCommand, ListTagsCommand,
  SageMakerClient, UpdateEndpointCommand,
  UpdateEndpointWeightsAndCapacitiesCommand, type EndpointStatus,
} from '@aws-sdk/client-sagemaker';
import { ALARM, CANARY, describeEndpoint, guard, request } from './churn';
import type { ResponseBucket } from './cloudformation';
import { deployedChurn, type Deployer } from './deploy';
import type { RolloutRequest } from '../../src/rollout/request';
import type { FleetSimulator } from '../../src/simulator';
import { tolerate } from '../checkers/watch';

// Whole rollouts, on machines that have other things to do.
jest.setTimeout(60_000);

let simulator: FleetSimulator;
let sagemaker: SageMakerClient;
let bucket: ResponseBucket;
let deployer: Deployer;

beforeEach(async () => {
  deployer = await deployedChurn();
  ({ simulator, bucket } = deployer);
  sagemaker = simulator.client(SageMakerClient);
  simulator.world.setTraffic('churn', 10);
  await guard(simulator, 'churn-v1');
});
afterEach(() => bucket.close());

function declared(endpointConfigName: string, more: Partial<RolloutRequest> = {}, count = 3, weight = 1): RolloutRequest {
  return { ...request(endpointConfigName), variants: [{ variantName: 'AllTraffic', instanceType: 'ml.m5.xlarge', instanceCount: count, weight }], ...more };
}

async function update(wanted: RolloutRequest, old = declared('churn-v1')): Promise<void> {
  await deployer.deploy(deployer.event('Update', wanted, 'churn', old));
}

/** The one answer that CloudFormation got to the last request. */
function answer(): Record<string, unknown> {
  const { RequestId } = bucket.answers.at(-1)!;
  const answers = bucket.answers.filter((one) => one.RequestId === RequestId);
  expect(answers).toHaveLength(1);
  return answers[0];
}

/** What the simulator does not bring about by itself. */
function becomes(status: EndpointStatus, failureReason?: string): void {
  // By hand, past what the service would do on the way there.
  tolerate('statusPath', 'oneUpdate');
  const endpoint = simulator.world.sagemaker.endpoints.get('churn')!;
  Object.assign(endpoint, { status, failureReason, lastModifiedTime: simulator.clock.now, deployment: undefined });
}

async function scaleTo(DesiredInstanceCount: number, DesiredWeight = 1): Promise<void> {
  await sagemaker.send(new UpdateEndpointWeightsAndCapacitiesCommand({
    EndpointName: 'churn', DesiredWeightsAndCapacities: [{ VariantName: 'AllTraffic', DesiredInstanceCount, DesiredWeight }],
  }));
}

async function variant(): Promise<{ count?: number; weight?: number }> {
  const { ProductionVariants } = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
  return { count: ProductionVariants![0].DesiredInstanceCount, weight: ProductionVariants![0].DesiredWeight };
}

function minutesSince(start: Date): number {
  return (simulator.clock.now.getTime() - start.getTime()) / 60_000;
}

describe('an update that meets another in progress', () => {
  it('waits for autoscaling, and keeps what it has decided', async () => {
    await scaleTo(5);
    await guard(simulator, 'churn-v3');
    await update(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v3' } });
    expect(await variant()).toEqual({ count: 5, weight: 1 });
  });

  it('waits for maintenance by the service', async () => {
    becomes('SystemUpdating');
    simulator.clock.after(600, () => becomes('InService'));
    await guard(simulator, 'churn-v3');
    await update(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v3' } });
  });

  it('does not wait for ever', async () => {
    const start = simulator.clock.now;
    becomes('SystemUpdating');
    await update(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('did not end within 55 minutes: the endpoint is SystemUpdating') });
    expect(minutesSince(start)).toBeLessThan(56);
    expect(deployer.changes).toEqual([]);
  });
});

describe('a storm of throttling and of errors of the service', () => {
  /** Every call fails in this span, one after the other with each of these errors; `made` of them have had their effect all the same. */
  function storm(minutes: number, lost = false): void {
    const until = simulator.clock.now.getTime() + minutes * 60_000;
    const errors = [
      { name: 'ThrottlingException', $fault: 'client', $metadata: { httpStatusCode: 400 } },
      { name: 'InternalFailure', $fault: 'server', $metadata: { httpStatusCode: 503 } },
      { name: 'Error', code: 'ECONNRESET' },
      { name: 'TimeoutError' },
    ];
    let calls = 0;
    deployer.live = (ports, run) => run({
      ...ports,
      sagemaker: {
        send: async (command: never) => {
          const stormy = simulator.clock.now.getTime() < until;
          const result = stormy && !lost ? undefined : await ports.sagemaker.send(command);
          if (stormy) {
            throw Object.assign(new Error('not now'), errors[calls++ % errors.length]);
          }
          return result;
        },
      } as unknown as SageMakerClient,
    });
  }

  it('is waited out, for as long as there is time', async () => {
    await guard(simulator, 'churn-v3');
    storm(30);
    await update(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v3' } });
    expect(deployer.changes).toEqual(['UpdateEndpointCommand']);
  });

  it('leads to no second update where the first one was made and its answer lost', async () => {
    await guard(simulator, 'churn-v2');
    const event = deployer.event('Update', declared('churn-v2'), 'churn', declared('churn-v1'));
    await deployer.invoke(event);
    const intending = await deployer.invoke(deployer.executions.get(`Update-${event.RequestId}`)!);
    storm(40, true);
    await deployer.execute(intending!);
    expect(answer()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining("alarm 'Churn-ServerErrorRate' saw 100 %") });
    expect(deployer.changes).toEqual(['UpdateEndpointCommand']);
  });

  it('is waited out by the answer, too: nobody else would tell CloudFormation', async () => {
    await guard(simulator, 'churn-v3');
    let until = Infinity;
    deployer.live = (ports, run) => run({
      ...ports,
      seal: {
        seal: (...given) => ports.seal.seal(...given),
        open: async (...given) => {
          until = Math.min(until, simulator.clock.now.getTime() + 15 * 60_000);
          return simulator.clock.now.getTime() < until ? Promise.reject(Object.assign(new Error('not now'), { name: 'ThrottlingException' })) : ports.seal.open(...given);
        },
      },
    });
    await update(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v3' } });
  });

  it('of CloudFormation\'s own is waited out by the answer', async () => {
    await guard(simulator, 'churn-v3');
    bucket.statuses = Array.from({ length: 60 }, () => 503);
    await update(declared('churn-v3'));
    expect(bucket.answers.filter(({ Status }) => Status !== 'SUCCESS')).toEqual([]);
    expect(bucket.received.length).toBeGreaterThan(60);
  });

  it('that does not pass is told', async () => {
    storm(600);
    await update(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('was given up, the updater could not go on') });
  });
});

describe('a stack that is rolled back', () => {
  beforeEach(async () => {
    deployer.stackStatus = () => 'UPDATE_IN_PROGRESS';
  });

  /** What CloudFormation asks for on the way back. */
  async function rollBack(from: RolloutRequest, to = declared('churn-v1')): Promise<void> {
    await guard(simulator, to.endpointConfigName);
    deployer.stackStatus = () => 'UPDATE_ROLLBACK_IN_PROGRESS';
    deployer.changes.length = 0;
    await update(to, from);
  }

  it('after an auto-rollback answers at once', async () => {
    await guard(simulator, 'churn-v2');
    await update(declared('churn-v2'));
    const { now } = simulator.clock;
    await rollBack(declared('churn-v2'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS' });
    expect(simulator.clock.now).toEqual(now);
    expect(deployer.changes).toEqual([]);
  });

  it('for another reason, once the new config serves, goes straight back: no second canary, no bake, capacity kept', async () => {
    await guard(simulator, 'churn-v3');
    await update(declared('churn-v3'));
    await scaleTo(7);
    simulator.clock.advance(600);
    const start = simulator.clock.now;
    await rollBack(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v1' } });
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
    expect(await variant()).toEqual({ count: 7, weight: 1 });
    // A launch takes four minutes; the bakes of the strategy would take seven more.
    expect(minutesSince(start)).toBeLessThan(5);
  });

  it('goes straight back also where an alarm of the old config rings', async () => {
    await guard(simulator, 'churn-v3');
    await update(declared('churn-v3'));
    await guard(simulator, 'churn-v1');
    await simulator.client(CloudWatchClient).send(new SetAlarmStateCommand({ AlarmName: ALARM, StateValue: 'ALARM', StateReason: 'test' }));
    await rollBack(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v1' } });
  });

  it('goes back the guarded way where the stack cannot be asked', async () => {
    await guard(simulator, 'churn-v3');
    await update(declared('churn-v3'));
    const start = simulator.clock.now;
    await guard(simulator, 'churn-v1');
    deployer.stackStatus = () => {
      throw Object.assign(new Error('not authorized'), { name: 'AccessDenied' });
    };
    await update(declared('churn-v1'), declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v1' } });
    expect(minutesSince(start)).toBeGreaterThan(10);
  });

  it('while the service is still updating waits for that, and then goes straight back', async () => {
    await guard(simulator, 'churn-v3');
    await sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn-v3', DeploymentConfig: CANARY as never }));
    await rollBack(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v1' } });
    expect(deployer.changes).toEqual(['UpdateEndpointCommand']);
  });
});

describe('a person who cancels the update of the stack', () => {
  /** Both executions live at the same time, as the state machine's do. */
  async function together(...events: Array<ReturnType<Deployer['event']>>): Promise<void> {
    const tickets = events.map((event) => deployer.executions.get(`${event.RequestType}-${event.RequestId}`)!);
    while (tickets.some(({ done }) => !done)) {
      for (const [index, ticket] of tickets.entries()) {
        tickets[index] = ticket.done ? ticket : (await deployer.invoke(ticket))!;
      }
      simulator.clock.advance(15);
    }
  }

  it('has the older request give way where it has not been asked for yet', async () => {
    becomes('SystemUpdating');
    await guard(simulator, 'churn-v2');
    const older = deployer.event('Update', declared('churn-v2'), 'churn', declared('churn-v1'));
    await deployer.invoke(older);
    await deployer.invoke(deployer.executions.get(`Update-${older.RequestId}`)!);
    deployer.stackStatus = () => 'UPDATE_ROLLBACK_IN_PROGRESS';
    const newer = deployer.event('Update', declared('churn-v1'), 'churn', declared('churn-v2'));
    await deployer.invoke(newer);
    simulator.clock.after(120, () => becomes('InService'));
    await together(older, newer);
    expect(deployer.changes).toEqual([]);
    expect(bucket.answers.map(({ RequestId, Status }) => [RequestId, Status]).sort()).toEqual([[older.RequestId, 'FAILED'], [newer.RequestId, 'SUCCESS']]);
    expect(bucket.answers.find(({ RequestId }) => RequestId === older.RequestId)!.Reason).toContain('nobody waits for it any more');
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
  });

  it('ends on the old config also where the older request had been asked for', async () => {
    await guard(simulator, 'churn-v3');
    const older = deployer.event('Update', declared('churn-v3'), 'churn', declared('churn-v1'));
    await deployer.invoke(older);
    const begun = (await deployer.invoke((await deployer.invoke(deployer.executions.get(`Update-${older.RequestId}`)!))!))!;
    expect(begun.askedAt).toBeDefined();
    deployer.executions.set(`Update-${older.RequestId}`, begun);
    deployer.stackStatus = () => 'UPDATE_ROLLBACK_IN_PROGRESS';
    const newer = deployer.event('Update', declared('churn-v1'), 'churn', declared('churn-v3'));
    await deployer.invoke(newer);
    await together(older, newer);
    expect(bucket.answers.find(({ RequestId }) => RequestId === newer.RequestId)).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v1' } });
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
  });
});

describe('a rollback by the service that fails', () => {
  it('is healed with the config served before, once, and then told', async () => {
    await guard(simulator, 'churn-v3');
    simulator.clock.after(400, () => becomes('UpdateRollbackFailed', 'Insufficient capacity.'));
    await update(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'churn' });
    expect(answer().Reason).toMatch(/failed while baking .*, and so did its rollback: .* SageMaker says: "Insufficient capacity"\. It was taken back to 'churn-v1', which serves all traffic\./);
    expect(deployer.changes).toEqual(['UpdateEndpointCommand', 'UpdateEndpointCommand']);
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
  });

  it('is told as it is when it cannot be healed either', async () => {
    await guard(simulator, 'churn-v3');
    simulator.clock.after(400, () => becomes('UpdateRollbackFailed', 'Insufficient capacity.'));
    simulator.clock.after(600, () => becomes('UpdateRollbackFailed', 'Insufficient capacity.'));
    await update(declared('churn-v3'));
    expect(answer().Reason).toMatch(/Taking it back to 'churn-v1' did not succeed\. The endpoint serves a mix of both configs \(UpdateRollbackFailed\) until it is updated again/);
    expect(deployer.changes).toEqual(['UpdateEndpointCommand', 'UpdateEndpointCommand']);
  });
});

describe('an endpoint changed by somebody else', () => {
  it('that is gone when its update is due is told so', async () => {
    await sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'churn' }));
    await update(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'churn', Reason: expect.stringContaining('was deleted outside of CloudFormation') });
  });

  it('that is deleted after its update is told so', async () => {
    await guard(simulator, 'churn-v3');
    simulator.clock.after(300, () => simulator.world.sagemaker.endpoints.delete('churn'));
    await update(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('was deleted outside of CloudFormation') });
  });

  it('to another config is updated from there', async () => {
    await sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn-v2' }));
    simulator.clock.advance(600);
    await guard(simulator, 'churn-v3');
    await update(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v3' } });
  });

  it('that has Failed can only be deleted, and is told so', async () => {
    becomes('Failed', 'No capacity.');
    await update(declared('churn-v3'));
    expect(answer().Reason).toMatch(/the endpoint is Failed \("No capacity"\) and can only be deleted; give the resource another endpointName/);
  });

  it('is deleted once its update has ended', async () => {
    await sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn-v3', DeploymentConfig: CANARY as never }));
    await deployer.deploy(deployer.event('Delete', request('churn-v3'), 'churn'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS' });
    expect(await describeEndpoint(simulator)).toBe('absent');
  });
});

describe('an update that cannot be guarded', () => {
  async function ring(): Promise<void> {
    await guard(simulator, 'churn-v3');
    simulator.clock.advance(1);
    await simulator.client(CloudWatchClient).send(new SetAlarmStateCommand({ AlarmName: ALARM, StateValue: 'ALARM', StateReason: 'Latency is high.' }));
  }

  it('is refused while an alarm is in ALARM already, with the alarm\'s reason', async () => {
    await ring();
    await update(declared('churn-v3'));
    expect(answer().Reason).toMatch(/was not started: alarm 'Churn-ServerErrorRate' has been in ALARM since .* already \("Latency is high"\); it would be rolled back at once/);
    expect(answer().Reason).toContain("'churn-v1' serves all traffic.");
    expect(deployer.changes).toEqual([]);
  });

  it('is made without the alarms that ring, if told so', async () => {
    await ring();
    await update(declared('churn-v3', { deployDespiteAlarm: true }));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v3' } });
  });

  it('waits for an alarm that has been pointed at the new config and not been evaluated since', async () => {
    await guard(simulator, 'churn-v2');
    await update(declared('churn-v2'));
    await guard(simulator, 'churn-v3');
    await update(declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v3' } });
  });

  it('is refused without its alarm', async () => {
    const { BlueGreenUpdatePolicy } = CANARY;
    const deploymentConfig = { BlueGreenUpdatePolicy, AutoRollbackConfiguration: { Alarms: [{ AlarmName: ALARM }, { AlarmName: 'Mistyped' }] } };
    await update(declared('churn-v3', { deploymentConfig }));
    expect(answer().Reason).toContain("was not started: there is no alarm 'Mistyped' that could guard it");
    expect(deployer.changes).toEqual([]);
  });

  it('is refused where alarms may not be read', async () => {
    deployer.live = (ports, run) => run({
      ...ports,
      cloudwatch: { send: () => Promise.reject(Object.assign(new Error('not authorized'), { name: 'AccessDenied', $fault: 'client' })) } as never,
    });
    await update(declared('churn-v3'));
    expect(answer().Reason).toContain('the alarms that guard it could not be read (not authorized), so that nothing is known of the guard');
    expect(deployer.changes).toEqual([]);
  });

  it('is refused when a variant has another name', async () => {
    const variants = [{ variantName: 'v3', instanceType: 'ml.m5.xlarge', instanceCount: 3, weight: 1 }];
    await update(declared('churn-v3', { variants }));
    expect(answer().Reason).toContain("was not started: its variants would be 'v3', but the endpoint has 'AllTraffic', and a guarded update keeps the variants' names");
    expect(deployer.changes).toEqual([]);
  });

  it('is refused on instances for which the service drops the guard', async () => {
    const variants = [{ variantName: 'AllTraffic', instanceType: 'ml.inf1.xlarge', instanceCount: 3, weight: 1 }];
    await update(declared('churn-v3', { variants }));
    expect(answer().Reason).toContain('on ml.inf1.xlarge instances (variant \'AllTraffic\') SageMaker drops the guard without a word');
  });

  it('is refused by the service where the policy does not suit the fleet, and what serves now is told', async () => {
    await scaleTo(1);
    simulator.clock.advance(600);
    await guard(simulator, 'churn-v3');
    await update(declared('churn-v3'));
    expect(answer().Reason).toMatch(/was refused by SageMaker: ValidationException: .*'churn-v1' serves all traffic\. Fix what it says, and deploy again/);
  });
});

describe('an update that has to prove itself', () => {
  const proving = (minimumInvocations: number): RolloutRequest => declared('churn-v3', { verification: { minimumInvocations } });

  it('succeeds where the new fleet got as many requests as asked for while it was watched', async () => {
    await guard(simulator, 'churn-v3');
    // A third of ten requests a second for five minutes, and then all of them for two.
    await update(proving(2000));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v3' } });
  });

  it('is taken back as inconclusive where it got too few', async () => {
    simulator.world.setTraffic('churn', 0.01);
    await guard(simulator, 'churn-v3');
    await update(proving(100));
    expect(answer()).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'churn' });
    expect(answer().Reason).toMatch(/was inconclusive: the new fleet got \d+ requests? while it was watched, 100 are asked for\. It was taken back to 'churn-v1', which serves all traffic\./);
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
    expect(deployer.changes).toEqual(['UpdateEndpointCommand', 'UpdateEndpointCommand']);
  });

  it('is not asked to on the way back of a stack', async () => {
    simulator.world.setTraffic('churn', 0);
    await guard(simulator, 'churn-v3');
    await update(declared('churn-v3'));
    deployer.stackStatus = () => 'UPDATE_ROLLBACK_IN_PROGRESS';
    await update(declared('churn-v1', { verification: { minimumInvocations: 100 } }), declared('churn-v3'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v1' } });
  });
});

describe('tags', () => {
  const tags = (...pairs: Array<[string, string]>) => pairs.map(([Key, Value]) => ({ Key, Value }));
  const before = declared('churn-v1', { tags: tags(['team', 'retention'], ['stage', 'test']) });

  async function tagsNow(): Promise<Record<string, string>> {
    const { EndpointArn } = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
    const { Tags = [] } = await sagemaker.send(new ListTagsCommand({ ResourceArn: EndpointArn }));
    return Object.fromEntries(Tags.map(({ Key, Value }) => [Key!, Value!]));
  }

  beforeEach(async () => {
    const { EndpointArn } = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
    await sagemaker.send(new AddTagsCommand({ ResourceArn: EndpointArn, Tags: tags(['stage', 'test'], ['cost-centre', 'theirs']) }));
    deployer.changes.length = 0;
  });

  it('that the app changes are changed without an update, and those of others are left', async () => {
    await update(declared('churn-v1', { tags: tags(['team', 'growth'], ['tier', '1']) }), before);
    expect(answer()).toMatchObject({ Status: 'SUCCESS' });
    expect(await tagsNow()).toEqual({ 'team': 'growth', 'tier': '1', 'cost-centre': 'theirs' });
    expect(deployer.changes).toEqual(['AddTagsCommand', 'DeleteTagsCommand']);
  });

  it('are changed before the update that comes with them, and put back by the stack that goes back', async () => {
    await guard(simulator, 'churn-v2');
    const wanted = declared('churn-v2', { tags: tags(['team', 'growth']) });
    await update(wanted, before);
    expect(answer()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('was rolled back') });
    expect(deployer.changes).toEqual(['AddTagsCommand', 'DeleteTagsCommand', 'UpdateEndpointCommand']);
    deployer.stackStatus = () => 'UPDATE_ROLLBACK_IN_PROGRESS';
    await update(before, wanted);
    expect(answer()).toMatchObject({ Status: 'SUCCESS' });
    expect(await tagsNow()).toEqual({ 'team': 'retention', 'stage': 'test', 'cost-centre': 'theirs' });
  });

  it('that have not changed are not touched', async () => {
    await guard(simulator, 'churn-v3');
    await update({ ...before, endpointConfigName: 'churn-v3' }, before);
    expect(deployer.changes).toEqual(['UpdateEndpointCommand']);
  });

  it('that may not be changed keep the update from being begun, but not the way back', async () => {
    deployer.live = (ports, run) => run({
      ...ports,
      sagemaker: {
        send: (command: object) => (command.constructor.name === 'AddTagsCommand'
          ? Promise.reject(Object.assign(new Error('not authorized'), { name: 'AccessDeniedException', $fault: 'client' })) : ports.sagemaker.send(command as never)),
      } as never,
    });
    await guard(simulator, 'churn-v3');
    const wanted = declared('churn-v3', { tags: tags(['team', 'growth']) });
    await update(wanted, before);
    expect(answer().Reason).toMatch(/was refused by SageMaker: AccessDeniedException: not authorized\. 'churn-v1' serves all traffic/);
    expect(deployer.changes).toEqual([]);
    deployer.stackStatus = () => 'UPDATE_ROLLBACK_IN_PROGRESS';
    await update(before, wanted);
    expect(answer()).toMatchObject({ Status: 'SUCCESS' });
  });
});

describe('counts and weights', () => {
  it('that operators have changed are kept', async () => {
    await scaleTo(6, 0.5);
    simulator.clock.advance(600);
    await guard(simulator, 'churn-v3');
    await update(declared('churn-v3'));
    expect(await variant()).toEqual({ count: 6, weight: 0.5 });
  });

  it('that the app changes are the app\'s', async () => {
    await scaleTo(6, 0.5);
    simulator.clock.advance(600);
    await guard(simulator, 'churn-v4');
    await sagemaker.send(new CreateEndpointConfigCommand({
      EndpointConfigName: 'churn-v4',
      ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: 'churn-v3', InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 4, InitialVariantWeight: 0.5 }],
    }));
    await update(declared('churn-v4', {}, 4));
    expect(answer()).toMatchObject({ Status: 'SUCCESS' });
    expect(await variant()).toEqual({ count: 4, weight: 0.5 });
  });
});

describe('an endpoint that is there before the resource', () => {
  const adopting = declared('churn-v3', { adopt: true });

  async function adopt(wanted = adopting): Promise<void> {
    await guard(simulator, wanted.endpointConfigName);
    deployer.stackStatus = () => 'CREATE_IN_PROGRESS';
    await deployer.deploy(deployer.event('Create', wanted));
  }

  it('is taken over with a guarded update', async () => {
    await adopt();
    expect(answer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'adopted/churn/churn-v1', Data: { EndpointConfigName: 'churn-v3' } });
    expect(deployer.changes).toEqual(['AddTagsCommand', 'UpdateEndpointCommand']);
  });

  it('is left as it was when that update is rolled back, and by the delete that follows', async () => {
    await adopt(declared('churn-v2', { adopt: true }));
    const { Status, PhysicalResourceId } = answer();
    expect({ Status, PhysicalResourceId }).toEqual({ Status: 'FAILED', PhysicalResourceId: 'adopting/churn/churn-v1' });
    deployer.stackStatus = () => 'ROLLBACK_IN_PROGRESS';
    await deployer.deploy(deployer.event('Delete', adopting, PhysicalResourceId as string));
    expect(answer()).toMatchObject({ Status: 'SUCCESS' });
    expect(deployer.changes).toEqual(['AddTagsCommand', 'UpdateEndpointCommand']);
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
  });

  it('is given back by a stack that takes its own creation back, straight to the config that it was on', async () => {
    await adopt();
    deployer.stackStatus = () => 'ROLLBACK_IN_PROGRESS';
    const start = simulator.clock.now;
    await deployer.deploy(deployer.event('Delete', adopting, 'adopted/churn/churn-v1'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'adopted/churn/churn-v1' });
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
    expect(minutesSince(start)).toBeLessThan(6);
  });

  it('stays as it is where it was on the config asked for already', async () => {
    await adopt(declared('churn-v1', { adopt: true }));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'adopted/churn' });
    deployer.stackStatus = () => 'ROLLBACK_IN_PROGRESS';
    await deployer.deploy(deployer.event('Delete', adopting, 'adopted/churn'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'adopted/churn' });
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
  });

  it('is given back also where its update outlasted the updater, and is not deleted whatever the stack does', async () => {
    await adopt();
    deployer.stackStatus = () => 'DELETE_IN_PROGRESS';
    await deployer.deploy(deployer.event('Delete', adopting, 'adopting/churn/churn-v1'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS' });
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
  });

  it('that is gone has not to be given back', async () => {
    await adopt();
    await sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'churn' }));
    simulator.clock.advance(60);
    deployer.stackStatus = () => 'ROLLBACK_IN_PROGRESS';
    await deployer.deploy(deployer.event('Delete', adopting, 'adopted/churn/churn-v1'));
    expect(answer()).toMatchObject({ Status: 'SUCCESS' });
  });

  it('is not taken over once the stack has been cancelled, and is given back by its rollback', async () => {
    await guard(simulator, 'churn-v3');
    deployer.stackStatus = () => 'UPDATE_IN_PROGRESS';
    const event = deployer.event('Create', adopting);
    await deployer.invoke(event);
    await deployer.invoke(deployer.executions.get(`Create-${event.RequestId}`)!);
    deployer.stackStatus = () => 'UPDATE_ROLLBACK_IN_PROGRESS';
    await deployer.deploy(event);
    expect(answer()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('the stack is being rolled back') });
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
  });

  it('is not deleted either where nobody knows what the stack does', async () => {
    await adopt();
    deployer.stackStatus = () => undefined;
    await deployer.deploy(deployer.event('Delete', adopting, 'adopted/churn'));
    expect(answer()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('it is left as it is') });
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v3');
  });

  it('is updated and deleted like any other from then on', async () => {
    await adopt();
    deployer.stackStatus = () => 'UPDATE_IN_PROGRESS';
    await guard(simulator, 'churn-v1');
    await deployer.deploy(deployer.event('Update', declared('churn-v1', { adopt: true }), 'adopted/churn/churn-v1', adopting));
    expect(answer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'adopted/churn/churn-v1', Data: { EndpointConfigName: 'churn-v1' } });
    deployer.stackStatus = () => 'DELETE_IN_PROGRESS';
    await deployer.deploy(deployer.event('Delete', adopting, 'adopted/churn/churn-v1'));
    expect(await describeEndpoint(simulator)).toBe('absent');
  });

  it('is created if it is not there', async () => {
    await sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'churn' }));
    simulator.clock.advance(60);
    await adopt();
    expect(answer()).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'churn', Data: { EndpointConfigName: 'churn-v3' } });
  });
});
