/**
 * The service's `DeploymentConfig`, in the API's own spelling.
 *
 * Everything from a construct's props to the simulator passes this object on unchanged.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeploymentConfig.html
 */
export interface DeploymentConfig {
  readonly BlueGreenUpdatePolicy?: BlueGreenUpdatePolicy;
  readonly RollingUpdatePolicy?: RollingUpdatePolicy;
  readonly AutoRollbackConfiguration?: AutoRollbackConfiguration;
}

export interface BlueGreenUpdatePolicy {
  readonly TrafficRoutingConfiguration: TrafficRoutingConfiguration;
  readonly TerminationWaitInSeconds?: number;
  readonly MaximumExecutionTimeoutInSeconds?: number;
}

export interface TrafficRoutingConfiguration {
  readonly Type: TrafficRoutingType;
  readonly WaitIntervalInSeconds: number;
  readonly CanarySize?: CapacitySizeConfig;
  readonly LinearStepSize?: CapacitySizeConfig;
}

export type TrafficRoutingType = 'ALL_AT_ONCE' | 'CANARY' | 'LINEAR';

export interface RollingUpdatePolicy {
  readonly MaximumBatchSize: CapacitySizeConfig;
  readonly WaitIntervalInSeconds: number;
  readonly MaximumExecutionTimeoutInSeconds?: number;
  readonly RollbackMaximumBatchSize?: CapacitySizeConfig;
}

export interface CapacitySizeConfig {
  readonly Type: 'INSTANCE_COUNT' | 'CAPACITY_PERCENT';
  readonly Value: number;
}

export interface AutoRollbackConfiguration {
  readonly Alarms: ReadonlyArray<{ readonly AlarmName: string }>;
}

/** A deployment config as the AWS SDK types it: everything may be missing. */
interface AnyDeploymentConfig {
  readonly AutoRollbackConfiguration?: { readonly Alarms?: ReadonlyArray<{ readonly AlarmName?: string }> };
}

/** The alarms that roll an update back. */
export function rollbackAlarmNames(config: AnyDeploymentConfig | undefined): string[] {
  return config?.AutoRollbackConfiguration?.Alarms?.flatMap(({ AlarmName }) => AlarmName ?? []) ?? [];
}
