import { DescribeAlarmsCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { AlarmDescribed } from './evidence';
import type { EndpointSeen } from './observe';
import type { Ticket } from './ticket';
import { quoted, withoutStop } from './words';
import { rollbackAlarmNames } from '../rollout/deployment-config';
import { dropsGuard } from '../rollout/limits';

/** Whether an update may be asked for. */
export type Preflight =
  | { readonly result: 'go'; readonly withoutAlarms: readonly string[] }
  /** What stands in the way may pass by itself. */
  | { readonly result: 'notYet'; readonly because: string }
  | { readonly result: 'refuse'; readonly because: string };

/**
 * Looks at what an update would meet, before it is asked for.
 *
 * The service takes names of alarms that do not exist, rolls back at once by those that ring already, and drops the guard in silence
 * where it does not support it.
 */
export async function preflight(client: CloudWatchClient, ticket: Ticket, seen: EndpointSeen): Promise<Preflight> {
  const because = renamedVariants(ticket, seen) ?? droppedGuard(ticket);
  return because === undefined ? alarmsReady(client, ticket) : { result: 'refuse', because };
}

/** https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html */
function renamedVariants({ rollout }: Pick<Ticket, 'rollout'>, { variantNames }: EndpointSeen): string | undefined {
  const wanted = (rollout.variants ?? []).map(({ variantName }) => variantName);
  const same = [...wanted].sort().join() === [...variantNames].sort().join();
  return wanted.length === 0 || variantNames.length === 0 || same
    ? undefined
    : `its variants would be ${quoted(wanted)}, but the endpoint has ${quoted(variantNames)}, and a guarded update keeps the variants' names; `
      + 'keep the old variantName, or give the resource another endpointName';
}

function droppedGuard({ rollout }: Ticket): string | undefined {
  const excluded = (rollout.variants ?? []).find(({ instanceType }) => dropsGuard(instanceType));
  return excluded === undefined || rollbackAlarmNames(rollout.deploymentConfig).length === 0
    ? undefined
    : `on ${excluded.instanceType} instances (variant '${excluded.variantName}') SageMaker drops the guard without a word; `
      + 'use another instanceType, or unguarded: true';
}

async function alarmsReady(client: CloudWatchClient, { rollout }: Ticket): Promise<Preflight> {
  const names = rollbackAlarmNames(rollout.deploymentConfig);
  if (names.length === 0) {
    return { result: 'go', withoutAlarms: [] };
  }
  let alarms: AlarmDescribed[];
  try {
    const output = await client.send(new DescribeAlarmsCommand({ AlarmNames: names, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }));
    alarms = [...(output.MetricAlarms ?? []), ...(output.CompositeAlarms ?? [])];
  } catch (error) {
    const { name, message } = error as Error;
    if (/AccessDenied/.test(name)) {
      // A new permission is not everywhere at once.
      return { result: 'notYet', because: `the alarms that guard it could not be read (${message}), so that nothing is known of the guard` };
    }
    throw error;
  }
  return verdictOn(names, alarms, rollout.deployDespiteAlarm ?? false);
}

/** What the state of the alarms means for an update that is about to start. */
function verdictOn(names: readonly string[], alarms: readonly AlarmDescribed[], deployDespiteAlarm: boolean): Preflight {
  const missing = names.filter((name) => !alarms.some(({ AlarmName }) => AlarmName === name));
  if (missing.length > 0) {
    return { result: 'refuse', because: `there is no alarm ${quoted(missing)} that could guard it; deploy the alarm first, or take the guardrail out` };
  }
  const ringing = alarms.filter(({ StateValue }) => StateValue === 'ALARM');
  if (ringing.length === 0 || deployDespiteAlarm) {
    return { result: 'go', withoutAlarms: ringing.map(({ AlarmName }) => AlarmName!) };
  }
  const because = `${ringing.map(inAlarm).join('; ')}; it would be rolled back at once. Fix what the alarm is about, or set deployDespiteAlarm: true `
    + 'to update without the alarms that are in ALARM already';
  return { result: ringing.every(isOfOldConfiguration) ? 'notYet' : 'refuse', because };
}

/** A changed alarm keeps its state until it is evaluated again, which it is within a minute. */
function isOfOldConfiguration({ StateUpdatedTimestamp, AlarmConfigurationUpdatedTimestamp }: AlarmDescribed): boolean {
  return StateUpdatedTimestamp !== undefined && AlarmConfigurationUpdatedTimestamp !== undefined
    && StateUpdatedTimestamp <= AlarmConfigurationUpdatedTimestamp;
}

function inAlarm({ AlarmName, StateReason, StateTransitionedTimestamp, StateUpdatedTimestamp }: AlarmDescribed): string {
  const since = StateTransitionedTimestamp ?? StateUpdatedTimestamp;
  return `alarm '${AlarmName}' has been in ALARM${since === undefined ? '' : ` since ${since.toISOString()}`} already`
    + (StateReason === undefined || StateReason === '' ? '' : ` ("${withoutStop(StateReason)}")`);
}
