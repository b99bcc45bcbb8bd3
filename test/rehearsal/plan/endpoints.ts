import type { DeclaredAlarm, DeclaredEndpoint, DeclaredVariant } from '../../../src/rehearsal/declared-endpoints';
import type { PlanAssumptions } from '../../../src/rehearsal/plan/assumptions';
import type { CapacitySizeConfig, DeploymentConfig, TrafficRoutingType } from '../../../src/rollout/deployment-config';

export const ASSUMPTIONS: PlanAssumptions = { requestsPerSecond: 10, provisioningSeconds: 240, pricePerInstanceHour: {} };

/** An endpoint of three instances with a canary of one, guarded by an alarm that needs two minutes. */
export function endpoint(overrides: Partial<DeclaredEndpoint> = {}): DeclaredEndpoint {
  return {
    logicalId: 'Churn',
    resourceType: 'Custom::GuardedSageMakerEndpoint',
    endpointName: 'churn',
    deploymentConfig: canary(instances(1)),
    variants: [variant()],
    alarms: [alarm()],
    otherAlarms: [],
    metricIntervalSeconds: 60,
    ...overrides,
  };
}

export function variant(overrides: Partial<DeclaredVariant> = {}): DeclaredVariant {
  return { variantName: 'AllTraffic', instanceType: 'ml.m5.xlarge', instances: 3, weight: 1, ...overrides };
}

export function alarm(overrides: Partial<DeclaredAlarm> = {}): DeclaredAlarm {
  return {
    alarmName: 'errors', metricName: 'Invocation5XXErrors', periodSeconds: 60, evaluationPeriods: 1, datapointsToAlarm: 1, dimensions: {}, ...overrides,
  };
}

export function canary(size: CapacitySizeConfig, waitSeconds = 300, terminationWaitSeconds = 120): DeploymentConfig {
  return blueGreen('CANARY', { CanarySize: size }, waitSeconds, terminationWaitSeconds);
}

export function linear(size: CapacitySizeConfig, waitSeconds = 300, terminationWaitSeconds = 120): DeploymentConfig {
  return blueGreen('LINEAR', { LinearStepSize: size }, waitSeconds, terminationWaitSeconds);
}

export function allAtOnce(terminationWaitSeconds = 300): DeploymentConfig {
  return blueGreen('ALL_AT_ONCE', {}, 0, terminationWaitSeconds);
}

export function rolling(size: CapacitySizeConfig, waitSeconds = 300): DeploymentConfig {
  return { RollingUpdatePolicy: { MaximumBatchSize: size, WaitIntervalInSeconds: waitSeconds } };
}

export function instances(Value: number): CapacitySizeConfig {
  return { Type: 'INSTANCE_COUNT', Value };
}

export function percent(Value: number): CapacitySizeConfig {
  return { Type: 'CAPACITY_PERCENT', Value };
}

function blueGreen(Type: TrafficRoutingType, size: Record<string, CapacitySizeConfig>, wait: number, terminationWait: number): DeploymentConfig {
  return {
    BlueGreenUpdatePolicy: {
      TrafficRoutingConfiguration: { Type, WaitIntervalInSeconds: wait, ...size },
      TerminationWaitInSeconds: terminationWait,
    },
  };
}
