import { App } from 'aws-cdk-lib';
import { PipelineStack } from './pipeline-stack';

const app = new App();
new PipelineStack(app, 'ChurnPipeline', {
  env: { account: '111111111111', region: 'eu-west-1' },
  repository: 'example/churn',
  connectionArn: 'arn:aws:codeconnections:eu-west-1:111111111111:connection/00000000-0000-0000-0000-000000000000',
  modelPackageGroupName: 'churn',
  modelPackageArn: app.node.tryGetContext('modelPackageArn') ?? 'arn:aws:sagemaker:eu-west-1:111111111111:model-package/churn/1',
  artifactsBucketName: 'example-churn-models',
  imageRepositoryArn: 'arn:aws:ecr:eu-west-1:111111111111:repository/churn-serving',
  test: { account: '222222222222', region: 'eu-west-1' },
  production: { account: '333333333333', region: 'eu-west-1' },
});
