import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { warn } from './rule';
import { UPDATER_WAIT_SECONDS, WAIT_CONDITION_SECONDS, type RolloutRequest } from '../../rollout/request';

type Asked = Pick<RolloutRequest, 'deploymentConfig' | 'hooks'>;

/** The plan's worst case is in the timeouts, after which the service gives up, and the hooks have failed. */
export function mayOutlastUpdater(asked: Asked): boolean {
  return longest(asked) > UPDATER_WAIT_SECONDS;
}

/** Warns of an update that may still be under way when CloudFormation has stopped waiting: it takes the stack back, whatever comes of the update. */
export function warnOfLongerThanCloudFormationWaits(endpoint: IConstruct, asked: Asked, waitCondition: boolean | undefined): void {
  const seconds = longest(asked);
  const limit = waitCondition === false ? UPDATER_WAIT_SECONDS : WAIT_CONDITION_SECONDS;
  if (seconds > limit) {
    const by = waitCondition === false
      ? 'waitCondition is false, so that CloudFormation waits an hour for the custom resource, of which the updater needs 5 minutes; leave waitCondition out, '
      : 'CloudFormation waits 12 hours for a wait condition; ';
    warn(endpoint, 'longer-than-cloudformation-waits', `an update and its hooks may take ${minutes(seconds)}, by maximumExecutionTimeout and the timeouts of hooks, and ${minutes(limit)} are possible: `
      + `${by}${waitCondition === false ? 'or use shorter waits' : 'use shorter timeouts'}`);
  }
}

function longest({ deploymentConfig, hooks = {} }: Asked): number {
  const { MaximumExecutionTimeoutInSeconds: timeout } = deploymentConfig.BlueGreenUpdatePolicy ?? deploymentConfig.RollingUpdatePolicy ?? {};
  const seconds = [timeout, ...Object.values(hooks).map(({ timeoutSeconds }) => timeoutSeconds)];
  return seconds.reduce<number>((sum, part) => sum + (part === undefined || Token.isUnresolved(part) ? 0 : part), 0);
}

function minutes(seconds: number): string {
  return `${Math.ceil(seconds / 60)} minutes`;
}
