import type {
  DescribeEndpointInput, DescribeEndpointOutput, PendingDeploymentSummary, PendingProductionVariantSummary, ProductionVariantSummary,
} from '@aws-sdk/client-sagemaker';
import { findEndpoint } from './find';
import type { EndpointDeployment } from '../../endpoint';
import type { Fleet, VariantFleet } from '../../fleet';
import { instanceTypeOf } from '../../instance-type';
import { containersOf } from '../../models';
import type { World } from '../../world';

/**
 * Documented: during an update this shows the old config, and the new one as the pending deployment.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
 */
export function describeEndpoint(world: World, { EndpointName }: DescribeEndpointInput): DescribeEndpointOutput {
  const endpoint = findEndpoint(world, EndpointName!);
  const { fleet, deployment } = endpoint;
  const config = fleet.config.input;
  return {
    EndpointName: endpoint.name,
    EndpointArn: endpoint.arn,
    EndpointConfigName: fleet.config.name,
    ProductionVariants: fleet.variants.map((variant): ProductionVariantSummary => summary(variant, fleet)),
    DataCaptureConfig: dataCapture(fleet),
    ShadowProductionVariants: fleet.shadow && [summary(fleet.shadow, fleet)],
    EndpointStatus: endpoint.status,
    FailureReason: endpoint.failureReason,
    CreationTime: endpoint.creationTime,
    LastModifiedTime: endpoint.lastModifiedTime,
    LastDeploymentConfig: endpoint.lastDeploymentConfig,
    AsyncInferenceConfig: config.AsyncInferenceConfig,
    ExplainerConfig: config.ExplainerConfig,
    MetricsConfig: config.MetricsConfig,
    PendingDeploymentSummary: deployment && pending(deployment),
  };
}

function pending({ green, startTime }: EndpointDeployment): PendingDeploymentSummary {
  return {
    EndpointConfigName: green.config.name,
    StartTime: startTime,
    ProductionVariants: green.variants.map((variant): PendingProductionVariantSummary => ({
      ...summary(variant, green),
      InstanceType: instanceTypeOf(variant.variant),
    })),
    ShadowProductionVariants: green.shadow && [{ ...summary(green.shadow, green), InstanceType: instanceTypeOf(green.shadow.variant) }],
  };
}

function summary({ variant, model, weight, desiredWeight, instances, desiredInstances, status }: VariantFleet, fleet: Fleet) {
  return {
    VariantName: variant.VariantName,
    DeployedImages: containersOf(model.input)
      .filter(({ Image }) => Image !== undefined)
      .map(({ Image }) => ({ SpecifiedImage: Image, ResolvedImage: Image, ResolutionTime: fleet.config.creationTime })),
    CurrentWeight: weight,
    DesiredWeight: desiredWeight,
    CurrentInstanceCount: instances,
    DesiredInstanceCount: desiredInstances,
    ...(status ? { VariantStatus: [status] } : {}),
    ...(variant.RoutingConfig ? { RoutingConfig: variant.RoutingConfig } : {}),
  };
}

function dataCapture(fleet: Fleet): DescribeEndpointOutput['DataCaptureConfig'] {
  const config = fleet.dataCaptureConfig ?? fleet.config.input.DataCaptureConfig;
  return config && {
    EnableCapture: config.EnableCapture ?? false,
    CaptureStatus: config.EnableCapture ? 'Started' : 'Stopped',
    CurrentSamplingPercentage: config.InitialSamplingPercentage,
    DestinationS3Uri: config.DestinationS3Uri,
    // The answer's shape requires a key's id, also where none was given.
    KmsKeyId: config.KmsKeyId ?? '',
  };
}
