import type { Service } from '../operation';
import { deleteScalingPolicy } from './delete-scaling-policy';
import { deregisterScalableTarget } from './deregister-scalable-target';
import { describeScalableTargets } from './describe-scalable-targets';
import { describeScalingActivities } from './describe-scaling-activities';
import { describeScalingPolicies } from './describe-scaling-policies';
import { putScalingPolicy } from './put-scaling-policy';
import { registerScalableTarget } from './register-scalable-target';

export const applicationAutoscaling: Service = {
  signingName: 'application-autoscaling',
  targetPrefix: 'AnyScaleFrontendService',
  operations: {
    DeleteScalingPolicy: deleteScalingPolicy,
    DeregisterScalableTarget: deregisterScalableTarget,
    DescribeScalableTargets: describeScalableTargets,
    DescribeScalingActivities: describeScalingActivities,
    DescribeScalingPolicies: describeScalingPolicies,
    PutScalingPolicy: putScalingPolicy,
    RegisterScalableTarget: registerScalableTarget,
  },
};
