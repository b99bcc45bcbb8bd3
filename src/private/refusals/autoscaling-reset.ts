import { aws_applicationautoscaling as appscaling, Stack, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { GuardedRollout } from '../guarded-rollout';
import { warn } from './rule';
import { scalesTooHigh } from './scales-too-high';
import { scalesTooLow } from './scales-too-low';

/**
 * Warns, once all is declared, of an endpoint of CloudFormation's own that is autoscaled, and whose updates take the number of instances from its config.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export function warnOfAutoscalingReset(endpoint: sagemaker.CfnEndpoint, rollout: GuardedRollout): void {
  endpoint.node.addValidation({
    validate: () => {
      const targets = Stack.of(endpoint).node.findAll()
        .filter((construct): construct is appscaling.CfnScalableTarget => scales(construct, endpoint));
      if (endpoint.retainAllVariantProperties === true) {
        targets.forEach((target) => warnOfTarget(endpoint, rollout, target));
      } else if (targets.length > 0) {
        warn(endpoint, 'autoscaling-reset', 'the endpoint is autoscaled, but an update takes the number of instances from its endpoint config, however many autoscaling has arrived at, '
          + 'so the new fleet may be too small for the traffic; use retainAllVariantProperties: true, and excludeRetainedVariantProperties for weights that shall change');
      }
      return [];
    },
  });
}

/** What autoscaling has arrived at is kept, however few or many that are. */
function warnOfTarget(endpoint: sagemaker.CfnEndpoint, rollout: GuardedRollout, target: appscaling.CfnScalableTarget): void {
  const { resourceId, minCapacity, maxCapacity } = target;
  const [, variantName] = /\/variant\/(.+)$/.exec(resourceId) ?? [];
  const found = variantName === undefined ? {}
    : { 'scales-too-low': scalesTooLow(rollout, variantName, minCapacity), 'scales-too-high': scalesTooHigh(rollout, variantName, maxCapacity) };
  Object.entries(found).forEach(([id, message]) => message !== undefined && warn(endpoint, id, message));
}

function scales(construct: unknown, endpoint: sagemaker.CfnEndpoint): boolean {
  if (!appscaling.CfnScalableTarget.isCfnScalableTarget(construct)) {
    return false;
  }
  const { scalableDimension, resourceId } = construct;
  const stack = Stack.of(endpoint);
  const resolved = JSON.stringify(stack.resolve(resourceId));
  const reference = JSON.stringify(stack.resolve(endpoint.logicalId));
  return scalableDimension === 'sagemaker:variant:DesiredInstanceCount' && (resolved.includes(reference) || resolved.startsWith(`"endpoint/${endpoint.endpointName}/`));
}
