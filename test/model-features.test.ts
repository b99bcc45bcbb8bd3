import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as alpha from '@aws-cdk/aws-sagemaker-alpha';
import { aws_ec2 as ec2, aws_ecr as ecr, aws_iam as iam, aws_s3 as s3, Stack, type StackProps } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newStack, warningsOf } from './declared';
import { ContainerImage, Model, ModelData, ModelSource, type ModelContainer, type ModelProps, type VariantOptions } from '../src';

const IMAGE = ContainerImage.fromUri('registry.example.com/churn:1');

function modelOf(container: (stack: Stack) => ModelContainer, props: (stack: Stack) => Partial<ModelProps> = () => ({}), env?: StackProps['env']): Template {
  const stack = newStack({ env });
  new Model(stack, 'Model', { source: ModelSource.fromContainer(container(stack)), ...props(stack) });
  return Template.fromStack(stack);
}

function allows(template: Template, action: string, resource: unknown): void {
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith([action]), Resource: resource })]) },
  });
}

describe('an image', () => {
  test('can be a Deep Learning Container of the stack\'s region', () => {
    const template = modelOf(() => ({ image: ContainerImage.fromDlc('pytorch-inference', '2.6.0-cpu-py312') }), undefined, { region: 'eu-west-1' });
    template.hasResourceProperties('AWS::SageMaker::Model', {
      PrimaryContainer: {
        Image: { 'Fn::Join': ['', ['763104351884.dkr.ecr.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/pytorch-inference:2.6.0-cpu-py312']] },
      },
    });
    allows(template, 'ecr:BatchGetImage', {
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecr:eu-west-1:763104351884:repository/pytorch-inference']],
    });
  });

  test('can be one of another account, or of whichever region the stack is deployed to', () => {
    modelOf(() => ({ image: ContainerImage.fromDlc('djl-inference', '0.33', '111122223333') }), undefined, { region: 'eu-west-1' })
      .hasResourceProperties('AWS::SageMaker::Model', { PrimaryContainer: { Image: { 'Fn::Join': ['', Match.arrayWith(['111122223333.dkr.ecr.eu-west-1.'])] } } });
    modelOf(() => ({ image: ContainerImage.fromDlc('djl-inference', '0.33') })).hasMapping('*', { 'eu-west-1': { value: '763104351884' } });
  });

  test('can be built from a directory, and pulled', () => {
    const directory = mkdtempSync(join(tmpdir(), 'image-'));
    writeFileSync(join(directory, 'Dockerfile'), 'FROM scratch\n');
    const template = modelOf(() => ({ image: ContainerImage.fromAsset(directory) }));
    rmSync(directory, { recursive: true });
    template.hasResourceProperties('AWS::SageMaker::Model', { PrimaryContainer: { Image: { 'Fn::Sub': Match.stringLikeRegexp('dkr\\.ecr\\..+:[0-9a-f]{64}$') } } });
    allows(template, 'ecr:BatchGetImage', Match.anyValue());
  });

  test('can be one of another library, pulled as that library has it, by several containers', () => {
    const stack = newStack({ env: { region: 'eu-west-1' } });
    const image = ContainerImage.fromOtherLibrary(alpha.ContainerImage.fromDlc('pytorch-inference', '2.6.0-cpu-py312'));
    const own = ContainerImage.fromOtherLibrary(alpha.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Repository', 'team/churn'), '7'));
    new Model(stack, 'Model', { source: ModelSource.fromPipeline([{ image }, { image }, { image: own }]) });
    const template = Template.fromStack(stack);
    const uri = (prefix: string, suffix: string): object => ({ Image: { 'Fn::Join': ['', [expect.stringContaining(prefix), { Ref: 'AWS::URLSuffix' }, suffix]] } });
    const [{ Properties }] = Object.values(template.findResources('AWS::SageMaker::Model'));
    expect(Properties.Containers.slice(0, 2)).toEqual(Array(2).fill(uri('763104351884.dkr.ecr.eu-west-1.', '/pytorch-inference:2.6.0-cpu-py312')));
    expect(JSON.stringify(Properties.Containers[2])).toContain('/team/churn:7');
    for (const repository of ['ecr:eu-west-1:763104351884:repository/pytorch-inference', 'repository/team/churn']) {
      template.hasResourceProperties('AWS::IAM::Policy', {
        PolicyDocument: {
          Statement: Match.arrayWith([Match.objectLike({
            Action: Match.arrayWith(['ecr:BatchGetImage']), Resource: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(repository)])] },
          })]),
        },
      });
    }
  });
});

