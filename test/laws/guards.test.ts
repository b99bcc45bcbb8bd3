import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import '../checkers/watch';
import {
  CapacitySize, ContainerImage, DeploymentStrategy, EndpointUpdater, FleetScope, GuardedEndpoint, Guardrail, Model, ModelSource,
} from '../../src';
import { readStack } from '../../src/rehearsal/assembly';
import { LocalCloud } from '../../src/rehearsal/local-cloud';
import { Stack as DeployedStack } from '../../src/rehearsal/stack';
import type { ModelBehaviourInput } from '../../src/simulator/model-behaviour';
import { warningsOf } from '../declared';

/** For a long search: `GUARDS=500 npx jest test/laws/guards.test.ts`. */
const RUNS = Number(process.env.GUARDS ?? 3);
const TIMEOUT = 60_000 + RUNS * 10_000;
const REQUESTS_PER_SECOND = 100;

const directory = mkdtempSync(join(tmpdir(), 'guards-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Config {
  readonly instances: number;
  readonly strategy: 'canary' | 'linear' | 'rolling' | 'allAtOnce';
  readonly percent: number;
  readonly bakeMinutes: number;
  readonly guardrail: Watch;
}

interface Watch {
  readonly kind: 'rate' | 'model' | 'increase' | 'average' | 'sum' | 'minimum' | 'percent' | 'available' | 'requests';
  readonly threshold: number;
  readonly fleetScope: FleetScope;
  readonly minutes: number;
  readonly datapoints: number;
  readonly more: number;
  readonly minimumInvocations?: number;
}

const watches: fc.Arbitrary<Watch> = fc.record({
  kind: fc.constantFrom('rate', 'model', 'increase', 'average', 'sum', 'minimum', 'percent', 'available', 'requests'),
  threshold: fc.oneof(fc.integer({ min: 0, max: 120 }), fc.double({ min: 0, max: 2, noNaN: true })),
  fleetScope: fc.constantFrom(FleetScope.GREEN_FLEET, FleetScope.ENDPOINT),
  minutes: fc.integer({ min: 1, max: 4 }),
  datapoints: fc.integer({ min: 1, max: 3 }),
  more: fc.integer({ min: 0, max: 2 }),
  minimumInvocations: fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined }),
});

const configs: fc.Arbitrary<Config> = fc.record({
  instances: fc.integer({ min: 2, max: 12 }),
  strategy: fc.constantFrom('canary', 'linear', 'rolling', 'allAtOnce'),
  percent: fc.integer({ min: 10, max: 50 }),
  bakeMinutes: fc.integer({ min: 2, max: 20 }),
  guardrail: watches,
});

const { GREATER_THAN_THRESHOLD, LESS_THAN_THRESHOLD } = cloudwatch.ComparisonOperator;

/** The metric as people write it themselves, of all fleets. */
function metricOf({ kind, minutes }: Watch): cloudwatch.IMetric {
  const period = Duration.minutes(minutes);
  const raw = (metricName: string, statistic: string): cloudwatch.Metric => new cloudwatch.Metric({
    namespace: 'AWS/SageMaker', metricName, statistic, period, dimensionsMap: { EndpointName: 'churn', VariantName: 'AllTraffic' },
  });
  const usingMetrics = { errors: raw('Invocation5XXErrors', 'Sum'), all: raw('Invocations', 'Sum') };
  switch (kind) {
    case 'sum': return usingMetrics.errors;
    case 'minimum': return raw('Invocation5XXErrors', 'Minimum');
    case 'requests': return raw('Invocations', 'Average');
    case 'percent': return new cloudwatch.MathExpression({ expression: '100 * errors / all', usingMetrics, period });
    case 'available': return new cloudwatch.MathExpression({ expression: '100 * (1 - errors / all)', usingMetrics, period });
    default: return raw('Invocation5XXErrors', 'Average');
  }
}

function operatorOf({ kind }: Watch): cloudwatch.ComparisonOperator {
  return kind === 'available' ? LESS_THAN_THRESHOLD : GREATER_THAN_THRESHOLD;
}

function guardrailOf(watch: Watch): Guardrail {
  const { kind, threshold, fleetScope, minutes, datapoints, more, minimumInvocations } = watch;
  const timing = { evaluationPeriods: datapoints + more, datapointsToAlarm: datapoints };
  const period = Duration.minutes(minutes);
  switch (kind) {
    case 'rate': return Guardrail.serverErrorRate({ thresholdPercent: threshold, fleetScope, period, minimumInvocations, ...timing });
    case 'model': return Guardrail.modelErrorRate({ thresholdPercent: threshold, fleetScope, period, minimumInvocations, ...timing });
    case 'increase': return Guardrail.serverErrorRateIncrease({ thresholdPercentagePoints: threshold, period, minimumInvocations, ...timing });
    default: return Guardrail.fromMetric(metricOf(watch), { threshold, comparisonOperator: operatorOf(watch), label: 'Own', ...timing });
  }
}

