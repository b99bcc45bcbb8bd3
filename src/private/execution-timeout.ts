import { Duration } from 'aws-cdk-lib';
import type { Faults } from './faults';
import type { VariantFleet } from './fleet';
import { numbersIn } from './guarded-rollout';
import { inWords, seconds } from './seconds';
import { isTokenNumber } from './token-number';
import type { DeploymentConfig } from '../rollout/deployment-config';
import { LIMITS } from '../rollout/limits';
import { planRollout, PROVISIONING_ALLOWANCE_SECONDS, totalBakeSeconds, worstCaseSeconds, type RolloutPlan } from '../rollout/plan';
import { UPDATER_WAIT_SECONDS } from '../rollout/request';

/** When the service is to give up on an update, in seconds: as given, or the worst case of the plan. */
export function executionTimeout(faults: Faults, config: DeploymentConfig, fleet: readonly VariantFleet[], given?: Duration): number {
  const limit = LIMITS.maximumExecutionTimeout;
  const value = given && seconds(faults, 'maximumExecutionTimeout', given, limit);
  if (faults.any || isTokenNumber(value)) {
    return value ?? limit.max;
  }
  const longest = longestPlan(config, fleet);
  if (value !== undefined && longest && totalBakeSeconds(longest) >= value) {
    const waits = totalBakeSeconds(longest);
    faults.add(`maximumExecutionTimeout is ${value} seconds, but the waits of the ${longest.steps.length} steps alone take ${waits} seconds; `
      + `it has to be longer (${limit.name}, ${limit.source}); leave it out, or use shorter waits or at least ${inWords(waits + 60)}`);
    return value;
  }
  if (longest && totalBakeSeconds(longest) >= limit.max) {
    faults.add(`the waits of the ${longest.steps.length} steps alone take ${inWords(totalBakeSeconds(longest))}, after ${inWords(limit.max)} the service gives up `
      + `(${limit.name}, ${limit.source}); use fewer or larger steps, or a shorter bakingPeriod`);
  }
  const allowance = Math.max(PROVISIONING_ALLOWANCE_SECONDS, ...fleet.map(({ launchSeconds = 0 }) => launchSeconds));
  return value ?? (longest ? Math.min(limit.max, Math.max(limit.min, worstCaseSeconds(longest, allowance))) : UPDATER_WAIT_SECONDS);
}

/** The plan of the variant whose update takes longest, unless tokens hide what it depends on. */
function longestPlan(config: DeploymentConfig, fleet: readonly VariantFleet[]): RolloutPlan | undefined {
  if ([...fleet.map((variant) => variant.instanceCount), ...numbersIn(config)].some(isTokenNumber)) {
    return undefined;
  }
  const plans = fleet.map((variant) => planRollout(config, variant.instanceCount));
  return plans.sort((a, b) => worstCaseSeconds(b) - worstCaseSeconds(a))[0];
}
