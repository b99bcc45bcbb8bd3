import type { DeploymentConfig, DesiredWeightAndCapacity, Tag } from '@aws-sdk/client-sagemaker';
import type { ChangedAlarm } from './cloudwatch';
import type { Endpoint, NewStatus } from './endpoint';
import { allVariantsOf, desiredInstancesIn, variantOf } from './fleet';
import type { EndpointConfig, Fleet, VariantFleet } from './fleet';
import { instanceTypeOf } from './instance-type';
import { launchOf } from './launch';
import { ModelRegistry } from './model-registry';
import { Models } from './models';
import type { Settings } from './settings';
import { Deployment, type UpdateWorld } from './update';
import { noteShares } from './update-journal';
import { rollbackAlarmNames } from '../rollout/deployment-config';
import { dropsGuard } from '../rollout/limits';

/** What a create asks for, resolved. */
export interface NewEndpoint {
  readonly name: string;
  readonly arn: string;
  readonly fleet: Fleet;
  readonly deploymentConfig?: DeploymentConfig;
  readonly tags: readonly Tag[];
}

/** What hosting needs of the rest of the world. */
export interface HostingWorld extends UpdateWorld {
  readonly autoscaling: { forget(endpointName: string): void };
  readonly settings: Settings;
  readonly traffic: UpdateWorld['traffic'] & { begin(endpointName: string): void; stop(endpointName: string): void };
}

/** Told when a change of weights and capacities is over, and why it failed, if it did. */
export type ChangeEnded = (failure?: string) => void;

/** SageMaker hosting in one account and region: what there is, and how endpoints live. */
export class SageMaker {
  readonly models = new Models();
  readonly registry = new ModelRegistry();
  readonly endpointConfigs = new Map<string, EndpointConfig>();
  readonly endpoints = new Map<string, Endpoint>();

  constructor(private readonly world: HostingWorld) {}

  /** Documented: a create is not guarded; its deployment config is for later updates; and an endpoint that cannot be created is Failed. */
  createEndpoint({ name, arn, fleet, deploymentConfig, tags }: NewEndpoint): void {
    const now = this.world.clock.now;
    const endpoint: Endpoint = {
      name, arn, fleet, tags: [...tags], creationTime: now, lastModifiedTime: now, status: 'Creating', lastDeploymentConfig: deploymentConfig,
    };
    this.endpoints.set(name, endpoint);
    this.world.traffic.begin(name);
    fleet.variants.forEach((variant) => this.setVariantStatus(variant, 'Creating', `Launching ${variant.desiredInstances} instance(s).`));
    allVariantsOf(fleet).forEach((variant) => { variant.launching = variant.desiredInstances; });
    this.setStatus(endpoint, { status: 'Creating', message: `creating on '${fleet.config.name}' with ${desiredInstancesIn(fleet)} instance(s)` });
    const { seconds, failure } = launchOf(this.world, fleet.config, allVariantsOf(fleet));
    this.world.clock.after(seconds, () => {
      allVariantsOf(fleet).forEach((variant) => { variant.launching = 0; });
      if (failure !== undefined) {
        this.fail(endpoint, failure);
        return;
      }
      allVariantsOf(fleet).forEach((variant) => { variant.instances = variant.desiredInstances; });
      this.enterService(endpoint, `in service on '${fleet.config.name}'`);
      noteShares(this.world, endpoint);
    });
  }

  updateEndpoint(endpoint: Endpoint, green: Fleet, deploymentConfig: DeploymentConfig | undefined): void {
    endpoint.lastDeploymentConfig = deploymentConfig ?? endpoint.lastDeploymentConfig;
    const config = isGuardable(endpoint.fleet) && isGuardable(green) ? deploymentConfig : undefined;
    const deployment = new Deployment(this.world, { endpoint, green, config });
    endpoint.deployment = deployment;
    deployment.start();
  }

  /** Chosen: takes a launch when a variant grows, and `weightUpdateSeconds` otherwise; if the launch fails, everything is as before. */
  updateWeightsAndCapacities(endpoint: Endpoint, desired: readonly DesiredWeightAndCapacity[], ended: ChangeEnded = () => undefined): void {
    for (const { VariantName, DesiredWeight, DesiredInstanceCount } of desired) {
      const variant = variantOf(endpoint.fleet, VariantName!)!;
      variant.desiredWeight = DesiredWeight ?? variant.desiredWeight;
      variant.desiredInstances = DesiredInstanceCount ?? variant.desiredInstances;
      this.setVariantStatus(variant, 'Updating', `Changing to ${variant.desiredInstances} instance(s) and a weight of ${variant.desiredWeight}.`);
    }
    this.setStatus(endpoint, { status: 'Updating', message: 'changing weights and capacities' });
    const growing = endpoint.fleet.variants.filter(({ instances, desiredInstances }) => desiredInstances > instances);
    growing.forEach((variant) => { variant.launching = variant.desiredInstances - variant.instances; });
    const { seconds, failure } = growing.length > 0
      ? launchOf(this.world, endpoint.fleet.config, growing) : { seconds: this.world.settings.weightUpdateSeconds };
    this.world.clock.after(seconds, () => {
      growing.forEach((variant) => { variant.launching = 0; });
      if (failure !== undefined) {
        this.takeBack(endpoint, failure, ended);
        return;
      }
      this.world.traffic.settle(endpoint);
      endpoint.fleet.variants.forEach((variant) => {
        variant.weight = variant.desiredWeight;
        variant.instances = variant.desiredInstances;
      });
      this.enterService(endpoint, 'weights and capacities changed');
      ended();
    });
  }