function strategyOf({ strategy, percent, bakeMinutes }: Config): DeploymentStrategy {
  const [bakingPeriod, size] = [Duration.minutes(bakeMinutes), CapacitySize.percent(percent)];
  switch (strategy) {
    case 'canary': return DeploymentStrategy.canary({ bakingPeriod, size });
    case 'linear': return DeploymentStrategy.linear({ bakingPeriod, stepSize: size });
    case 'rolling': return DeploymentStrategy.rolling({ bakingPeriod, batchSize: size });
    default: return DeploymentStrategy.allAtOnce({ bakingPeriod });
  }
}

function declare(stack: Stack, config: Config, image: string, guardrail: Guardrail): void {
  new GuardedEndpoint(stack, 'Endpoint', {
    endpointName: 'churn',
    variants: [{
      model: new Model(stack, 'Model', { source: ModelSource.fromContainer({ image: ContainerImage.fromUri(image) }) }),
      instanceType: 'ml.m5.xlarge',
      initialInstanceCount: config.instances,
    }],
    strategy: strategyOf(config),
    guardrails: [guardrail],
    expectedRequestsPerSecond: REQUESTS_PER_SECOND,
    updater: EndpointUpdater.cloudFormation(),
  });
}

/** What is said of a config: warnings, or that it is refused. */
function said(config: Config): readonly string[] {
  const stack = new Stack(new App(), 'Churn', { env: { region: 'us-east-1' } });
  try {
    declare(stack, config, 'churn:1', guardrailOf(config.guardrail));
    stack.node.root.node.findAll().forEach(({ node }) => node.validate());
  } catch (error) {
    return [(error as Error).message];
  }
  return warningsOf(stack);
}

/** The guardrail as an alarm that the endpoint knows by its name only, so that nothing is said of it. */
function forced(stack: Stack, { guardrail }: Config): Guardrail {
  const { threshold, datapoints, more } = guardrail;
  new cloudwatch.Alarm(stack, 'Forced', {
    alarmName: 'forced',
    metric: metricOf(guardrail),
    threshold,
    comparisonOperator: operatorOf(guardrail),
    evaluationPeriods: datapoints + more,
    datapointsToAlarm: datapoints,
  });
  return Guardrail.fromAlarm(cloudwatch.Alarm.fromAlarmName(stack, 'Known', 'forced'));
}

/** Whether an update to a model that behaves so is rolled back. */
async function rolledBack(config: Config, after: ModelBehaviourInput, guardrail: (stack: Stack) => Guardrail): Promise<boolean> {
  const cloud = await LocalCloud.start({ region: 'us-east-1', accountId: '123456789012', seed: 1 });
  try {
    const deployed = new DeployedStack(cloud, { stackName: 'Churn' });
    const { world } = cloud.simulator;
    world.setImageBehaviour('churn:1', {});
    world.setImageBehaviour('churn:2', after);
    const deploy = (image: string): ReturnType<DeployedStack['deploy']> => {
      const app = new App({ outdir: mkdtempSync(join(directory, 'out-')), analyticsReporting: false });
      const stack = new Stack(app, 'Churn', { env: { region: 'us-east-1' } });
      declare(stack, config, image, guardrail(stack));
      return deployed.deploy(readStack(app.synth().directory));
    };
    await deploy('churn:1');
    world.setTraffic('churn', { requestsPerSecond: REQUESTS_PER_SECOND });
    cloud.advance(900);
    const { status } = await deploy('churn:2');
    return status === 'UPDATE_ROLLBACK_COMPLETE';
  } finally {
    await cloud.close();
  }
}

/** With a seed of their own, the same each time, unless it is a long search. */
const options = { numRuns: RUNS, ...(process.env.GUARDS === undefined && { seed: 20 }), endOnFailure: true };

describe('what is said of a guardrail at synth holds in a rehearsal', () => {
  test('one that nothing is said of takes back a model that fails all, and lets a good one through', async () => {
    await fc.assert(fc.asyncProperty(configs.filter((config) => said(config).length === 0), async (config) => {
      expect(await rolledBack(config, { errorRate: 1 }, () => guardrailOf(config.guardrail))).toBe(true);
      expect(await rolledBack(config, {}, () => guardrailOf(config.guardrail))).toBe(false);
    }), options);
  }, TIMEOUT);

  test('one that is refused because it never goes off lets through a model that fails nearly all', async () => {
    const refused = configs.filter((config) => said(config).some((message) => /average-above-one|never-goes-off/.test(message)));
    await fc.assert(fc.asyncProperty(refused, async (config) => {
      expect(await rolledBack(config, { errorRate: 0.99 }, (stack) => forced(stack, config))).toBe(false);
    }), options);
  }, TIMEOUT);
});