describe('the latest approved version', () => {
  const source = (revision = '1') => ModelSource.fromLatestApproved('churn', { revision });

  test('is looked up while the stack is deployed, by the updater of the stack', () => {
    const stack = newStack();
    new Model(stack, 'Model', { source: source('build-7') });
    const template = Template.fromStack(stack);
    const [[id, resource]] = Object.entries(template.findResources('Custom::LatestApprovedModelPackage'));
    expect(resource.Properties).toEqual({
      ServiceToken: { 'Fn::GetAtt': [expect.stringMatching(/^GuardedEndpointUpdaterFunction/), 'Arn'] },
      ServiceTimeout: '300',
      ModelPackageGroup: 'churn',
      Revision: 'build-7',
    });
    template.hasResourceProperties('AWS::SageMaker::Model', { PrimaryContainer: { ModelPackageName: { 'Fn::GetAtt': [id, 'ModelPackageArn'] } } });
    expect(resource.DependsOn).toEqual([expect.stringMatching(/^GuardedEndpointUpdaterRegistryPolicy/)]);
  });

  test('costs a stack that has an updater one resource for each model, and one for all', () => {
    expect(resourcesOf(2) - resourcesOf(0)).toBe(2 * 2 + 1);
  });

  test.each([
    ['no group', () => ModelSource.fromLatestApproved('model-package/churn/7', { revision: '1' }), "'model-package/churn/7' is neither the name nor the ARN"],
    ['an empty revision', () => source(''), 'revision is empty, so that an approval would never be seen again'],
    ['an environment variable that is not set', () => ModelSource.fromLatestApproved('churn', { revision: process.env.NOT_THERE! }), 'revision is undefined'],
  ])('fails with %s', (_what, made, message) => {
    expect(made).toThrow(`ModelSource.fromLatestApproved: ${message}`);
  });

  function resourcesOf(models: number): number {
    const stack = newStack();
    newEndpoint(stack);
    for (let model = 0; model < models; model++) {
      new Model(stack, `Latest${model}`, { source: source(), role: iam.Role.fromRoleName(stack, `Role${model}`, 'models') });
    }
    return Object.keys(Template.fromStack(stack).toJSON().Resources).length;
  }
});

