import { CANARY, churnAccount, describeEndpoint, guard, request } from './churn';
import { ResponseBucket } from './cloudformation';
import { Deployer } from './deploy';
import { Mortality, type Death } from './mortal';
import type { DeploymentConfig } from '../../src/rollout/deployment-config';

// A story is told once for each of the function's deaths.
jest.setTimeout(240_000);

interface Story {
  readonly name: string;
  /** What there is before. */
  readonly before?: string;
  readonly kind: 'Create' | 'Update' | 'Delete';
  readonly wanted: string;
  readonly changes: string[];
  readonly answer: object;
  readonly after: string;
  /** What a wait condition is told, where there is one. */
  readonly signal?: object;
}

const STORIES: Story[] = [
  {
    name: 'a create',
    kind: 'Create',
    wanted: 'churn-v1',
    changes: ['CreateEndpointCommand'],
    answer: { Status: 'SUCCESS', PhysicalResourceId: 'churn' },
    after: 'InService on churn-v1',
  },
  {
    name: 'an update to a good model',
    before: 'churn-v1',
    kind: 'Update',
    wanted: 'churn-v3',
    changes: ['UpdateEndpointCommand'],
    answer: { Status: 'SUCCESS', PhysicalResourceId: 'churn' },
    after: 'InService on churn-v3',
  },
  {
    name: 'an update to a bad model',
    before: 'churn-v1',
    kind: 'Update',
    wanted: 'churn-v2',
    changes: ['UpdateEndpointCommand'],
    answer: { Status: 'FAILED', PhysicalResourceId: 'churn', Reason: expect.stringMatching(/rolled back.* saw 100 %/) },
    after: 'InService on churn-v1',
  },
  {
    name: 'an update to a good model that a wait condition waits for',
    before: 'churn-v1',
    kind: 'Update',
    wanted: 'churn-v3',
    changes: ['UpdateEndpointCommand'],
    answer: { Status: 'SUCCESS', PhysicalResourceId: 'churn' },
    signal: { status: 'SUCCESS', data: expect.objectContaining({ EndpointConfigName: 'churn-v3' }) },
    after: 'InService on churn-v3',
  },
  {
    name: 'an update to a bad model that a wait condition waits for',
    before: 'churn-v1',
    kind: 'Update',
    wanted: 'churn-v2',
    changes: ['UpdateEndpointCommand'],
    answer: { Status: 'SUCCESS', PhysicalResourceId: 'churn' },
    signal: { status: 'FAILED', reason: expect.stringMatching(/rolled back.* saw 100 %/) },
    after: 'InService on churn-v1',
  },
  {
    name: 'a delete',
    before: 'churn-v1',
    kind: 'Delete',
    wanted: 'churn-v1',
    changes: ['DeleteEndpointCommand'],
    answer: { Status: 'SUCCESS', PhysicalResourceId: 'churn' },
    after: 'absent',
  },
];

/** Just long enough for the alarm: what lasts longer is looked at more often, and no different. */
const SHORT: DeploymentConfig = {
  ...CANARY,
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: { ...CANARY.BlueGreenUpdatePolicy!.TrafficRoutingConfiguration, WaitIntervalInSeconds: 150 },
  },
};

let bucket: ResponseBucket;
beforeEach(async () => {
  bucket = await ResponseBucket.open();
});
afterEach(() => bucket.close());

interface Run {
  readonly mortality: Mortality;
  readonly changes: string[];
  readonly after: string;
  readonly signals: unknown[];
}

async function tell(story: Story, death?: Death, secondsToRetry = 2): Promise<Run> {
  bucket.received.length = 0;
  const simulator = await churnAccount({ provisioningSeconds: 20 });
  const deployer = new Deployer(simulator, bucket);
  if (story.before !== undefined) {
    await deployer.deploy(deployer.event('Create', request(story.before)));
    simulator.world.setTraffic('churn', 10);
    bucket.received.length = 0;
  }
  await guard(simulator, story.wanted);
  deployer.changes.length = 0;
  const mortality = new Mortality(death);
  deployer.secondsToRetry = secondsToRetry;
  deployer.live = (ports, run) => mortality.live(ports, run);
  const old = story.kind === 'Update' ? request(story.before!) : undefined;
  const event = deployer.event(story.kind, request(story.wanted, SHORT), story.kind === 'Create' ? undefined : 'churn', old);
  await deployer.deploy(story.signal === undefined ? event : deployer.signalled(event));
  const signals = [...new Set(deployer.signals.map((signal) => JSON.stringify(signal)))].map((signal) => JSON.parse(signal));
  return { mortality, changes: deployer.changes, after: await describeEndpoint(simulator), signals };
}

describe.each(STORIES)('$name', (story) => {
  it('ends the same way wherever the function dies', async () => {
    const { mortality: { touches } } = await tell(story);
    expect(touches).toBeGreaterThan(5);
    for (let at = 0; at < touches; at++) {
      for (const when of ['before', 'after'] as const) {
        const { mortality, changes, after, signals } = await tell(story, { at, when });
        // One that dies with its answer sent sends the same again.
        const answers = [...new Set(bucket.received.map(({ body }) => body))].map((body) => JSON.parse(body));
        expect({ at, when, died: mortality.died, changes, after, answers, signals }).toEqual({
          at,
          when,
          died: true,
          changes: story.changes,
          after: story.after,
          answers: [expect.objectContaining(story.answer)],
          signals: story.signal === undefined ? [] : [expect.objectContaining(story.signal)],
        });
      }
    }
  });
});

describe('an update to a bad model that was rolled back before the function could run again', () => {
  it('is not tried a second time, wherever the function died', async () => {
    const story = STORIES.find(({ wanted }) => wanted === 'churn-v2')!;
    // Seal, start, look, look again, ask: what comes before the last of them is asked for once the outage is over.
    for (const at of [2, 3, 4, 5]) {
      for (const when of ['before', 'after'] as const) {
        const { changes, after } = await tell(story, { at, when }, 1200);
        const [{ Status, Reason }] = bucket.answers;
        expect({ at, when, changes, after, Status }).toEqual({ at, when, changes: story.changes, after: story.after, Status: 'FAILED' });
        expect(Reason).toContain("alarm 'Churn-ServerErrorRate' saw 100 %");
      }
    }
  });
});
