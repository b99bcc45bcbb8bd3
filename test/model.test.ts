import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack, aws_ecr as ecr, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { newStack } from './declared';
import { ContainerImage, Model, ModelData, ModelSource, type ModelContainer } from '../src';

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/team/sagemaker-xgboost:0.90-1-cpu-py3';

function modelOf(container: (stack: Stack) => ModelContainer): Template {
  const stack = newStack();
  new Model(stack, 'Model', { source: ModelSource.fromContainer(container(stack)) });
  return Template.fromStack(stack);
}

/** What the stack's only role may do, but for what every execution role may. */
function permissionsToRead(template: Template): object[] {
  return Object.values(template.findResources('AWS::IAM::Policy'))
    .flatMap((policy) => policy.Properties.PolicyDocument.Statement)
    .filter((statement) => !/^(logs|cloudwatch):/.test([statement.Action].flat()[0]))
    .map(({ Effect: _effect, ...statement }) => statement);
}

describe('a container', () => {
  test('can have an image, data and an environment', () => {
    const template = modelOf((stack) => ({
      image: ContainerImage.fromUri(IMAGE),
      modelData: ModelData.fromBucket(s3.Bucket.fromBucketName(stack, 'Models', 'models'), 'churn/model.tar.gz'),
      environment: { SAGEMAKER_PROGRAM: 'inference.py' },
    }));
    template.hasResourceProperties('AWS::SageMaker::Model', {
      PrimaryContainer: { Image: IMAGE, ModelDataUrl: 's3://models/churn/model.tar.gz', Environment: { SAGEMAKER_PROGRAM: 'inference.py' } },
      Containers: Match.absent(),
    });
  });

  test('can have an image alone', () => {
    modelOf(() => ({ image: ContainerImage.fromUri(IMAGE) })).hasResourceProperties('AWS::SageMaker::Model', {
      PrimaryContainer: { Image: IMAGE, ModelDataUrl: Match.absent(), Environment: Match.absent() },
    });
  });

  test('can have an image of a repository of the app', () => {
    const template = modelOf((stack) => ({ image: ContainerImage.fromEcrRepository(new ecr.Repository(stack, 'Images'), '1.7') }));
    template.hasResourceProperties('AWS::SageMaker::Model', { PrimaryContainer: { Image: { 'Fn::Join': ['', Match.arrayWith([':1.7'])] } } });
    expect(permissionsToRead(template)[0]).toMatchObject({ Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Images/), 'Arn'] } });
  });

  test('can have data from this machine', () => {
    const directory = mkdtempSync(join(tmpdir(), 'model-'));
    const path = join(directory, 'model.tar.gz');
    writeFileSync(path, 'weights');
    try {
      const template = modelOf(() => ({ image: ContainerImage.fromUri(IMAGE), modelData: ModelData.fromAsset(path, { displayName: 'weights' }) }));
      template.hasResourceProperties('AWS::SageMaker::Model', {
        PrimaryContainer: { ModelDataUrl: { 'Fn::Join': ['', ['s3://', Match.anyValue(), Match.stringLikeRegexp('^/[0-9a-f]{64}.*\\.gz$')]] } },
      });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test('fails if the data is not an archive that SageMaker unpacks', () => {
    expect(() => ModelData.fromAsset('model.zip')).toThrow("path is 'model.zip', a file whose name ends in .tar.gz is needed");
  });
});

describe('several containers', () => {
  test('can answer one after the other', () => {
    const stack = newStack();
    const container = { image: ContainerImage.fromUri(IMAGE) };
    new Model(stack, 'Model', { source: ModelSource.fromPipeline([container, container]) });
    Template.fromStack(stack).hasResourceProperties('AWS::SageMaker::Model', {
      Containers: [{ Image: IMAGE }, { Image: IMAGE }], PrimaryContainer: Match.absent(),
    });
  });

  test.each([0, 16])('fails if there are %d', (count) => {
    expect(() => ModelSource.fromPipeline(Array.from({ length: count }, () => ({ image: ContainerImage.fromUri(IMAGE) }))))
      .toThrow(`the number of containers is ${count} items, 1 to 15 are allowed`);
  });
});

describe('a model package', () => {
  const arn = 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/7';

  test('can be a model', () => {
    const stack = newStack();
    new Model(stack, 'Model', { source: ModelSource.fromModelPackageArn(arn) });
    Template.fromStack(stack).hasResourceProperties('AWS::SageMaker::Model', { PrimaryContainer: { ModelPackageName: arn } });
  });

  test('fails if it is not the ARN of one', () => {
    expect(() => ModelSource.fromModelPackageArn('churn/7')).toThrow("'churn/7' is not the ARN of a model package");
  });
});

describe('the execution role', () => {
  test('may pull this image, read this object, and log; and nothing else', () => {
    const template = modelOf((stack) => ({
      image: ContainerImage.fromUri(IMAGE),
      modelData: ModelData.fromBucket(s3.Bucket.fromBucketName(stack, 'Models', 'models'), 'churn/model.tar.gz'),
    }));
    const partition = ['arn:', { Ref: 'AWS::Partition' }];
    expect(permissionsToRead(template)).toEqual([
      {
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Resource: { 'Fn::Join': ['', [...partition, ':ecr:us-east-1:683313688378:repository/team/sagemaker-xgboost']] },
      },
      { Action: 'ecr:GetAuthorizationToken', Resource: '*' },
      { Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [...partition, ':s3:::models/churn/model.tar.gz']] } },
      { Action: 's3:ListBucket', Resource: { 'Fn::Join': ['', [...partition, ':s3:::models']] } },
    ]);
    template.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'sagemaker.amazonaws.com' } }] } });
  });

  test.each([
    ['of another registry', 'registry.example.com/churn:1'],
    ['of Docker Hub', 'library/python:3'],
  ])('gets no permission to pull an image %s', (_name, uri) => {
    expect(permissionsToRead(modelOf(() => ({ image: ContainerImage.fromUri(uri) })))).toEqual([]);
  });

  test.each([
    ['by digest', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn@sha256:0123', ':ecr:eu-west-1:111122223333:repository/churn'],
    ['in China', '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/churn:1', ':ecr:cn-north-1:111122223333:repository/churn'],
    ['over FIPS', '111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com/churn:1', ':ecr:us-gov-west-1:111122223333:repository/churn'],
    ['without a tag', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn', ':ecr:eu-west-1:111122223333:repository/churn'],
  ])('may pull an image given %s', (_name, uri, resource) => {
    expect(permissionsToRead(modelOf(() => ({ image: ContainerImage.fromUri(uri) })))[0]).toMatchObject({ Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, resource]] } });
  });

  test('may decrypt data of a bucket whose key is known', () => {
    const template = modelOf((stack) => {
      const encryptionKey = new kms.Key(stack, 'Key');
      return { image: ContainerImage.fromUri(IMAGE), modelData: ModelData.fromBucket(new s3.Bucket(stack, 'Models', { encryptionKey }), 'model.tar.gz') };
    });
    expect(permissionsToRead(template)).toContainEqual({ Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } });
  });

  test('has another policy for another version, so that the one in service can be read while it is replaced', () => {
    const [before, after] = ['1', '2'].map((tag) => modelOf(() => ({ image: ContainerImage.fromUri(`111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn-${tag}`) })));
    const idsOf = (template: Template): string[] => Object.keys(template.findResources('AWS::IAM::Policy')).filter((logicalId) => /SourcePolicy/.test(logicalId));
    expect(idsOf(before)).toHaveLength(1);
    expect(idsOf(before)).not.toEqual(idsOf(after));
  });

  test('has its permissions before there is a model', () => {
    const template = modelOf(() => ({ image: ContainerImage.fromUri(IMAGE) }));
    const [model] = Object.values(template.findResources('AWS::SageMaker::Model'));
    expect(model.DependsOn).toEqual(expect.arrayContaining(Object.keys(template.findResources('AWS::IAM::Policy'))));
  });

  test('can be given, and then may read this model', () => {
    const stack = newStack();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
    const model = new Model(stack, 'Model', { role, source: ModelSource.fromContainer({ image: ContainerImage.fromUri(IMAGE) }) });
    const template = Template.fromStack(stack);
    expect(model.role).toBe(role);
    template.resourceCountIs('AWS::IAM::Role', 1);
    template.hasResourceProperties('AWS::IAM::Policy', { Roles: [{ Ref: Match.stringLikeRegexp('^Role') }] });
  });

  test('can be one that cannot be changed, which is left alone', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/serving', { mutable: false });
    new Model(stack, 'Model', { role, source: ModelSource.fromContainer({ image: ContainerImage.fromUri(IMAGE) }) });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::SageMaker::Model', { ExecutionRoleArn: 'arn:aws:iam::111122223333:role/serving' });
  });
});
