import type { GuardedRollout } from './guarded-rollout';
import { planFor } from './guarded-rollout';
import { DEFAULT_MINIMUM_INVOCATIONS } from './increase-guardrails';
import { firstBakeOf } from './refusals/bake-shorter-than-alarm';
import { expectedRequests } from './what-if';
import { Guardrail } from '../guardrail';
import { secondsToAlarm } from '../rollout/detection';
import { LIMITS } from '../rollout/limits';

/** What an endpoint is guarded by that was given no guardrails, and how that is said. */
export interface DefaultGuardrails {
  readonly guardrails: Guardrail[];
  readonly described: string;
}

/**
 * The guardrails that make sense whatever the model: none needs to know it.
 *
 * Errors only. A comparison of latencies would be the next, but a fresh container's first requests are slow ones, and nobody wants a
 * good model rolled back by a guardrail that they did not ask for.
 */
export function defaultGuardrails(rollout: GuardedRollout): DefaultGuardrails {
  const failures = 'more than 1 % of server errors (5XX) ';
  const one = failuresOfFew(rollout)
    ? { guardrail: Guardrail.serverErrorRate({ evaluationPeriods: 3, datapointsToAlarm: 2 }), described: `${failures}in two of three minutes on the green fleet, for with the expected traffic one failed request is that many` }
    : { guardrail: Guardrail.serverErrorRate(), described: `${failures}in a minute on the green fleet` };
  if (!comparable(rollout)) {
    return { guardrails: [one.guardrail], described: one.described };
  }
  return {
    guardrails: [one.guardrail, Guardrail.clientErrorRateIncrease({ thresholdPercentagePoints: 5 })],
    described: `${one.described}, or a share of client errors (4XX) over 5 percentage points above the blue fleet's`,
  };
}

/** Whether one failed request in a minute is more than 1 %, and two datapoints still come before the end of the first bake. */
function failuresOfFew(rollout: GuardedRollout): boolean {
  const twice = { periodSeconds: MINUTE, evaluationPeriods: 3, datapointsToAlarm: 2 };
  const inTime = secondsToAlarm(twice) <= firstBakeOf(rollout.updatePolicy);
  return inTime && inFirstStep(rollout).some(({ green }) => green !== undefined && green >= 1 && green < 100);
}

/** Whether both fleets of every variant get the requests that a comparison needs, and these are counted, as those in a queue are not. */
function comparable(rollout: GuardedRollout): boolean {
  const inSteps = rollout.fleet.every((variant) => (planFor(rollout, variant)?.steps[0].greenShare ?? 1) < 1);
  const enough = inFirstStep(rollout).every(({ green = Infinity, blue = Infinity }) => Math.min(green, blue) >= DEFAULT_MINIMUM_INVOCATIONS);
  return inSteps && enough && !rollout.asynchronous && 2 * rollout.fleet.length <= LIMITS.rollbackAlarms.max;
}

const MINUTE = 60;

/** Requests to the two fleets of each variant in a minute of the first step, where they are known. */
function inFirstStep(rollout: GuardedRollout): Array<{ readonly green?: number; readonly blue?: number }> {
  return rollout.fleet.map((variant) => {
    const share = planFor(rollout, variant)?.steps[0].greenShare;
    const all = expectedRequests(rollout, variant, MINUTE);
    return share === undefined || all === undefined ? {} : { green: all * share, blue: all * (1 - share) };
  });
}
