import { Duration, Stack, aws_s3 as s3, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  CapacitySize, ContainerImage, DeploymentStrategy, EndpointDashboard, GuardedEndpoint, Guardrail, Model, ModelData, ModelSource,
} from 'cdk-guarded-endpoints';

/** A champion and a challenger behind one endpoint: nine requests in ten go to the champion. */
export class AbStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const endpoint = new GuardedEndpoint(this, 'Recommendations', {
      endpointName: 'recommendations',
      variants: [
        { variantName: 'Champion', model: this.model('Champion', '2026-11-01'), instanceType: 'ml.m5.xlarge', initialInstanceCount: 4, initialVariantWeight: 9 },
        { variantName: 'Challenger', model: this.model('Challenger', '2026-11-20'), instanceType: 'ml.m5.xlarge', initialInstanceCount: 2, initialVariantWeight: 1 },
      ],
      strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(10) }),
      // Each guardrail watches both variants, with an alarm each.
      guardrails: [
        Guardrail.serverErrorRate(),
        Guardrail.modelLatency({ threshold: Duration.millis(200), statistic: 'p90' }),
        // What the challenger recommends is an experiment: nobody is woken, and nothing is rolled back.
        Guardrail.clientErrorRate({ thresholdPercent: 5, variantName: 'Challenger', enforce: false }),
      ],
      expectedRequestsPerSecond: 200,
    });
    endpoint.variant('Champion')
      .autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 12 })
      .scaleOnInvocations('Traffic', { targetInvocationsPerInstance: 3000 });
    new EndpointDashboard(this, 'Dashboard', { endpoint });
  }

  private model(id: string, version: string): Model {
    const models = s3.Bucket.fromBucketName(this, `${id}Data`, 'recommendation-models');
    return new Model(this, id, {
      source: ModelSource.fromContainer({
        image: ContainerImage.fromDlc('pytorch-inference', '2.6.0-cpu-py312-ubuntu22.04-sagemaker'),
        modelData: ModelData.fromBucket(models, `${version}/model.tar.gz`),
      }),
    });
  }
}
