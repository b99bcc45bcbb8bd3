import type { UpdateEndpointInput } from '@aws-sdk/client-sagemaker';
import { retained } from './retained';
import type { Ticket } from './ticket';
import type { DeploymentConfig } from '../rollout/deployment-config';

type Wanted = Pick<Ticket, 'rollout' | 'explicit' | 'before' | 'intent'>;

/** The guarded update to the config asked for. */
export function updateInput({ rollout, explicit, intent }: Wanted): UpdateEndpointInput {
  return input(rollout.endpointName, rollout.endpointConfigName, without(rollout.deploymentConfig, intent?.withoutAlarms ?? []), explicit);
}

/** Straight to a config that was served before. */
export function returnInput({ rollout, explicit }: Wanted, endpointConfigName: string): UpdateEndpointInput {
  return input(rollout.endpointName, endpointConfigName, straight(rollout.deploymentConfig), explicit);
}

function input(EndpointName: string, EndpointConfigName: string, config: DeploymentConfig, explicit: Wanted['explicit']): UpdateEndpointInput {
  return {
    EndpointName,
    EndpointConfigName,
    // The service's own spelling all the way from the construct; only the arrays are read-only there.
    DeploymentConfig: config as UpdateEndpointInput['DeploymentConfig'],
    ...retained(explicit),
  };
}

/**
 * No guard and no bake: the config has served before, and whoever waits for it has a worse one.
 *
 * A fleet that is too dear to have twice is replaced in the largest batches that the service takes.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_RollingUpdatePolicy.html
 */
function straight({ RollingUpdatePolicy }: DeploymentConfig): DeploymentConfig {
  return RollingUpdatePolicy === undefined
    ? { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0 } } }
    : { RollingUpdatePolicy: { MaximumBatchSize: { Type: 'CAPACITY_PERCENT', Value: 50 }, WaitIntervalInSeconds: 0 } };
}

function without({ AutoRollbackConfiguration, ...policy }: DeploymentConfig, alarmNames: readonly string[]): DeploymentConfig {
  const alarms = (AutoRollbackConfiguration?.Alarms ?? []).filter(({ AlarmName }) => !alarmNames.includes(AlarmName));
  return alarms.length === 0 ? policy : { ...policy, AutoRollbackConfiguration: { Alarms: alarms } };
}
