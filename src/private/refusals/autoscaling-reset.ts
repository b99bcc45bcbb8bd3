import { aws_sagemaker as sagemaker, type CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { GuardedRollout } from '../guarded-rollout';
import { onScalableTargets } from '../scalable-targets';
import { checkScaled } from '../scaling-limits';
import { warn } from './rule';

/**
 * Checks, once all is declared, the scalable targets that the app puts on an endpoint by itself. Warns of those of an endpoint of CloudFormation's own whose updates take the
 * number of instances from its config; the updater's keep it.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export function checkScalableTargets(scope: IConstruct, resource: CfnResource, rollout: GuardedRollout): void {
  const endpoint = sagemaker.CfnEndpoint.isCfnEndpoint(resource) ? resource : undefined;
  onScalableTargets(scope, {
    endpointName: rollout.named || !endpoint ? rollout.endpointName : undefined,
    resource,
    tell: (scaled) => {
      if (!endpoint || keepsCounts(endpoint)) {
        return checkScaled(scope, rollout, scaled);
      }
      const remedy = scope === endpoint
        ? 'use retainAllVariantProperties: true, and excludeRetainedVariantProperties for weights that are to change'
        : 'use endpoint.variant(...).autoScaleInstanceCount, with which updates keep it';
      warn(scope, 'autoscaling-reset', 'the endpoint is autoscaled, but an update takes the number of instances from its endpoint config, however many autoscaling has arrived at, '
        + `so the new fleet may be too small for the traffic; ${remedy}`);
      return [];
    },
  });
}

function keepsCounts({ retainAllVariantProperties, excludeRetainedVariantProperties: excluded }: sagemaker.CfnEndpoint): boolean {
  return retainAllVariantProperties === true
    && !(Array.isArray(excluded) && excluded.some((property) => (property as Partial<sagemaker.CfnEndpoint.VariantPropertyProperty>).variantPropertyType === 'DesiredInstanceCount'));
}
