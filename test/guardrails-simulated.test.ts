import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeAlarmHistoryCommand, DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { App, Duration, Stack, aws_cloudwatch as cloudwatch, aws_cloudwatch_actions as actions, aws_sns as sns } from 'aws-cdk-lib';
import './checkers/watch';
import {
  CapacitySize, ContainerImage, DeploymentStrategy, EndpointUpdater, FleetScope, GuardedEndpoint,
  Guardrail, Model, ModelSource, type GuardedEndpointProps,
} from '../src';
import { readStack } from '../src/rehearsal/assembly';
import { LocalCloud } from '../src/rehearsal/local-cloud';
import { Stack as DeployedStack } from '../src/rehearsal/stack';
import type { ModelBehaviourInput } from '../src/simulator/model-behaviour';

const directory = mkdtempSync(join(tmpdir(), 'guardrails-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Story {
  readonly guardrail: Guardrail | ((stack: Stack) => Guardrail);
  /** How the model in service answers, and the new one. */
  readonly before?: ModelBehaviourInput;
  readonly after?: ModelBehaviourInput;
  readonly requestsPerSecond?: number;
  /** The value that a metric of instances or of the user's own has from the update on. */
  readonly published?: readonly [namespace: string, metricName: string, value: number];
  readonly props?: Partial<GuardedEndpointProps>;
}

/** What came of the update, and the guardrails that went off meanwhile. */
interface Outcome {
  readonly rolledBack: boolean;
  readonly wentOff: readonly string[];
  /** Of all alarms, at the end of the update. */
  readonly states: readonly string[];
}

const SLOW = { latencyMs: { p50: 100, p99: 200 } };
const FAST = { latencyMs: { p50: 20, p99: 40 } };
const sold = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Sold', statistic: 'Sum', period: Duration.minutes(1) });
const LESS = cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD;
const pager = (stack: Stack): cloudwatch.Alarm => new cloudwatch.Alarm(stack, 'Pager', { alarmName: 'pager', metric: sold, threshold: 10, evaluationPeriods: 1, comparisonOperator: LESS });
const linear = { strategy: DeploymentStrategy.linear({ stepSize: CapacitySize.percent(25) }) };
const rolling = { strategy: DeploymentStrategy.rolling({ batchSize: CapacitySize.percent(25) }) };

const TAKEN_BACK: ReadonlyArray<readonly [string, string, Story]> = [
  ['more server errors than 1 %', 'ServerErrorRate', { guardrail: Guardrail.serverErrorRate(), after: { errorRate: 0.1 } }],
  ['server errors of all fleets', 'ServerErrorRate-Endpoint', { guardrail: Guardrail.serverErrorRate({ fleetScope: FleetScope.ENDPOINT }), after: { errorRate: 0.5 } }],
  ['server errors, with the minimum met', 'ServerErrorRate', { guardrail: Guardrail.serverErrorRate({ minimumInvocations: 50 }), after: { errorRate: 0.1 } }],
  ['client errors', 'ClientErrorRate', { guardrail: Guardrail.clientErrorRate(), after: { clientErrorRate: 0.1 } }],
  ['errors of the model', 'ModelErrorRate', { guardrail: Guardrail.modelErrorRate(), after: { errorRate: 0.1 } }],
  ['a slow model', 'ModelLatency-p99', { guardrail: Guardrail.modelLatency({ threshold: Duration.millis(100) }), before: FAST, after: SLOW }],
  ['overhead, above next to nothing', 'OverheadLatency-Average', { guardrail: Guardrail.overheadLatency({ thresholdMicroseconds: 1, statistic: 'Average' }) }],
  ['more requests than an instance bears', 'InvocationsPerInstance', { guardrail: Guardrail.invocationsPerInstance({ maximumPerMinute: 100 }) }],
  ['more server errors than before', 'ServerErrorRateIncrease', { guardrail: Guardrail.serverErrorRateIncrease(), before: { errorRate: 0.05 }, after: { errorRate: 0.2 } }],
  ['more server errors than before, step by step', 'ServerErrorRateIncrease', { guardrail: Guardrail.serverErrorRateIncrease(), after: { errorRate: 0.2 }, props: linear }],
  ['more server errors than before, batch by batch', 'ServerErrorRateIncrease', { guardrail: Guardrail.serverErrorRateIncrease(), after: { errorRate: 0.2 }, props: rolling }],
  ['more client errors than before', 'ClientErrorRateIncrease', { guardrail: Guardrail.clientErrorRateIncrease(), before: { clientErrorRate: 0.05 }, after: { clientErrorRate: 0.3 } }],
  ['a slower model than before', 'ModelLatencyIncrease-Average', { guardrail: Guardrail.modelLatencyIncrease(), before: FAST, after: SLOW }],
  ['a slower median than before', 'ModelLatencyIncrease-p50', { guardrail: Guardrail.modelLatencyIncrease({ statistic: 'p50' }), before: FAST, after: SLOW }],
  ...(['CPUUtilization', 'MemoryUtilization', 'GPUUtilization', 'GPUMemoryUtilization', 'DiskUtilization'] as const).map((metricName) => {
    const guardrails = {
      CPUUtilization: Guardrail.cpuUtilization,
      MemoryUtilization: Guardrail.memoryUtilization,
      GPUUtilization: Guardrail.gpuUtilization,
      GPUMemoryUtilization: Guardrail.gpuMemoryUtilization,
      DiskUtilization: Guardrail.diskUtilization,
    };
    return [metricName, metricName, { guardrail: guardrails[metricName]({ thresholdPercent: 90 }), published: ['/aws/sagemaker/Endpoints', metricName, 95] }] as const;
  }),
  ["a metric of one's own", 'Sold', { guardrail: Guardrail.fromMetric(sold, { threshold: 10, comparisonOperator: LESS }), published: ['Shop', 'Sold', 3] }],
  ["an alarm of one's own", 'pager', { guardrail: (stack) => Guardrail.fromAlarm(pager(stack)), published: ['Shop', 'Sold', 3] }],
];

const KEPT: ReadonlyArray<readonly [string, 'OK' | 'INSUFFICIENT_DATA' | 'ALARM', Story]> = [
  ['no more errors than allowed', 'OK', { guardrail: Guardrail.serverErrorRate({ thresholdPercent: 20 }), after: { errorRate: 0.1 } }],
  ['client errors, with server errors watched', 'OK', { guardrail: Guardrail.serverErrorRate(), after: { clientErrorRate: 0.5 } }],
  ['fewer requests than the minimum, all of which fail', 'INSUFFICIENT_DATA', { guardrail: Guardrail.serverErrorRate({ minimumInvocations: 1000 }), after: { errorRate: 1 } }],
  ['no requests', 'INSUFFICIENT_DATA', { guardrail: Guardrail.serverErrorRate(), after: { errorRate: 1 }, requestsPerSecond: 0 }],
  ['no requests, with a minimum', 'INSUFFICIENT_DATA', { guardrail: Guardrail.serverErrorRate({ minimumInvocations: 1 }), after: { errorRate: 1 }, requestsPerSecond: 0 }],
  ['no requests to compare', 'INSUFFICIENT_DATA', { guardrail: Guardrail.serverErrorRateIncrease(), after: { errorRate: 1 }, requestsPerSecond: 0 }],
  ['too few requests to compare', 'INSUFFICIENT_DATA', { guardrail: Guardrail.serverErrorRateIncrease(), after: { errorRate: 1 }, requestsPerSecond: 1 }],
  ['errors that both fleets have', 'OK', { guardrail: Guardrail.serverErrorRateIncrease({ thresholdPercentagePoints: 10 }), before: { errorRate: 0.3 }, after: { errorRate: 0.3 } }],
  ['client errors that both fleets have', 'OK', { guardrail: Guardrail.clientErrorRateIncrease({ thresholdPercentagePoints: 10 }), before: { clientErrorRate: 0.3 }, after: { clientErrorRate: 0.3 } }],
  ['fewer errors than before', 'OK', { guardrail: Guardrail.serverErrorRateIncrease(), before: { errorRate: 0.3 } }],
  ['a model as slow as before', 'OK', { guardrail: Guardrail.modelLatencyIncrease({ thresholdPercent: 50 }), before: SLOW, after: SLOW }],
  ['errors, with a guardrail that only reports', 'ALARM', {
    guardrail: Guardrail.serverErrorRate({ enforce: false }), after: { errorRate: 1 }, props: { unguarded: true },
  }],
  ['enough of what may not be too little', 'OK', { guardrail: Guardrail.fromMetric(sold, { threshold: 10, comparisonOperator: LESS }), published: ['Shop', 'Sold', 30] }],
];

describe('a guardrail takes back', () => {
  test.each(TAKEN_BACK)('%s: %s', async (_name, label, story) => {
    const { rolledBack, wentOff } = await outcomeOf(story);
    expect(rolledBack).toBe(true);
    // The alarm on the fleet in service may have gone off before.
    expect([...new Set(wentOff)]).toEqual([label]);
  });
});

describe('a guardrail lets through', () => {
  test.each(KEPT)('%s: %s', async (_name, state, story) => {
    const { rolledBack, wentOff, states } = await outcomeOf(story);
    expect(rolledBack).toBe(false);
    expect(wentOff).toHaveLength(state === 'ALARM' ? 1 : 0);
    expect(states).toContain(state);
  });
});

test('people are told once of a rollback that several guardrails agree on', async () => {
  await deployed({ guardrail: Guardrail.serverErrorRate(), after: { errorRate: 1 } }, async (cloud) => {
    const { MetricAlarms = [], CompositeAlarms = [] } = await cloud.cloudwatch.send(new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }));
    expect(MetricAlarms.flatMap(({ AlarmActions = [] }) => AlarmActions)).toEqual([]);
    expect(CompositeAlarms.map(({ AlarmActions = [] }) => AlarmActions.length)).toEqual([1]);
    expect(await wentOffIn(cloud)).toEqual(['Guardrails', 'ModelErrorRate', 'ServerErrorRate']);
  }, (stack) => ({
    guardrails: [Guardrail.serverErrorRate(), Guardrail.modelErrorRate()],
    alarmActions: [new actions.SnsAction(new sns.Topic(stack, 'Topic'))],
  }));
});

