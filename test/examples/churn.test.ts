import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ChurnStack } from '../../examples/churn/churn-stack';
import { SERVICE_MODELS } from '../../src/simulator/api/service-model.generated';
import { violations } from '../../src/simulator/api/validate';
import { deploymentConfigOf, warningsOf } from '../declared';

describe('the churn example', () => {
  const stack = new ChurnStack(new App(), 'Churn', { image: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.2-1', env: { region: 'us-east-1' } });
  const template = Template.fromStack(stack);

  test('asks for this update', () => {
    expect(deploymentConfigOf(stack)).toMatchSnapshot();
  });

  test('is guarded by these alarms', () => {
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties: { Dimensions, ...properties } }) => ({
      ...properties,
      Dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }: { Name: string; Value: unknown }) => [Name, typeof Value === 'string' ? Value : '(the new config)'])),
    }));
    expect(alarms).toMatchSnapshot();
  });

  test('asks for nothing that the services would refuse', () => {
    expect(violations(SERVICE_MODELS.sagemaker, 'DeploymentConfig', deploymentConfigOf(stack))).toEqual([]);
    for (const { Properties } of Object.values(template.findResources('AWS::CloudWatch::Alarm'))) {
      const Dimensions = Properties.Dimensions.map(({ Name, Value }: { Name: string; Value: unknown }) => ({ Name, Value: typeof Value === 'string' ? Value : 'config' }));
      expect(violations(SERVICE_MODELS.cloudwatch, 'PutMetricAlarmInput', { ...Properties, Dimensions })).toEqual([]);
    }
    for (const { Properties } of Object.values(template.findResources('AWS::SageMaker::EndpointConfig'))) {
      const ProductionVariants = Properties.ProductionVariants.map((variant: object) => ({ ...variant, ModelName: 'model' }));
      expect(violations(SERVICE_MODELS.sagemaker, 'CreateEndpointConfigInput', { EndpointConfigName: 'config', ProductionVariants })).toEqual([]);
    }
    const [model] = Object.values(template.findResources('AWS::SageMaker::Model'));
    expect(violations(SERVICE_MODELS.sagemaker, 'CreateModelInput', {
      ...model.Properties, ModelName: 'model', ExecutionRoleArn: 'arn:aws:iam::111122223333:role/serving',
    })).toEqual([]);
  });

  test('is free of warnings', () => {
    expect(warningsOf(stack)).toEqual([]);
  });
});
