import { aws_applicationautoscaling as appscaling, Stack, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { warn } from './rule';

/**
 * Warns, once all is declared, of an endpoint of CloudFormation's own that is autoscaled, and whose updates take the number of instances from its config.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export function warnOfAutoscalingReset(endpoint: sagemaker.CfnEndpoint): void {
  endpoint.node.addValidation({
    validate: () => {
      const { retainAllVariantProperties } = endpoint;
      if (retainAllVariantProperties !== true && Stack.of(endpoint).node.findAll().some((construct) => scales(construct, endpoint))) {
        warn(endpoint, 'autoscaling-reset', 'the endpoint is autoscaled, but an update takes the number of instances from its endpoint config, however many autoscaling has arrived at, '
          + 'so the new fleet may be too small for the traffic; use retainAllVariantProperties: true, and excludeRetainedVariantProperties for weights that shall change');
      }
      return [];
    },
  });
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
