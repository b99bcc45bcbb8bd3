import type { AlarmSeen, Evidence, Ring } from './evidence';
import type { DeploymentStage, Observation } from './observe';
import type { Intent } from './ticket';
import { quoted, withoutStop } from './words';

/** What is known about why an update was rolled back, and what is not. */
export function causeOf(evidence: Evidence, seen: Observation, before?: Intent): string {
  const rang = evidence.alarms.filter((alarm) => alarm.rang !== undefined);
  const findings = rang.length > 0 ? rang.map(ringing).join('; ') : silence(evidence);
  const service = serviceReason(seen);
  if (service === undefined) {
    return findings;
  }
  const stale = seen.exists && seen.failureReason === before?.failureReason;
  return `${findings}. SageMaker says${stale ? ', as it did before this update' : ''}: ${service}`;
}

/** When it was rolled back, as far as the alarms tell. */
export function firstRing(evidence: Evidence): Ring | undefined {
  const rings = evidence.alarms.map((alarm) => alarm.rang).filter((ring) => ring !== undefined && !ring.already) as Ring[];
  return rings.sort((one, other) => one.at.localeCompare(other.at))[0];
}

export function serviceReason(seen: Observation): string | undefined {
  return seen.exists && seen.failureReason !== undefined ? `"${withoutStop(seen.failureReason)}"` : undefined;
}

/** `while baking for 300 seconds ...`: the service's message where it is one, its status in words otherwise. */
export function duringStage(stage: DeploymentStage | undefined, rang = false): string {
  if (stage === undefined) {
    return ' (at what stage was not seen)';
  }
  // Alarms count while traffic bakes: where that was not seen, it was over before the next look.
  const when = rang && stage.status !== 'Baking' ? ' soon after' : ' while';
  const message = stage.message === undefined || stage.message === '' ? undefined : withoutStop(stage.message);
  if (message !== undefined && /^\w+ing\b/.test(message)) {
    return `${when} ${message[0].toLowerCase()}${message.slice(1)}`;
  }
  const words = STAGES[stage.status] ?? stage.status;
  return `${when} ${words}${message === undefined ? '' : ` ("${message}")`}`;
}

/** `VariantStatus` in words. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantStatus.html */
const STAGES: Readonly<Record<string, string>> = {
  Creating: 'launching instances',
  Updating: 'updating',
  ActivatingTraffic: 'activating traffic',
  Baking: 'baking',
  Deleting: 'terminating instances',
};

function ringing({ alarmName, rang }: AlarmSeen): string {
  const { reading, reason, already, at } = rang!;
  const prefix = already ? `alarm '${alarmName}' had been in ALARM since ${at} already, before the update was asked for: it` : `alarm '${alarmName}'`;
  if (reading !== undefined) {
    return `${prefix} saw ${reading.worst} (threshold ${reading.threshold}) in ${reading.breaching} of ${reading.evaluated} datapoints`;
  }
  return reason === undefined || reason === '' ? `${prefix} went off, and CloudWatch does not say at which value` : `${prefix} went off: "${withoutStop(reason)}"`;
}

function silence({ alarms, unreadable }: Evidence): string {
  if (unreadable !== undefined) {
    return `whether an alarm went off is not known, the alarms could not be read (${withoutStop(unreadable)})`;
  }
  if (alarms.length === 0) {
    return 'no alarm guards it';
  }
  const missing = alarms.filter((alarm) => !alarm.exists);
  const silent = alarms.filter((alarm) => alarm.exists);
  return [
    silent.length > 0 ? `none of the alarms that guard it went off (${names(silent)})` : '',
    missing.length > 0 ? `there is no alarm ${names(missing)}` : '',
  ].filter((part) => part !== '').join(', and ');
}

function names(alarms: readonly AlarmSeen[]): string {
  return quoted(alarms.map(({ alarmName }) => alarmName));
}
