import { cloudwatch } from '../src/simulator/api/cloudwatch';
import { sagemaker } from '../src/simulator/api/sagemaker';
import { World } from '../src/simulator/world';

/** A guarded update to be simulated from its start to its end. */
export interface Rollout {
  readonly instances: number;
  readonly requestsPerSecond: number;
  readonly alarms: number;
  /** @default 1 */
  readonly endpoints?: number;
  readonly seed?: number;
  readonly strategy: 'rolling' | 'canary';
  /** The share of requests that the new model fails. @default 0.001 */
  readonly errorRate?: number;
}

export interface RolloutOutcome {
  readonly requests: number;
  readonly virtualHours: number;
  /** How many of the endpoints are on the new config. */
  readonly updated: number;
  readonly timelineEntries: number;
}

const OPERATIONS = { ...sagemaker.operations, ...cloudwatch.operations };
const PROVISIONING_SECONDS = 240;
const BATCHES = 20;

/** Twenty batches of 240 s to launch and 1,190 s to bake: just within the longest update that the service allows, 8 hours. */
const ROLLING = {
  RollingUpdatePolicy: {
    MaximumBatchSize: { Type: 'CAPACITY_PERCENT', Value: 100 / BATCHES },
    WaitIntervalInSeconds: 1190,
    MaximumExecutionTimeoutInSeconds: 28_800,
  },
};
const CANARY = {
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 600 },
    TerminationWaitInSeconds: 300,
  },
};
const SECONDS = { rolling: 28_800, canary: PROVISIONING_SECONDS + 600 + 300 + 60 };

/** Runs the update of every endpoint through the services' own operations, all at the same time. */
export function simulateRollout(rollout: Rollout): RolloutOutcome {
  const { instances, requestsPerSecond, alarms, endpoints = 1, seed = 1, strategy, errorRate = 0.001 } = rollout;
  const world = new World({ seed, settings: { provisioningSeconds: PROVISIONING_SECONDS } });
  const call = (operation: string, input: object): unknown => OPERATIONS[operation](world, input);
  createVersion(call, 'v1', instances);
  createVersion(call, 'v2', instances);
  world.setModelBehaviour('v2', { errorRate });
  const names = Array.from({ length: endpoints }, (_, index) => `endpoint-${index}`);
  for (const name of names) {
    call('CreateEndpoint', { EndpointName: name, EndpointConfigName: 'v1' });
    putAlarms(call, name, alarms);
  }
  world.clock.advance(PROVISIONING_SECONDS);
  for (const name of names) {
    world.setTraffic(name, requestsPerSecond);
    const Alarms = Array.from({ length: alarms }, (_, index) => ({ AlarmName: `${name}-${index}` }));
    call('UpdateEndpoint', {
      EndpointName: name,
      EndpointConfigName: 'v2',
      DeploymentConfig: { ...(strategy === 'rolling' ? ROLLING : CANARY), ...(alarms > 0 ? { AutoRollbackConfiguration: { Alarms } } : {}) },
    });
  }
  world.clock.advance(SECONDS[strategy]);
  return outcomeOf(world, names, SECONDS[strategy]);
}

function outcomeOf(world: World, names: readonly string[], seconds: number): RolloutOutcome {
  const totals = names.flatMap((name) => Object.values(world.requestTotals(name)));
  return {
    requests: totals.reduce((sum, { requests }) => sum + requests, 0),
    virtualHours: seconds / 3600,
    updated: names.filter((name) => world.sagemaker.endpoints.get(name)!.fleet.config.name === 'v2').length,
    timelineEntries: names.reduce((sum, name) => sum + world.timeline(name).length, 0),
  };
}

function createVersion(call: (operation: string, input: object) => unknown, name: string, instances: number): void {
  call('CreateModel', { ModelName: name, PrimaryContainer: { Image: `registry/${name}:1` } });
  call('CreateEndpointConfig', {
    EndpointConfigName: name,
    ProductionVariants: [
      { VariantName: 'AllTraffic', ModelName: name, InstanceType: 'ml.m5.xlarge', InitialInstanceCount: instances },
    ],
  });
}

/** Half of them on errors and half on latency; half on the new fleet and half on both. */
function putAlarms(call: (operation: string, input: object) => unknown, endpoint: string, alarms: number): void {
  for (let index = 0; index < alarms; index++) {
    const latency = index % 2 === 1;
    call('PutMetricAlarm', {
      AlarmName: `${endpoint}-${index}`,
      Namespace: 'AWS/SageMaker',
      MetricName: latency ? 'ModelLatency' : 'Invocation5XXErrors',
      ...(latency ? { ExtendedStatistic: 'p99' } : { Statistic: 'Average' }),
      Dimensions: [
        { Name: 'EndpointName', Value: endpoint },
        { Name: 'VariantName', Value: 'AllTraffic' },
        ...(index % 4 < 2 ? [{ Name: 'EndpointConfigName', Value: 'v2' }] : []),
      ],
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      // In microseconds, and as a share.
      Threshold: latency ? 50_000 : 0.05,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
    });
  }
}
