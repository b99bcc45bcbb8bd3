import type { DescribeScalableTargetsRequest, DescribeScalableTargetsResponse } from '@aws-sdk/client-application-auto-scaling';
import { list } from './list';
import type { World } from '../../world';

export function describeScalableTargets(world: World, { ResourceIds, ...input }: DescribeScalableTargetsRequest): DescribeScalableTargetsResponse {
  const targets = world.autoscaling.targets().filter(({ ResourceId }) => ResourceIds === undefined || ResourceIds.includes(ResourceId!));
  const { items, nextToken } = list(targets, input);
  return { ScalableTargets: items, NextToken: nextToken };
}
