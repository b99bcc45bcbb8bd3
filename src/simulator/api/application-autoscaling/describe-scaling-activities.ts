import type { DescribeScalingActivitiesRequest, DescribeScalingActivitiesResponse } from '@aws-sdk/client-application-auto-scaling';
import type { World } from '../../world';
import { validationException } from '../service-error';
import { list } from './list';

/** The newest first. Documented: of the last six weeks; here all there were. */
export function describeScalingActivities(world: World, input: DescribeScalingActivitiesRequest): DescribeScalingActivitiesResponse {
  if (input.IncludeNotScaledActivities) {
    throw validationException('IncludeNotScaledActivities is not simulated.');
  }
  const { items, nextToken } = list([...world.autoscaling.activities].reverse(), input);
  return { ScalingActivities: items, NextToken: nextToken };
}