async function outcomeOf(story: Story): Promise<Outcome> {
  return deployed(story, async (cloud, rolledBack) => {
    const { MetricAlarms = [] } = await cloud.cloudwatch.send(new DescribeAlarmsCommand({}));
    return { rolledBack, wentOff: await wentOffIn(cloud), states: MetricAlarms.map(({ StateValue }) => StateValue!) };
  });
}

/** A model in service for a while, and then another one. */
async function deployed<T>(
  { guardrail, before = {}, after = {}, requestsPerSecond = 10, published, props = {} }: Story,
  look: (cloud: LocalCloud, rolledBack: boolean) => Promise<T>,
  more: (stack: Stack) => Partial<GuardedEndpointProps> = () => ({}),
): Promise<T> {
  const cloud = await LocalCloud.start({ region: 'us-east-1', accountId: '123456789012', seed: 1 });
  try {
    const stack = new DeployedStack(cloud, { stackName: 'Churn' });
    const { world } = cloud.simulator;
    world.setImageBehaviour('churn:1', before);
    world.setImageBehaviour('churn:2', after);
    const deploy = (image: string): ReturnType<DeployedStack['deploy']> => stack.deploy(readStack(synthesized((scope) => new GuardedEndpoint(scope, 'Endpoint', {
      endpointName: 'churn',
      variants: [{ model: new Model(scope, 'Model', { source: ModelSource.fromContainer({ image: ContainerImage.fromUri(image) }) }), instanceType: 'ml.g5.xlarge', initialInstanceCount: 4 }],
      strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1) }),
      guardrails: [typeof guardrail === 'function' ? guardrail(scope) : guardrail],
      updater: EndpointUpdater.cloudFormation(),
      ...props,
      ...more(scope),
    }))));
    await deploy('churn:1');
    world.setTraffic('churn', { requestsPerSecond });
    cloud.advance(900);
    if (published) {
      await publish(cloud, ...published);
    }
    const { status } = await deploy('churn:2');
    return await look(cloud, status === 'UPDATE_ROLLBACK_COMPLETE');
  } finally {
    await cloud.close();
  }
}

