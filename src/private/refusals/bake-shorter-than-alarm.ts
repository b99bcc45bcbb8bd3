import { Annotations, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { DeploymentConfig } from '../../rollout/deployment-config';
import { PUBLICATION_DELAY_SECONDS, secondsToAlarm, type AlarmTiming } from '../../rollout/detection';
import { inWords } from '../seconds';

/** Warns of a guardrail that cannot go off in the bake it is there for. */
export function warnOfBakeShorterThanAlarm(scope: IConstruct, alarm: string, timing: AlarmTiming, config: DeploymentConfig): void {
  const bake = firstBakeOf(config);
  const { periodSeconds, datapointsToAlarm } = timing;
  if ([bake, periodSeconds, datapointsToAlarm].some((value) => Token.isUnresolved(value))) {
    return;
  }
  const needed = secondsToAlarm(timing);
  if (needed > bake) {
    Annotations.of(scope).addWarningV2('cdk-guarded-endpoints:bake-shorter-than-alarm',
      `guardrail ${alarm} needs ${needed} seconds to go off (${datapointsToAlarm} x ${periodSeconds} s, and ${PUBLICATION_DELAY_SECONDS} s until a datapoint `
      + `is published), but the baking period is ${bake} seconds, so the update may go on before it can; `
      + `use bakingPeriod: ${inWords(Math.ceil(needed / 60) * 60)}, or a shorter period or fewer datapointsToAlarm`);
  }
}

function firstBakeOf({ RollingUpdatePolicy, BlueGreenUpdatePolicy }: DeploymentConfig): number {
  const routing = BlueGreenUpdatePolicy?.TrafficRoutingConfiguration;
  if (routing?.Type === 'ALL_AT_ONCE') {
    return BlueGreenUpdatePolicy?.TerminationWaitInSeconds ?? 0;
  }
  return routing?.WaitIntervalInSeconds ?? RollingUpdatePolicy?.WaitIntervalInSeconds ?? 0;
}
