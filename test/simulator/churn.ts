import '../checkers/watch';
import type { DeploymentConfig } from '@aws-sdk/client-sagemaker';
import { cloudwatch } from '../../src/simulator/api/cloudwatch';
import { sagemaker } from '../../src/simulator/api/sagemaker';
import { sagemakerRuntime } from '../../src/simulator/api/sagemaker-runtime';
import { World } from '../../src/simulator/world';
import type { WorldOptions } from '../../src/simulator/world';

const OPERATIONS = { ...sagemaker.operations, ...cloudwatch.operations, ...sagemakerRuntime.operations };

/** Calls an operation as the front door does, its answer untyped. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each test looks at the fields it is about
export function call(world: World, operation: string, input: object): any {
  return OPERATIONS[operation](world, input);
}

export const ENDPOINT = 'churn';
export const VARIANT = 'AllTraffic';

export interface ChurnOptions extends WorldOptions {
  readonly instances?: number;
  readonly requestsPerSecond?: number;
  /** In seconds, of v1 and of v2, where there are enhanced metrics. */
  readonly publishedEvery?: readonly [number | undefined, number | undefined];
}

/** A model and an endpoint config of the same name. */
export function createVersion(world: World, name: string, instances = 3, publishedEvery?: number): void {
  call(world, 'CreateModel', { ModelName: name, PrimaryContainer: { Image: `registry/${name}:1` }, ExecutionRoleArn: 'arn:aws:iam::123456789012:role/model' });
  call(world, 'CreateEndpointConfig', {
    EndpointConfigName: name,
    ProductionVariants: [{ VariantName: VARIANT, ModelName: name, InstanceType: 'ml.m5.xlarge', InitialInstanceCount: instances, InitialVariantWeight: 1 }],
    ...(publishedEvery !== undefined && { MetricsConfig: { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: publishedEvery } }),
  });
}

/** An endpoint in service on config v1, with traffic; v2 is there to update to. */
export function churn({ instances = 3, requestsPerSecond = 10, publishedEvery, ...options }: ChurnOptions = {}): World {
  const world = new World(options);
  createVersion(world, 'v1', instances, publishedEvery?.[0]);
  createVersion(world, 'v2', instances, publishedEvery?.[1]);
  call(world, 'CreateEndpoint', { EndpointName: ENDPOINT, EndpointConfigName: 'v1' });
  world.setTraffic(ENDPOINT, requestsPerSecond);
  world.clock.advance(600);
  return world;
}

export interface AlarmOptions {
  readonly metricName?: string;
  readonly config?: string;
  readonly [other: string]: unknown;
}

/** An alarm on one fleet's share of 5XX errors, or on both fleets' where no config is named. */
export function putAlarm(world: World, name: string, { metricName = 'Invocation5XXErrors', config, ...other }: AlarmOptions = {}): void {
  call(world, 'PutMetricAlarm', {
    AlarmName: name,
    Namespace: 'AWS/SageMaker',
    MetricName: metricName,
    Dimensions: [
      { Name: 'EndpointName', Value: ENDPOINT },
      { Name: 'VariantName', Value: VARIANT },
      ...(config === undefined ? [] : [{ Name: 'EndpointConfigName', Value: config }]),
    ],
    ...(other.ExtendedStatistic === undefined ? { Statistic: 'Average' } : {}),
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0.01,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    ...other,
  });
}

/** The canary of the published example: one of three instances bakes 300 s, then 120 s of termination wait. */
export function canary(alarmNames: readonly string[], policy: object = {}): DeploymentConfig {
  return {
    BlueGreenUpdatePolicy: {
      TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 300 },
      TerminationWaitInSeconds: 120,
      MaximumExecutionTimeoutInSeconds: 1800,
      ...policy,
    },
    ...(alarmNames.length > 0 ? { AutoRollbackConfiguration: { Alarms: alarmNames.map((AlarmName) => ({ AlarmName })) } } : {}),
  };
}

export function update(world: World, config: string, deployment: DeploymentConfig | undefined, more: object = {}): void {
  call(world, 'UpdateEndpoint', { EndpointName: ENDPOINT, EndpointConfigName: config, ...(deployment ? { DeploymentConfig: deployment } : {}), ...more });
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as `call`
export function describeChurn(world: World): any {
  return call(world, 'DescribeEndpoint', { EndpointName: ENDPOINT });
}

/** The timeline, a line an entry: minutes and seconds since the world began, and what happened. */
export function story(world: World, since = 0): string[] {
  const start = Date.parse('2026-01-01T00:00:00Z');
  return world.timeline(ENDPOINT)
    .filter(({ time }) => Date.parse(time) - start >= since * 1000)
    .map((entry) => {
      const seconds = (Date.parse(entry.time) - start) / 1000;
      const at = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
      switch (entry.event) {
        case 'EndpointStatus': return `${at} ${entry.status} ${entry.endpointConfigName}`;
        case 'Step': return `${at} ${entry.step} ${entry.endpointConfigName} ${entry.instances}`;
        case 'TrafficSplit': return `${at} split ${Object.entries(entry.shares).map(([name, share]) => `${name} ${share.toFixed(2)}`).join(' ')}`;
        default: return `${at} ${entry.alarmName} ${entry.from} -> ${entry.to}`;
      }
    });
}
