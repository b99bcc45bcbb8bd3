import { App } from 'aws-cdk-lib';
import { ChurnStack } from './churn-stack';

const BASELINE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:0.90-1-cpu-py3';

const app = new App();
new ChurnStack(app, 'Churn', {
  image: app.node.tryGetContext('image') ?? BASELINE,
  env: { region: 'us-east-1' },
});
