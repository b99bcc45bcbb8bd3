import { Token } from 'aws-cdk-lib';
import type { DeploymentConfig } from '../../rollout/deployment-config';
import { PUBLICATION_DELAY_SECONDS, secondsToAlarm } from '../../rollout/detection';
import { inWords } from '../seconds';
import type { AlarmRule } from './rule';

/** Warns of a guardrail that cannot go off in the bake it is there for. */
export const bakeShorterThanAlarm: AlarmRule = ({ name, timing }, { updatePolicy }) => {
  const bake = firstBakeOf(updatePolicy);
  const unknown = !timing || [bake, timing.periodSeconds, timing.datapointsToAlarm].some((value) => Token.isUnresolved(value));
  if (unknown || secondsToAlarm(timing) <= bake) {
    return undefined;
  }
  const needed = secondsToAlarm(timing);
  return `guardrail ${name} needs ${needed} seconds to go off (${timing.datapointsToAlarm} x ${timing.periodSeconds} s, and ${PUBLICATION_DELAY_SECONDS} s until a datapoint `
    + `is published), but the baking period is ${bake} seconds, so the update may go on before it can; `
    + `use bakingPeriod: ${inWords(Math.ceil(needed / 60) * 60)}, or a shorter period or fewer datapointsToAlarm`;
};

/** How long the first step is watched; a token where that is one. */
export function firstBakeOf({ RollingUpdatePolicy, BlueGreenUpdatePolicy }: DeploymentConfig): number {
  const routing = BlueGreenUpdatePolicy?.TrafficRoutingConfiguration;
  if (routing?.Type === 'ALL_AT_ONCE') {
    return BlueGreenUpdatePolicy?.TerminationWaitInSeconds ?? 0;
  }
  return routing?.WaitIntervalInSeconds ?? RollingUpdatePolicy?.WaitIntervalInSeconds ?? 0;
}