  deleteEndpoint(endpoint: Endpoint): void {
    this.world.traffic.settle(endpoint);
    this.setStatus(endpoint, { status: 'Deleting', message: 'deleting' });
    this.world.clock.after(this.world.settings.deletionSeconds, () => {
      this.world.traffic.settle(endpoint);
      this.world.traffic.stop(endpoint.name);
      this.world.autoscaling.forget(endpoint.name);
      this.endpoints.delete(endpoint.name);
      this.world.journal.record(endpoint.name, {
        event: 'EndpointStatus', status: 'Deleted', endpointConfigName: endpoint.fleet.config.name, message: 'deleted',
      });
    });
  }

  setStatus(endpoint: Endpoint, { status, message, failureReason }: NewStatus): void {
    this.world.traffic.settle(endpoint);
    endpoint.status = status;
    endpoint.lastModifiedTime = this.world.clock.now;
    this.world.journal.record(endpoint.name, {
      event: 'EndpointStatus',
      status,
      endpointConfigName: endpoint.fleet.config.name,
      ...(failureReason === undefined ? {} : { failureReason }),
      message,
    });
  }

  /** Updates in progress look at the alarms that guard them. */
  lookAtAlarms(): void {
    this.endpoints.forEach(({ deployment }) => deployment?.lookAtAlarms());
  }

  /** Notes that an alarm has changed its state, where it belongs. */
  noteAlarm(alarm: ChangedAlarm, from: string): void {
    for (const endpoint of this.endpoints.values()) {
      if (concerns(alarm, endpoint)) {
        this.world.journal.record(endpoint.name, {
          event: 'AlarmState', alarmName: alarm.name, from, to: alarm.state, reason: alarm.reason, message: `alarm '${alarm.name}' went from ${from} to ${alarm.state}`,
        });
      }
    }
  }

  /** Documented: only a delete is possible then. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html */
  private fail(endpoint: Endpoint, failureReason: string): void {
    endpoint.failureReason = failureReason;
    endpoint.fleet.variants.forEach((variant) => { variant.status = undefined; });
    this.setStatus(endpoint, { status: 'Failed', message: `could not be created on '${endpoint.fleet.config.name}': ${failureReason}`, failureReason });
  }

  /**
   * Documented: an endpoint that fails to scale is RollingBack, then InService as it was before.
   * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
   */
  private takeBack(endpoint: Endpoint, failureReason: string, ended: ChangeEnded): void {
    this.setStatus(endpoint, { status: 'RollingBack', message: `weights and capacities go back to what they were: ${failureReason}` });
    this.world.clock.after(this.world.settings.weightUpdateSeconds, () => {
      endpoint.failureReason = failureReason;
      endpoint.fleet.variants.forEach((variant) => {
        variant.desiredWeight = variant.weight;
        variant.desiredInstances = variant.instances;
        variant.status = undefined;
      });
      this.setStatus(endpoint, { status: 'InService', message: 'weights and capacities are as they were', failureReason });
      ended(failureReason);
    });
  }

  private enterService(endpoint: Endpoint, message: string): void {
    endpoint.fleet.variants.forEach((variant) => { variant.status = undefined; });
    this.setStatus(endpoint, { status: 'InService', message });
  }

  private setVariantStatus(variant: VariantFleet, status: 'Creating' | 'Updating', message: string): void {
    variant.status = { Status: status, StatusMessage: message, StartTime: this.world.clock.now };
  }
}

/**
 * Documented: with Inf1 instances the deployment config is dropped silently; all traffic shifts at once, and nothing bakes.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html
 */
function isGuardable(fleet: Fleet): boolean {
  return fleet.variants.every(({ variant }) => !dropsGuard(instanceTypeOf(variant)!));
}

function concerns(alarm: ChangedAlarm, endpoint: Endpoint): boolean {
  const guards = endpoint.deployment?.alarmNames
    ?? rollbackAlarmNames(endpoint.lastDeploymentConfig);
  return alarm.watched.some(({ dimensions }) => dimensions.EndpointName === endpoint.name) || guards.includes(alarm.name);
}
