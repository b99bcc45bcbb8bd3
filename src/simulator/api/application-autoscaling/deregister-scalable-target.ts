import type { DeregisterScalableTargetRequest, DeregisterScalableTargetResponse } from '@aws-sdk/client-application-auto-scaling';
import { findTarget } from './scalable';
import type { World } from '../../world';

export function deregisterScalableTarget(world: World, input: DeregisterScalableTargetRequest): DeregisterScalableTargetResponse {
  world.autoscaling.deregister(findTarget(world, input).ResourceId!);
  return {};
}
