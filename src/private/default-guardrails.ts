import type { GuardedRollout } from './guarded-rollout';
import { planFor } from './guarded-rollout';
import { Guardrail } from '../guardrail';
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
  const inSteps = rollout.fleet.every((variant) => (planFor(rollout, variant)?.steps[0].greenShare ?? 1) < 1);
  if (!inSteps || 2 * rollout.fleet.length > LIMITS.rollbackAlarms.max) {
    return { guardrails: [Guardrail.serverErrorRate()], described: 'more than 1 % of server errors (5XX) in a minute on the green fleet' };
  }
  return {
    guardrails: [Guardrail.serverErrorRate(), Guardrail.clientErrorRateIncrease({ thresholdPercentagePoints: 5 })],
    described: 'more than 1 % of server errors (5XX) in a minute on the green fleet, or a share of client errors (4XX) over 5 percentage points above the blue fleet\'s',
  };
}
