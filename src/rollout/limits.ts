/** A range the service accepts, with the page that says so. */
export interface Limit {
  /** The API's own name of what is limited. */
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly unit: 'seconds' | 'minutes' | 'percent' | 'bytes' | 'GiB' | 'items' | 'instances' | 'characters';
  readonly source: string;
}

const API = 'https://docs.aws.amazon.com/sagemaker/latest/APIReference';
const GUIDE = 'https://docs.aws.amazon.com/sagemaker/latest/dg';

/** Every number of the service that the library checks. */
export const LIMITS = {
  waitInterval: limit('WaitIntervalInSeconds', 0, 3600, 'seconds', `${API}/API_TrafficRoutingConfig.html`),
  rollingWaitInterval: limit('WaitIntervalInSeconds', 0, 3600, 'seconds', `${API}/API_RollingUpdatePolicy.html`),
  terminationWait: limit('TerminationWaitInSeconds', 0, 3600, 'seconds', `${API}/API_BlueGreenUpdatePolicy.html`),
  maximumExecutionTimeout: limit('MaximumExecutionTimeoutInSeconds', 600, 28800, 'seconds', `${API}/API_BlueGreenUpdatePolicy.html`),
  canarySize: limit('CanarySize', 1, 50, 'percent', `${API}/API_TrafficRoutingConfig.html`),
  linearStepSize: limit('LinearStepSize', 10, 50, 'percent', `${API}/API_TrafficRoutingConfig.html`),
  maximumBatchSize: limit('MaximumBatchSize', 5, 50, 'percent', `${API}/API_RollingUpdatePolicy.html`),
  rollbackMaximumBatchSize: limit('RollbackMaximumBatchSize', 1, 100, 'percent', `${API}/API_RollingUpdatePolicy.html`),
  rollbackAlarms: limit('AutoRollbackConfiguration.Alarms', 1, 10, 'items', `${API}/API_AutoRollbackConfig.html`),
  alarmName: limit('AlarmName', 1, 255, 'characters', `${API}/API_Alarm.html`),
  productionVariants: limit('ProductionVariants', 1, 10, 'items', `${API}/API_CreateEndpointConfig.html`),
  containers: limit('Containers', 1, 15, 'items', `${API}/API_CreateModel.html`),
  volumeSize: limit('VolumeSizeInGB', 1, 512, 'GiB', `${API}/API_ProductionVariant.html`),
  modelDataDownloadTimeout: limit('ModelDataDownloadTimeoutInSeconds', 60, 3600, 'seconds', `${API}/API_ProductionVariant.html`),
  containerStartupHealthCheckTimeout: limit('ContainerStartupHealthCheckTimeoutInSeconds', 60, 3600, 'seconds', `${API}/API_ProductionVariant.html`),
  instanceProvisionTimeout: limit('VariantInstanceProvisionTimeoutInSeconds', 300, 3600, 'seconds', `${API}/API_ProductionVariant.html`),
  instancePools: limit('InstancePools', 1, 5, 'items', `${API}/API_ProductionVariant.html`),
  scaleInStep: limit('MaximumStepSize', 1, 100, 'instances', `${API}/API_ProductionVariantManagedInstanceScalingScaleInPolicy.html`),
  scaleInCooldown: limit('CooldownInMinutes', 5, 1440, 'minutes', `${API}/API_ProductionVariantManagedInstanceScalingScaleInPolicy.html`),
  prefixLength: limit('PrefixLength', 1024, 65536, 'bytes', `${API}/API_PrefixAwareRoutingConfig.html`),
  concurrencyThreshold: limit('ConcurrencyThreshold', 1, 1024, 'items', `${API}/API_PrefixAwareRoutingConfig.html`),
  capturePercent: limit('InitialSamplingPercentage', 0, 100, 'percent', `${API}/API_DataCaptureConfig.html`),
  concurrentInvocations: limit('MaxConcurrentInvocationsPerInstance', 1, 1000, 'items', `${API}/API_AsyncInferenceClientConfig.html`),
  targetModel: limit('TargetModel', 1, 1024, 'characters', `${API}/API_runtime_InvokeEndpoint.html`),
  resourceName: limit('EndpointName', 1, 63, 'characters', `${API}/API_CreateEndpoint.html`),
} as const;

/** The form of an endpoint's, a config's and a variant's name. */
export const RESOURCE_NAME_PATTERN = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/** Where the service says what it does not guard. */
export const EXCLUSIONS_PAGE = `${GUIDE}/deployment-guardrails-exclusions.html`;

/** Whether the service drops an update's guard without a word on instances of this type: all traffic shifts at once, nothing bakes. */
export function dropsGuard(instanceType: string): boolean {
  return instanceType.startsWith('ml.inf1.');
}

/** The share of a fleet, in percent, that a number of its instances makes up. */
export function percentOf(instances: number, fleetSize: number): number {
  return (instances / fleetSize) * 100;
}

function limit(name: string, min: number, max: number, unit: Limit['unit'], source: string): Limit {
  return { name, min, max, unit, source };
}
