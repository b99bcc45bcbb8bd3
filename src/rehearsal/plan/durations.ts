import { LIMITS } from '../../rollout/limits';
import { PROVISIONING_ALLOWANCE_SECONDS, worstCaseSeconds, type RolloutPlan } from '../../rollout/plan';
import { RESOURCE_TYPE, UPDATER_WAIT_SECONDS } from '../../rollout/request';

/** How long an update may take, against all that cuts it short. */
export interface WorstCase {
  readonly seconds: number;
  /** What each launch is assumed to take at worst. */
  readonly provisioningSeconds: number;
  readonly limits: readonly DurationLimit[];
}

export interface DurationLimit {
  readonly name: string;
  readonly seconds: number;
  readonly fits: boolean;
}

/**
 * The worst case of a plan: slow launches, and a rollback in the last bake.
 *
 * @param resourceType of the resource that updates the endpoint: a custom resource has its own limit.
 */
export function worstCase(plan: RolloutPlan, resourceType: string, provisioningSeconds: number): WorstCase {
  const slowest = Math.max(PROVISIONING_ALLOWANCE_SECONDS, provisioningSeconds);
  const seconds = worstCaseSeconds(plan, slowest);
  const limit = (name: string, most: number): DurationLimit => ({ name, seconds: most, fits: seconds <= most });
  return {
    seconds,
    provisioningSeconds: slowest,
    limits: [
      ...(plan.maximumExecutionTimeoutSeconds === undefined ? [] : [limit('MaximumExecutionTimeoutInSeconds', plan.maximumExecutionTimeoutSeconds)]),
      ...(resourceType === RESOURCE_TYPE ? [limit('the custom resource\'s wait', UPDATER_WAIT_SECONDS)] : []),
      limit('the service\'s longest update', LIMITS.maximumExecutionTimeout.max),
    ],
  };
}
