import { PROVISIONING_ALLOWANCE_SECONDS, totalBakeSeconds, type RolloutPlan } from '../../rollout/plan';
import { UPDATER_WAIT_SECONDS } from '../../rollout/request';
import type { Faults } from '../faults';

/**
 * Refuses an update that may still be running when the updater has to answer CloudFormation.
 *
 * A custom resource must answer within an hour.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export function refuseLongerThanUpdater(faults: Faults, timeoutSeconds: number, longest: RolloutPlan | undefined, given: boolean): void {
  if (timeoutSeconds <= UPDATER_WAIT_SECONDS) {
    return;
  }
  const limit = `${minutes(UPDATER_WAIT_SECONDS)} is all the updater can wait for before it has to answer CloudFormation`;
  if (given || !longest) {
    faults.add(`maximumExecutionTimeout is ${minutes(timeoutSeconds)}, ${limit}; use maximumExecutionTimeout: Duration.minutes(55)`);
    return;
  }
  faults.add(`an update may take ${minutes(timeoutSeconds)} (${arithmetic(longest)}), ${limit}; `
    + 'use fewer or larger steps, a shorter bakingPeriod, or maximumExecutionTimeout: Duration.minutes(55), after which the service gives up');
}

function arithmetic(plan: RolloutPlan): string {
  const launches = plan.steps.filter((step) => step.launchInstances > 0).length;
  const relaunches = plan.strategy === 'ROLLING' ? Math.ceil(plan.fleetSize / plan.rollbackBatchInstances) : 0;
  const launching = `${launches} x up to ${minutes(PROVISIONING_ALLOWANCE_SECONDS)} of launching`;
  const back = relaunches > 0 ? ` + ${relaunches} x as much to go back` : '';
  return `${launching}${back} + ${minutes(totalBakeSeconds(plan))} of waiting in ${plan.steps.length} steps`;
}

function minutes(seconds: number): string {
  return `${Math.round((seconds / 60) * 10) / 10} min`;
}
