import { Duration, Stack, aws_cloudwatch as cloudwatch, aws_s3 as s3, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CapacitySize, ContainerImage, DeploymentStrategy, GuardedEndpoint, Guardrail, Model, ModelData, ModelSource } from 'cdk-guarded-endpoints';

export interface ChurnStackProps extends StackProps {
  /** The URI of the XGBoost image that serves the model. */
  readonly image: string;
}

/** Predicts which customers of a phone company are about to leave. */
export class ChurnStack extends Stack {
  constructor(scope: Construct, id: string, props: ChurnStackProps) {
    super(scope, id, props);

    const samples = s3.Bucket.fromBucketName(this, 'Samples', 'sagemaker-sample-files');
    const model = new Model(this, 'Model', {
      source: ModelSource.fromContainer({
        image: ContainerImage.fromUri(props.image),
        modelData: ModelData.fromBucket(samples, 'models/xgb-churn/xgb-churn-prediction-model.tar.gz'),
      }),
    });

    new GuardedEndpoint(this, 'Churn', {
      endpointName: 'churn',
      variants: [{ variantName: 'AllTraffic', model, instanceType: 'ml.m5.xlarge', initialInstanceCount: 3 }],
      strategy: DeploymentStrategy.canary({
        size: CapacitySize.instances(1),
        bakingPeriod: Duration.minutes(5),
        terminationWait: Duration.minutes(2),
        maximumExecutionTimeout: Duration.minutes(30),
      }),
      guardrails: [
        Guardrail.serverErrorRate({ thresholdPercent: 1 }),
        Guardrail.modelLatency({ threshold: Duration.millis(50), statistic: cloudwatch.Stats.p(99) }),
      ],
    });
  }
}