describe('model data', () => {
  test('can be objects as they are, which the role may read', () => {
    const template = modelOf((stack) => ({ image: IMAGE, modelData: ModelData.fromPrefix(s3.Bucket.fromBucketName(stack, 'Models', 'models'), 'llm/7/') }));
    template.hasResourceProperties('AWS::SageMaker::Model', {
      PrimaryContainer: {
        ModelDataUrl: Match.absent(),
        ModelDataSource: { S3DataSource: { S3Uri: 's3://models/llm/7/', S3DataType: 'S3Prefix', CompressionType: 'None' } },
      },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: 's3:GetObject', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::models/llm/7/*']] },
        })]),
      },
    });
  });

  test('can be one object as it is, the only one that the role may read', () => {
    const template = modelOf((stack) => ({ image: IMAGE, modelData: ModelData.fromObject(s3.Bucket.fromBucketName(stack, 'Models', 'models'), 'churn/7.onnx') }));
    template.hasResourceProperties('AWS::SageMaker::Model', {
      PrimaryContainer: { ModelDataSource: { S3DataSource: { S3Uri: 's3://models/churn/7.onnx', S3DataType: 'S3Object', CompressionType: 'None' } } },
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: 's3:GetObject', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::models/churn/7.onnx']] },
        })]),
      },
    });
  });

  test('fails if an object\'s key ends in a slash', () => {
    const bucket = s3.Bucket.fromBucketName(newStack(), 'Models', 'models');
    expect(() => ModelData.fromObject(bucket, 'llm/7/')).toThrow('use ModelData.fromPrefix for all objects beneath it');
  });

  test('fails if a prefix does not end in a slash', () => {
    const bucket = s3.Bucket.fromBucketName(newStack(), 'Models', 'models');
    expect(() => ModelData.fromPrefix(bucket, 'llm/7')).toThrow("prefix is 'llm/7', one that ends in a slash is needed; use 'llm/7/'");
  });
});

describe('a network', () => {
  const container = (): ModelContainer => ({ image: IMAGE });

  test('can be the user\'s own, with a security group for the containers', () => {
    const stack = newStack({ env: { region: 'eu-west-1', account: '111122223333' } });
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const model = new Model(stack, 'Model', { source: ModelSource.fromContainer(container()), vpc });
    model.connections.allowFromAnyIpv4(ec2.Port.tcp(443));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::SageMaker::Model', {
      VpcConfig: { SecurityGroupIds: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^ModelSecurityGroup'), 'GroupId'] }], Subnets: Match.anyValue() },
      EnableNetworkIsolation: Match.absent(),
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [Match.objectLike({ FromPort: 443 })] });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['ec2:CreateNetworkInterface']) })]) },
    });
  });

  test('can be the user\'s own, from which containers reach only what they are allowed to', () => {
    const stack = newStack({ env: { region: 'eu-west-1', account: '111122223333' } });
    new Model(stack, 'Model', { source: ModelSource.fromContainer(container()), vpc: new ec2.Vpc(stack, 'Vpc'), allowAllOutbound: false });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })] });
  });

  test('can be none at all', () => {
    modelOf(container, () => ({ networkIsolation: true })).hasResourceProperties('AWS::SageMaker::Model', { EnableNetworkIsolation: true, VpcConfig: Match.absent() });
  });

  test('fails if there are subnets and no network, and if there are no connections', () => {
    expect(() => modelOf(container, () => ({ vpcSubnets: {} }))).toThrow("Model 'Stack/Model': vpcSubnets needs vpc");
    expect(() => modelOf(container, () => ({ allowAllOutbound: false }))).toThrow("Model 'Stack/Model': allowAllOutbound needs vpc");
    expect(() => modelOf(container, (stack) => ({ vpc: new ec2.Vpc(stack, 'Vpc'), securityGroups: [], allowAllOutbound: false })))
      .toThrow('allowAllOutbound is of the security group that the model makes');
    const model = new Model(newStack(), 'Model', { source: ModelSource.fromContainer(container()) });
    expect(() => model.connections).toThrow("model 'Stack/Model' is in no network of yours");
  });
});

describe('a model that is made elsewhere', () => {
  const served = (model: (stack: Stack) => VariantOptions['model']): unknown => {
    const stack = newStack();
    newEndpoint(stack, { variants: [{ model: model(stack), instanceType: 'ml.m5.xlarge' }] });
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::SageMaker::EndpointConfig'));
    return Properties.ProductionVariants[0].ModelName;
  };

  test('can be served by its name, or by its ARN', () => {
    expect(served((stack) => Model.fromModelName(stack, 'Imported', 'Churn-2026-11'))).toBe('Churn-2026-11');
    expect(served((stack) => Model.fromModelArn(stack, 'Imported', 'arn:aws:sagemaker:eu-west-1:111122223333:model/churn'))).toBe('churn');
  });

  test('has its role read the alarms, where that is known', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleName(stack, 'Serving', 'serving');
    newEndpoint(stack, { variants: [{ model: Model.fromModelAttributes(stack, 'Imported', { modelName: 'churn-7', role }), instanceType: 'ml.m5.xlarge' }] });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: [Match.objectLike({ Action: 'cloudwatch:DescribeAlarms' })] }, Roles: ['serving'] });
    template.hasResourceProperties('AWS::SageMaker::EndpointConfig', { ProductionVariants: [Match.objectLike({ ModelName: 'churn-7' })] });
    expect(warningsOf(stack)).toEqual([]);
  });

  test('fails if the ARN is that of something else', () => {
    expect(() => Model.fromModelArn(newStack(), 'Imported', 'arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn')).toThrow('is not the ARN of a model');
  });
});
