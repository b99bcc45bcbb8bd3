import { Duration, Stack, Stage, aws_ecr as ecr, aws_s3 as s3, type StageProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CapacitySize, DeploymentStrategy, GuardedEndpoint, Guardrail, Model, ModelSource } from 'cdk-guarded-endpoints';

export interface ChurnStageProps extends StageProps {
  /** The version of the model, approved in the model registry. */
  readonly modelPackageArn: string;
  /** The bucket with the artifacts of all versions. */
  readonly artifactsBucketName: string;
  /** The repository with their images. */
  readonly imageRepositoryArn: string;
  /** The number of instances, the one thing in which the accounts differ. */
  readonly initialInstanceCount: number;
}

/** The endpoint as it is deployed to each account, with the same strategy in all of them. */
export class ChurnStage extends Stage {
  constructor(scope: Construct, id: string, props: ChurnStageProps) {
    super(scope, id, props);
    const stack = new Stack(this, 'Churn');
    const model = new Model(stack, 'Model', { source: ModelSource.fromModelPackageArn(props.modelPackageArn) });
    // What a version is made of is not in the template, so the role is told. The account of the registry has to share all three with this one:
    // https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-deploy-xaccount.html
    s3.Bucket.fromBucketName(stack, 'Artifacts', props.artifactsBucketName).grantRead(model);
    ecr.Repository.fromRepositoryArn(stack, 'Images', props.imageRepositoryArn).grantPull(model);
    new GuardedEndpoint(stack, 'Endpoint', {
      endpointName: 'churn',
      variants: [{ model, instanceType: 'ml.m5.xlarge', initialInstanceCount: props.initialInstanceCount }],
      strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(5) }),
      guardrails: [Guardrail.serverErrorRate(), Guardrail.clientErrorRateIncrease({ thresholdPercentagePoints: 5 })],
    });
  }
}
