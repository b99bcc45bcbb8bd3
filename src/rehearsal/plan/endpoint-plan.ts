import type { RolloutPlan } from '../../rollout/plan';
import type { DeclaredEndpoint, DeclaredVariant } from '../declared-endpoints';
import type { PlanAssumptions } from './assumptions';
import { worstCase, type WorstCase } from './durations';
import { firstTrafficSeconds, requestsAtRiskByPhase } from './exposure';
import { blindAlarms, guardrailTimings, type GuardrailTiming } from './guardrail-timing';
import { instanceUse, type InstanceUse } from './instance-use';
import { guardDropped, planTogether, SERVERLESS } from './joint-plan';
import { refusals, renamedVariants, type Refusal } from './refusals';
import { timetable, type Phase } from './timetable';
import { sum } from '../../rollout/sum';

/** What an update of one endpoint will be: values only, as they are in the JSON output. */
export interface EndpointPlan {
  readonly endpointName: string;
  readonly logicalId: string;
  readonly resourceType: string;
  /** What the service will do, which is not what was asked for where it drops the guard. */
  readonly strategy: RolloutPlan['strategy'];
  readonly variants: readonly DeclaredVariant[];
  readonly phases: readonly PlannedPhase[];
  /** How long the update takes if all goes well. */
  readonly durationSeconds: number;
  readonly worstCase: WorstCase;
  readonly instances: readonly InstanceUse[];
  /** Fastest first. */
  readonly guardrails: readonly GuardrailTiming[];
  readonly requestsAtRisk: RequestsAtRisk;
  /** Why the service would not carry this out. */
  readonly refusals: readonly Refusal[];
  /** What the plan cannot know, and what the service does otherwise than asked. */
  readonly remarks: readonly string[];
}

export interface PlannedPhase extends Phase {
  /** Requests that fail in this phase if green fails all of its own: until the fastest guardrail goes off; `null` if there is none. */
  readonly requestsAtRisk: number | null;
  /** The same if nothing goes off. */
  readonly requestsAtRiskUnguarded: number;
}

/** Requests that fail during the update if green fails all of its own. */
export interface RequestsAtRisk {
  /** Until the fastest guardrail goes off; `null` where no guardrail is known. */
  readonly guarded: number | null;
  /** If nothing goes off; from then on every request fails until somebody notices. */
  readonly unguarded: number;
  /** Seconds from the start of the update to the rollback; `null` where it is done before a known guardrail goes off. */
  readonly rolledBackAfterSeconds: number | null;
}

/** What an update depends on beside the endpoint's new config. */
export type Deployed = Pick<DeclaredEndpoint, 'variants' | 'metricIntervalSeconds'>;

/**
 * The plan of an update to this endpoint.
 *
 * @param before what is deployed now. Left out, it has a fleet like the new one, and metrics too.
 */
export function planEndpoint(endpoint: DeclaredEndpoint, assumptions: PlanAssumptions, before: Deployed = endpoint): EndpointPlan {
  const { deploymentConfig, variants, logicalId, endpointName, resourceType } = endpoint;
  const { requestsPerSecond, provisioningSeconds } = assumptions;
  const joint = planTogether(deploymentConfig, variants);
  const phases = timetable(joint, provisioningSeconds, before.variants);
  const dropped = guardDropped(variants);
  const guardrails = guardrailTimings(dropped ? [] : endpoint.alarms, phases, before.metricIntervalSeconds);
  const fastest = guardrails.find(({ goesOffIn }) => goesOffIn !== null);
  const unguarded = requestsAtRiskByPhase(joint.all, phases, requestsPerSecond, Infinity);
  const guarded = guardrails.length === 0 ? null
    : requestsAtRiskByPhase(joint.all, phases, requestsPerSecond, fastest?.secondsToAlarm ?? Infinity);
  return {
    endpointName,
    logicalId,
    resourceType,
    strategy: joint.all.strategy,
    variants,
    phases: phases.map((phase, index) => ({ ...phase, requestsAtRisk: guarded && guarded[index], requestsAtRiskUnguarded: unguarded[index] })),
    durationSeconds: phases[phases.length - 1].toSeconds,
    worstCase: worstCase(joint.all, resourceType, provisioningSeconds),
    instances: instanceUse(phases, assumptions),
    guardrails,
    requestsAtRisk: {
      guarded: guarded && sum(guarded),
      unguarded: sum(unguarded),
      rolledBackAfterSeconds: fastest ? firstTrafficSeconds(phases) + fastest.secondsToAlarm! : null,
    },
    refusals: [...renamedVariants(before.variants, variants), ...refusals(deploymentConfig, variants, joint.all)],
    remarks: [...remarksOn(endpoint, dropped), ...remarksOnMetrics(endpoint, before)],
  };
}

function remarksOn({ alarms, otherAlarms, variants }: DeclaredEndpoint, dropped: boolean): string[] {
  const others = otherAlarms.map((name) => `'${name}'`).join(', ');
  return [
    ...(dropped ? ['the service drops the guard on Inf1 instances: all traffic shifts at once and no alarm is watched'] : []),
    ...(otherAlarms.length > 0 ? [`not declared in this stack, so how soon ${otherAlarms.length === 1 ? 'it goes' : 'they go'} off is not known: alarm `
      + `${others}${alarms.length > 0 ? '; the update may be rolled back sooner than planned here' : ''}`] : []),
    ...(alarms.length + otherAlarms.length === 0 ? ['no alarm guards the update: nothing rolls it back'] : []),
    ...(variants.some(({ instanceType }) => instanceType === SERVERLESS) ? ['a serverless variant has no instances to count: its shares of the traffic are the service\'s affair'] : []),
    ...(variants.length > 1 && variants.every(({ weight }) => weight === 0) ? ['all variants have the weight 0, so the traffic is taken to be split evenly'] : []),
  ];
}

/**
 * A new config's frequency shows when the update to it is complete.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch-enhanced-metrics.html
 */
function remarksOnMetrics({ alarms, metricIntervalSeconds }: DeclaredEndpoint, before: Deployed): string[] {
  const blind = blindAlarms(alarms, before.metricIntervalSeconds).map(({ alarmName }) => `'${alarmName}'`);
  if (blind.length === 0) {
    return [];
  }
  const sees = `alarm${blind.length === 1 ? '' : 's'} ${blind.join(', ')} with ${blind.length === 1 ? 'its' : 'their'} shorter period`;
  return before.metricIntervalSeconds === metricIntervalSeconds
    ? [`metrics are published every ${metricIntervalSeconds} s, of which ${sees} never see${blind.length === 1 ? 's' : ''} a datapoint`]
    : [`metrics are published every ${before.metricIntervalSeconds} s until this update is complete, and every ${metricIntervalSeconds} s from then on: ${sees} `
      + `see${blind.length === 1 ? 's' : ''} nothing of it; change the frequency in an update of its own first`];
}
