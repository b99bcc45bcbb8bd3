import { Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newModel, newStack, newVariant } from './declared';
import { ContainerImage, Model, ModelData, ModelSource, type GuardedEndpointProps } from '../src';

function withProps(props: (stack: Stack) => Partial<GuardedEndpointProps>): Template {
  const stack = newStack();
  newEndpoint(stack, props(stack));
  return Template.fromStack(stack);
}

describe('a shadow variant', () => {
  const shadow = (stack: Stack): Partial<GuardedEndpointProps> => (
    { shadowVariants: [{ model: newModel(stack, 'Next'), instanceType: 'ml.m5.xlarge', samplingPercent: 20 }] });

  test('reaches the config, and its model may write what is captured', () => {
    const template = withProps((stack) => ({ ...shadow(stack), dataCapture: { bucket: new s3.Bucket(stack, 'Bucket') } }));
    template.hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      ShadowProductionVariants: [{ VariantName: 'Shadow', InitialVariantWeight: 0.2, InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 2 }],
    });
    const writers = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) => JSON.stringify(Properties).includes('s3:PutObject'));
    expect(writers.map(({ Properties }) => Properties.Roles)).toEqual([[expect.anything(), expect.anything()]]);
  });

  // https://docs.aws.amazon.com/sagemaker/latest/dg/shadow-tests-exclusions.html
  test('fails on an asynchronous endpoint, and for a model of several containers or of many models', () => {
    expect(() => withProps((stack) => ({ ...shadow(stack), asyncInference: { bucket: new s3.Bucket(stack, 'B') } })))
      .toThrow('shadowVariants are given with asyncInference, and the service does not shadow asynchronous requests');
    const image = ContainerImage.fromUri('registry.example.com/churn:1');
    expect(() => withProps((stack) => ({
      ...shadow(stack), variants: [newVariant(stack, { model: new Model(stack, 'Two', { source: ModelSource.fromPipeline([{ image }, { image }]) }) })],
    }))).toThrow("the model of variant 'AllTraffic' has 2 containers, and the service does not shadow that");
    expect(() => withProps((stack) => {
      const modelData = ModelData.fromManyModels(s3.Bucket.fromBucketName(stack, 'Models', 'models'), 'all/');
      const model = new Model(stack, 'Many', { source: ModelSource.fromContainer({ image, modelData }) });
      return { shadowVariants: [{ model, instanceType: 'ml.m5.xlarge' }] };
    })).toThrow("the model of variant 'Shadow' has the archives of many models, and the service does not shadow that");
  });
});
