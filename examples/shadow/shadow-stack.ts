import { Duration, Stack, aws_s3 as s3, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ContainerImage, DeploymentStrategy, GuardedEndpoint, Guardrail, Model, ModelData, ModelSource } from 'cdk-guarded-endpoints';

/** A next version that gets copies of every fifth request, and whose answers nobody sees but a monitor. */
export class ShadowStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const answers = new s3.Bucket(this, 'Answers');
    new GuardedEndpoint(this, 'Fraud', {
      endpointName: 'fraud',
      variants: [{ model: this.model('InService', '41'), instanceType: 'ml.c5.2xlarge', initialInstanceCount: 4 }],
      shadowVariants: [
        { variantName: 'Next', model: this.model('Next', '42'), instanceType: 'ml.c5.2xlarge', initialInstanceCount: 1, samplingPercent: 20 },
      ],
      dataCapture: { bucket: answers, prefix: 'captured', samplingPercent: 20 },
      strategy: DeploymentStrategy.linear({ bakingPeriod: Duration.minutes(5) }),
      // The shadow variant is not watched: it can fail as it likes.
      guardrails: [
        Guardrail.serverErrorRate({ thresholdPercent: 0.5 }),
        Guardrail.modelLatencyIncrease({ thresholdPercent: 50, evaluationPeriods: 2 }),
      ],
    });
  }

  private model(id: string, version: string): Model {
    return new Model(this, id, {
      source: ModelSource.fromContainer({
        image: ContainerImage.fromDlc('pytorch-inference', '2.6.0-cpu-py312-ubuntu22.04-sagemaker'),
        modelData: ModelData.fromPrefix(s3.Bucket.fromBucketName(this, `${id}Data`, 'fraud-models'), `${version}/`),
      }),
      networkIsolation: true,
    });
  }
}
