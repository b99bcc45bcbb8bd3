import type { DeleteScalingPolicyRequest, DeleteScalingPolicyResponse } from '@aws-sdk/client-application-auto-scaling';
import { objectNotFound } from './faults';
import { variantId } from './scalable';
import type { World } from '../../world';

export function deleteScalingPolicy(world: World, input: DeleteScalingPolicyRequest): DeleteScalingPolicyResponse {
  variantId(input);
  if (!world.autoscaling.deletePolicy(input.ResourceId!, input.PolicyName!)) {
    throw objectNotFound(`No scaling policy found for resource ID: ${input.ResourceId}, policy name: ${input.PolicyName}`);
  }
  return {};
}
