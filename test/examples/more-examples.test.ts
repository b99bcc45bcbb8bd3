import { App, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AbStack } from '../../examples/ab/ab-stack';
import { PipelineStack } from '../../examples/pipeline/pipeline-stack';
import { ShadowStack } from '../../examples/shadow/shadow-stack';
import { SERVICE_MODELS } from '../../src/simulator/api/service-model.generated';
import { violations } from '../../src/simulator/api/validate';
import { deploymentConfigOf, warningsOf } from '../declared';

const env = { region: 'us-east-1' };

describe('the A/B example', () => {
  const stack = new AbStack(new App(), 'Ab', { env });

  test('rolls back by two alarms of each variant, and reports by one', () => {
    expect(deploymentConfigOf(stack).AutoRollbackConfiguration?.Alarms).toHaveLength(4);
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 5);
  });

  test('is free of warnings, and asks for what the service accepts', () => {
    expect(warningsOf(stack)).toEqual([]);
    expect(violations(SERVICE_MODELS.sagemaker, 'DeploymentConfig', deploymentConfigOf(stack))).toEqual([]);
  });
});

describe('the shadow example', () => {
  const stack = new ShadowStack(new App(), 'Shadow', { env });

  test('copies a fifth of the requests', () => {
    Template.fromStack(stack).hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      ProductionVariants: [Match.objectLike({ InitialVariantWeight: 1 })],
      ShadowProductionVariants: [Match.objectLike({ VariantName: 'Next', InitialVariantWeight: 0.2 })],
    });
  });

  test('is free of warnings', () => {
    expect(warningsOf(stack)).toEqual([]);
  });
});

describe('the pipeline example', () => {
  const [rehearsed, production] = [{ account: '222222222222', region: 'eu-west-1' }, { account: '333333333333', region: 'eu-west-1' }];
  const stack = new PipelineStack(new App(), 'Pipeline', {
    env: { account: '111111111111', region: 'eu-west-1' },
    repository: 'example/churn',
    connectionArn: 'arn:aws:codeconnections:eu-west-1:111111111111:connection/00000000-0000-0000-0000-000000000000',
    modelPackageGroupName: 'churn',
    modelPackageArn: 'arn:aws:sagemaker:eu-west-1:111111111111:model-package/churn/7',
    artifactsBucketName: 'example-churn-models',
    imageRepositoryArn: 'arn:aws:ecr:eu-west-1:111111111111:repository/churn-serving',
    test: rehearsed,
    production,
  });
  const template = Template.fromStack(stack);

  test('starts when a version is approved', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { 'detail-type': ['SageMaker Model Package State Change'], 'detail': { ModelPackageGroupName: ['churn'], ModelApprovalStatus: ['Approved'] } },
    });
  });

  test('rehearses before the test account, and asks before the production account', () => {
    const [{ Properties }] = Object.values(template.findResources('AWS::CodePipeline::Pipeline'));
    const stages = Properties.Stages.map(({ Name, Actions }: { Name: string; Actions: Array<{ Name: string }> }) => [Name, Actions[0].Name]);
    expect(stages.slice(-2)).toEqual([['Test', 'Rehearse'], ['Production', 'Release']]);
  });

  test('is free of warnings, with which its own `cdk synth --strict` would fail', () => {
    const messages = stack.node.findAll().flatMap((child) => child.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data));
    expect(messages).toEqual([]);
  });

  test('rehearses every stage with the command line', () => {
    const specs = Object.values(template.findResources('AWS::CodeBuild::Project')).map(({ Properties }) => JSON.stringify(Properties.Source.BuildSpec));
    expect(specs.filter((spec) => /for assembly in assembly-\*; do repository\/node_modules\/\.bin\/guarded-endpoint rehearse \$assembly/.test(spec))).toHaveLength(1);
  });

  test('deploys the version with the same update to both accounts', () => {
    const stacks = stack.node.findAll().filter((child): child is Stack => Stack.isStack(child) && Stage.of(child) !== stack.node.root);
    const endpoints = stacks.filter((each) => each.stackName.endsWith('Churn'));
    expect(endpoints.map((each) => each.account)).toEqual([rehearsed.account, production.account]);
    const [first, second] = endpoints.map((each) => deploymentConfigOf(each));
    expect(first).toEqual(second);
    endpoints.forEach((each) => {
      expect(warningsOf(each)).toEqual([]);
      Template.fromStack(each).hasResourceProperties('AWS::SageMaker::Model', {
        PrimaryContainer: { ModelPackageName: 'arn:aws:sagemaker:eu-west-1:111111111111:model-package/churn/7' },
      });
    });
  });

  test('has the model read what the version is made of, which is in the account of the registry', () => {
    stack.node.findAll().filter((child): child is Stack => Stack.isStack(child) && child.stackName.endsWith('Churn')).forEach((each) => {
      Template.fromStack(each).hasResourceProperties('AWS::IAM::Policy', {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Action: Match.arrayWith(['s3:GetObject*']) }),
            Match.objectLike({ Action: Match.arrayWith(['ecr:BatchGetImage']), Resource: 'arn:aws:ecr:eu-west-1:111111111111:repository/churn-serving' }),
          ]),
        },
      });
      Template.fromStack(each).hasResource('AWS::SageMaker::Model', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ModelRoleDefaultPolicy')]) });
    });
  });
});
