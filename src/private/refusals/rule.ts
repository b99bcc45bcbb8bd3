import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Faults } from '../faults';
import type { GuardedRollout } from '../guarded-rollout';
import type { WatchedAlarm } from '../watched-alarm';

/** What is wrong with an alarm as the guard of an endpoint: with the arithmetic, and what to write instead. */
export type AlarmRule = (alarm: WatchedAlarm, rollout: GuardedRollout) => string | undefined;

/** What is wrong with an update, whatever guards it. */
export type EndpointRule = (rollout: GuardedRollout) => string[];

/** Refuses the app. The id is the heading of a page on it. */
export function refuse(faults: Faults, id: string, message: string): void {
  faults.add(`${message} [${qualified(id)}]`);
}

/** Warns, unless the user has acknowledged the id. */
export function warn(scope: IConstruct, id: string, message: string): void {
  Annotations.of(scope).addWarningV2(qualified(id), message);
}

/** Informs, unless the user has acknowledged the id. */
export function inform(scope: IConstruct, id: string, message: string): void {
  Annotations.of(scope).addInfoV2(qualified(id), message);
}

/** A share as people write it: 0.125 is `12.5 %`. */
export function percent(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(3))} %`;
}

/** The id of a rule, as users acknowledge it. */
export function qualified(id: string): string {
  return `cdk-guarded-endpoints:${id}`;
}
