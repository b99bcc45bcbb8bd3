import { Annotations, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { DeploymentConfig } from '../../rollout/deployment-config';
import { planRollout } from '../../rollout/plan';
import type { VariantFleet } from '../fleet';

/**
 * Warns of a guardrail on the errors of all fleets together that a first step cannot set off, even if every request to it fails: the
 * blue fleet's good answers count too.
 */
export function warnOfDilution(scope: IConstruct, alarm: string, thresholdRatio: number, config: DeploymentConfig, fleet: VariantFleet): void {
  if (!Number.isInteger(fleet.instanceCount) || fleet.instanceCount < 1 || Token.isUnresolved(thresholdRatio)) {
    return;
  }
  const [first] = planRollout(config, fleet.instanceCount).steps;
  if (first.greenShare < 1 && first.greenShare <= thresholdRatio) {
    Annotations.of(scope).addWarningV2('cdk-guarded-endpoints:dilution',
      `guardrail ${alarm} counts all fleets of variant '${fleet.variantName}' and goes off above ${percent(thresholdRatio)}, but the first step takes `
      + `${first.greenInstances} of ${fleet.instanceCount} instances: if all their requests fail, that is ${percent(first.greenShare)}; `
      + 'use FleetScope.GREEN_FLEET or a lower thresholdPercent');
  }
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 1000) / 10} %`;
}
