import type { Ticket } from './ticket';
import { SERVICE_TIMEOUT_SECONDS, UPDATER_WAIT_SECONDS, WAIT_CONDITION_SECONDS } from '../rollout/request';

/** What it takes to report to a wait condition before it runs out; it begins to wait after the request has been answered. */
const REPORT_SECONDS = 300;

type Waiting = Pick<Ticket, 'startedAt' | 'answered'>;

/** How long a request is waited for in all: less if CloudFormation waits for the answer itself. */
export function patienceSeconds({ answered }: Pick<Ticket, 'answered'>): number {
  return answered ? WAIT_CONDITION_SECONDS - REPORT_SECONDS : UPDATER_WAIT_SECONDS;
}

export function isLate(now: Date, ticket: Waiting): boolean {
  return secondsSince(now, ticket.startedAt) >= patienceSeconds(ticket);
}

/** Whether CloudFormation has given the request up, so that there is nobody to be told. */
export function isTooLate(now: Date, { startedAt, answered }: Waiting): boolean {
  return secondsSince(now, startedAt) >= (answered ? WAIT_CONDITION_SECONDS : SERVICE_TIMEOUT_SECONDS);
}

/**
 * How long to wait before the next look.
 *
 * A stage of a deployment lasts a minute or more, and the last one seen is named after a rollback. An hour of looks costs some 700
 * transitions, about two cents; twelve hours of fewer looks stay within the 25,000 events that an execution may have.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export function lookAgainSeconds(now: Date, { startedAt }: Waiting): number {
  return secondsSince(now, startedAt) < 3600 ? 15 : 60;
}

export function secondsSince(now: Date, time: string): number {
  return (now.getTime() - Date.parse(time)) / 1000;
}