function synthesized(declare: (stack: Stack) => unknown): string {
  const outdir = mkdtempSync(join(directory, 'out-'));
  const app = new App({ outdir, analyticsReporting: false });
  declare(new Stack(app, 'Churn', { env: { region: 'us-east-1' } }));
  app.synth();
  return outdir;
}

/** Each minute of the next hour: what is yet to come is not seen before. */
async function publish(cloud: LocalCloud, Namespace: string, MetricName: string, Value: number): Promise<void> {
  const Dimensions = Namespace.startsWith('/aws') ? [{ Name: 'EndpointName', Value: 'churn' }, { Name: 'VariantName', Value: 'AllTraffic' }] : [];
  const start = cloud.now().getTime() + 300_000;
  const MetricData = Array.from({ length: 60 }, (_, minute) => ({ MetricName, Dimensions, Value, Timestamp: new Date(start + minute * 60_000) }));
  await cloud.cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
}

/** The labels of the alarms that went to ALARM, each time they did. */
async function wentOffIn(cloud: LocalCloud): Promise<string[]> {
  const { AlarmHistoryItems = [] } = await cloud.cloudwatch.send(new DescribeAlarmHistoryCommand({ HistoryItemType: 'StateUpdate', AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }));
  return AlarmHistoryItems.filter(({ HistorySummary = '' }) => / to ALARM$/.test(HistorySummary)).map(({ AlarmName = '' }) => AlarmName.replace(/^churn-(AllTraffic-)?/, '')).sort();
}
