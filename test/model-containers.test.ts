import { aws_ec2 as ec2, aws_lambda as lambda, aws_s3 as s3, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { newStack } from './declared';
import { ContainerImage, Model, ModelData, ModelSource, type ModelContainer, type MultiModelOptions } from '../src';

const IMAGE = ContainerImage.fromUri('registry.example.com/churn:1');

function modelOf(container: (stack: Stack) => ModelContainer): Template {
  const stack = newStack();
  new Model(stack, 'Model', { source: ModelSource.fromContainer(container(stack)) });
  return Template.fromStack(stack);
}

describe('artifacts with a licence, or of a private hub', () => {
  test('say that the licence was accepted, and where the model may be deployed from', () => {
    const hubContentArn = 'arn:aws:sagemaker:eu-west-1:111122223333:hub-content/hub/Model/llama/1.0.0';
    modelOf((stack) => ({
      image: IMAGE, modelData: ModelData.fromPrefix(s3.Bucket.fromBucketName(stack, 'Models', 'models'), 'llama/', { acceptEula: true, hubContentArn }),
    })).hasResourceProperties('AWS::SageMaker::Model', {
      PrimaryContainer: {
        ModelDataSource: { S3DataSource: { S3Uri: 's3://models/llama/', ModelAccessConfig: { AcceptEula: true }, HubAccessConfig: { HubContentArn: hubContentArn } } },
      },
    });
  });
});

describe('the archives of many models', () => {
  const many = (options?: MultiModelOptions): Template => modelOf((stack) => (
    { image: IMAGE, modelData: ModelData.fromManyModels(s3.Bucket.fromBucketName(stack, 'Models', 'models'), 'all/', options) }));

  test('are what one container loads when it is asked for them, and what the role may read', () => {
    const template = many();
    template.hasResourceProperties('AWS::SageMaker::Model', {
      PrimaryContainer: { Mode: 'MultiModel', ModelDataUrl: 's3://models/all/', ModelDataSource: Match.absent(), MultiModelConfig: Match.absent() },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: 's3:GetObject', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::models/all/*']] } })]),
      },
    });
  });

  test('can be kept in memory or not', () => {
    many({ cacheModels: false }).hasResourceProperties('AWS::SageMaker::Model', { PrimaryContainer: { MultiModelConfig: { ModelCacheSetting: 'Disabled' } } });
    many({ cacheModels: true }).hasResourceProperties('AWS::SageMaker::Model', { PrimaryContainer: { MultiModelConfig: { ModelCacheSetting: 'Enabled' } } });
  });

  test('fail if the prefix does not end in a slash', () => {
    expect(() => ModelData.fromManyModels(s3.Bucket.fromBucketName(newStack(), 'Models', 'models'), 'all')).toThrow("ModelData.fromManyModels: prefix is 'all'");
  });
});

describe('several containers', () => {
  const made = (source: ModelSource): Template => {
    const stack = newStack();
    new Model(stack, 'Model', { source });
    return Template.fromStack(stack);
  };

  test('can be asked one by one, by their names', () => {
    made(ModelSource.fromDirectContainers([{ image: IMAGE, hostname: 'churn' }, { image: IMAGE, hostname: 'fraud' }]))
      .hasResourceProperties('AWS::SageMaker::Model', {
        InferenceExecutionConfig: { Mode: 'Direct' },
        Containers: [Match.objectLike({ ContainerHostname: 'churn' }), Match.objectLike({ ContainerHostname: 'fraud' })],
      });
  });

  test('can have names in a pipeline, too, which is not asked one by one', () => {
    made(ModelSource.fromPipeline([{ image: IMAGE, hostname: 'prepare' }, { image: IMAGE, hostname: 'predict' }]))
      .hasResourceProperties('AWS::SageMaker::Model', { InferenceExecutionConfig: Match.absent(), Containers: [Match.objectLike({ ContainerHostname: 'prepare' }), Match.anyValue()] });
  });

  test.each([
    ['1 of 2 containers have no hostname, by which requests ask for one', () => ModelSource.fromDirectContainers([{ image: IMAGE, hostname: 'churn' }, { image: IMAGE }])],
    ['1 of 2 containers have no hostname, and either all have one or none', () => ModelSource.fromPipeline([{ image: IMAGE, hostname: 'churn' }, { image: IMAGE }])],
    ["hostname 'churn' is that of several containers", () => ModelSource.fromDirectContainers([{ image: IMAGE, hostname: 'churn' }, { image: IMAGE, hostname: 'churn' }])],
    ["hostname is 'churn_1' (7 characters)", () => ModelSource.fromDirectContainers([{ image: IMAGE, hostname: 'churn_1' }])],
    ['the number of containers is 16 items', () => ModelSource.fromDirectContainers(Array.from({ length: 16 }, (_, index) => ({ image: IMAGE, hostname: `c${index}` })))],
  ])('fail: %s', (fault, build) => {
    expect(build).toThrow(fault);
  });
});

describe('a version in the model registry', () => {
  test('can have other environment variables, and be one of its inference specifications', () => {
    const stack = newStack();
    const arn = 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/7';
    const options = { environment: { LOG_LEVEL: 'debug' }, inferenceSpecificationName: 'compiled' };
    new Model(stack, 'Version', { source: ModelSource.fromModelPackageArn(arn, options) });
    new Model(stack, 'Latest', { source: ModelSource.fromLatestApproved('churn', { revision: '1', ...options }) });
    const models = Object.values(Template.fromStack(stack).findResources('AWS::SageMaker::Model'));
    expect(models.map(({ Properties }) => Properties.PrimaryContainer)).toEqual(
      Array(2).fill({ ModelPackageName: expect.anything(), Environment: { LOG_LEVEL: 'debug' }, InferenceSpecificationName: 'compiled' }));
  });
});

describe('an image of a private registry', () => {
  test('is pulled through the network, with credentials of a function that the role may call', () => {
    const stack = newStack();
    const credentialsProvider = lambda.Function.fromFunctionArn(stack, 'Credentials', 'arn:aws:lambda:eu-west-1:111122223333:function:credentials');
    new Model(stack, 'Model', {
      source: ModelSource.fromContainer({ image: ContainerImage.fromPrivateRegistry('registry.internal:5000/churn:1', { credentialsProvider }) }),
      vpc: new ec2.Vpc(stack, 'Vpc'),
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::SageMaker::Model', {
      PrimaryContainer: {
        Image: 'registry.internal:5000/churn:1',
        ImageConfig: { RepositoryAccessMode: 'Vpc', RepositoryAuthConfig: { RepositoryCredentialsProviderArn: credentialsProvider.functionArn } },
      },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: 'lambda:InvokeFunction', Resource: credentialsProvider.functionArn })] },
    });
  });

  test('fails without a network', () => {
    expect(() => modelOf(() => ({ image: ContainerImage.fromPrivateRegistry('registry.internal:5000/churn:1') }))).toThrow('ContainerImage.fromPrivateRegistry needs vpc');
  });
});
