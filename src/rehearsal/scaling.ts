import { DescribeScalableTargetsCommand, PutScalingPolicyCommand, RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';
import { DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import type { LocalCloud } from './local-cloud';
import type { VariantScaling } from './scenario/scenario';

const SCALED = { ServiceNamespace: 'sagemaker', ScalableDimension: 'sagemaker:variant:DesiredInstanceCount' } as const;

/** Has the variants of an endpoint scaled, but for those that are already. */
export async function scaleVariants({ sagemaker, autoscaling }: LocalCloud, endpointName: string, scaling: VariantScaling): Promise<void> {
  const { ProductionVariants = [] } = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: endpointName }));
  for (const { VariantName } of ProductionVariants) {
    const ResourceId = `endpoint/${endpointName}/variant/${VariantName}`;
    const { ScalableTargets = [] } = await autoscaling.send(new DescribeScalableTargetsCommand({ ...SCALED, ResourceIds: [ResourceId] }));
    if (ScalableTargets.length === 0) {
      await autoscaling.send(new RegisterScalableTargetCommand({ ...SCALED, ResourceId, MinCapacity: scaling.min, MaxCapacity: scaling.max }));
      await autoscaling.send(new PutScalingPolicyCommand({
        ...SCALED,
        ResourceId,
        PolicyName: 'scenario',
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
          TargetValue: scaling.invocationsPerInstance,
          ScaleOutCooldown: scaling.scaleOutCooldownSeconds,
          ScaleInCooldown: scaling.scaleInCooldownSeconds,
        },
      }));
    }
  }
}
