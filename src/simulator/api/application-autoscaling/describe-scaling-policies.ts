import type { DescribeScalingPoliciesRequest, DescribeScalingPoliciesResponse } from '@aws-sdk/client-application-auto-scaling';
import { list } from './list';
import type { World } from '../../world';

export function describeScalingPolicies(world: World, { PolicyNames, ...input }: DescribeScalingPoliciesRequest): DescribeScalingPoliciesResponse {
  const policies = world.autoscaling.policies().filter(({ PolicyName }) => PolicyNames === undefined || PolicyNames.includes(PolicyName!));
  const { items, nextToken } = list(policies, input);
  return { ScalingPolicies: items, NextToken: nextToken };
}
