import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CustomResource, Stack, aws_lambda as lambda, aws_s3 as s3, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId, Provider } from 'aws-cdk-lib/custom-resources';
import { readStack } from '../../src/rehearsal/assembly';
import { rehearse, type RehearsalResult } from '../../src/rehearsal/rehearse';
import { DEFAULT_SCENARIO } from '../../src/rehearsal/scenario/default-scenario';

// Templates as others write them: by hand, for SAM, with nested stacks and with custom resources of their own.
const FIXTURES = join(__dirname, 'fixtures', 'foreign');
const directory = mkdtempSync(join(tmpdir(), 'foreign-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const GUARDED = ['inService', 'rolledBack', 'inService'];
const UNGUARDED = ['inService', 'inService', 'inService'];
const FAILED = ['failed', 'failed', 'failed'];

describe('a template from elsewhere is rehearsed', () => {
  test('with every intrinsic function in its short form, conditions, mappings and a condition\'s resource', async () => {
    const result = await rehearsed('intrinsics.yaml');
    expect(outcomes(result)).toEqual(GUARDED);
    expect(reasons(result)).toEqual([]);
    expect(result.standIns.map(({ logicalId }) => logicalId).sort()).toEqual(['Bucket', 'Group', 'Role', 'Subnet', 'Vpc']);
  });

  test('with another value of a parameter, which a condition reads: no guard in development', async () => {
    expect(outcomes(await rehearsed('intrinsics.yaml', { parameters: { Env: 'dev', Instances: 2 } }))).toEqual(GUARDED);
    await expect(rehearsed('intrinsics.yaml', { parameters: { Env: 'test' } })).rejects.toThrow("parameter 'Env' is 'test', the template allows dev, prod");
    await expect(rehearsed('intrinsics.yaml', { parameters: { Instances: 99 } })).rejects.toThrow("parameter 'Instances' is '99', the template allows numbers from 1 to 20");
    await expect(rehearsed('intrinsics.yaml', { parameters: { Env: 'dev', Stage: 'x' } })).rejects.toThrow(/^the template has no parameter 'Stage', there are Env, Instances/);
  });

  test('with metric math, a composite alarm as the guard, and a stand-in for what is not simulated', async () => {
    const result = await rehearsed('alarms.yaml');
    expect(outcomes(result)).toEqual(GUARDED);
    expect(result.versions[1].deployment.alarms).toEqual(['ratio', 'any']);
    expect(reasons(result)).toEqual([['Anomaly', 'ThresholdMetricId is not simulated: there is no anomaly detection. Use Threshold.']]);
  });

  test('as SAM has it: globals are left alone, and its resources get stand-ins', async () => {
    const result = await rehearsed('sam.yaml');
    expect(outcomes(result)).toEqual(UNGUARDED);
    expect(result.standIns).toContainEqual({ logicalId: 'Caller', type: 'AWS::Serverless::Function' });
  });

  test('with a stack in a file beside it, which is updated and taken back with it', async () => {
    const result = await rehearsed('nested.yaml');
    expect(outcomes(result)).toEqual(UNGUARDED);
    expect(result.versions.map(({ deployment }) => deployment.servingVersions)).toEqual([['before'], ['bad'], ['good']]);
  });

  test('in full, however large it is', async () => {
    const roles = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`Role${index}`, {
      Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, Description: 'x'.repeat(200) },
    }]));
    const large = write('large_template.json', JSON.stringify({
      Resources: {
        ...roles,
        Model: { Type: 'AWS::SageMaker::Model', Properties: { ExecutionRoleArn: { 'Fn::GetAtt': 'Role7.Arn' }, PrimaryContainer: { Image: 'churn:1' } } },
        Config: {
          Type: 'AWS::SageMaker::EndpointConfig',
          Properties: {
            ProductionVariants: [{
              VariantName: 'v', ModelName: { 'Fn::GetAtt': ['Model', 'ModelName'] }, InstanceType: 'ml.m5.large', InitialInstanceCount: '2', InitialVariantWeight: '1.0',
            }],
          },
        },
        Endpoint: { Type: 'AWS::SageMaker::Endpoint', Properties: { EndpointConfigName: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] } } },
      },
    }));
    expect(readFileSync(large).byteLength).toBeGreaterThan(51_200);
    expect(outcomes(await rehearsed(large))).toEqual(UNGUARDED);
  });
});

describe('custom resources of others', () => {
  let result: RehearsalResult;
  beforeAll(async () => {
    result = await rehearsed('custom_resources.yaml');
  }, 30_000);

  test('are run where they can be, with cfn-response or with their own https; the rest gets stand-ins, and says why', () => {
    expect(outcomes(result)).toEqual(UNGUARDED);
    expect(reasons(result)).toEqual([
      ['OutsideAnswer', 'example.com is not on this machine'],
      ['ProgramAnswer', 'starting other programs is not simulated'],
      ['PythonAnswer', 'its function is not Node.js code of this assembly'],
      ['SdkAnswer', "Cannot find module '@aws-sdk/client-s3'"],
      ['TopicBacked', 'its function is not Node.js code of this assembly'],
    ]);
  });
});

describe('an app that uses the CDK\'s own custom resources', () => {
  test('has stand-ins for those that call AWS, and their attributes made up', async () => {
    const app = new App({ outdir: join(directory, 'cdk.out'), analyticsReporting: false });
    const stack = new Stack(app, 'Customs');
    const bucket = new s3.Bucket(stack, 'Bucket');
    new BucketDeployment(stack, 'Files', { sources: [Source.data('a.txt', 'a')], destinationBucket: bucket });
    const parameter = new AwsCustomResource(stack, 'Parameter', {
      onUpdate: { service: 'SSM', action: 'getParameter', parameters: { Name: '/image' }, physicalResourceId: PhysicalResourceId.of('parameter') },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }),
    });
    const handler = new lambda.Function(stack, 'Handler', {
      runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => ({ Data: { Answer: 42 } });'),
    });
    const answer = new CustomResource(stack, 'Answer', { serviceToken: new Provider(stack, 'Provider', { onEventHandler: handler }).serviceToken });
    const model = new sagemaker.CfnModel(stack, 'Model', {
      executionRoleArn: 'arn:aws:iam::123456789012:role/r',
      primaryContainer: { image: 'churn:1', environment: { IMAGE: parameter.getResponseField('Parameter.Value'), ANSWER: answer.getAttString('Answer') } },
    });
    const config = new sagemaker.CfnEndpointConfig(stack, 'Config', {
      productionVariants: [{ variantName: 'v', modelName: model.attrModelName, instanceType: 'ml.m5.large', initialInstanceCount: 1, initialVariantWeight: 1 }],
    });
    new sagemaker.CfnEndpoint(stack, 'Endpoint', { endpointConfigName: config.attrEndpointConfigName });
    const result = await rehearsed(app.synth().directory);
    expect(outcomes(result)).toEqual(UNGUARDED);
    expect(result.standIns.filter(({ type, reason }) => reason !== undefined && /Custom/.test(type)).map(({ type }) => type).sort()).toEqual([
      'AWS::CloudFormation::CustomResource', 'Custom::AWS', 'Custom::CDKBucketDeployment',
    ]);
  });
});

describe('what the account would know', () => {
  const GIVEN = { 'ImageUri': 'churn:1', 'RoleArn': 'arn:aws:iam::123456789012:role/r', 'ssm:/churn/instance-type': 'ml.m5.large', 'ssm:/churn/count': '3' };

  test('has to be given where there is no default', async () => {
    await expect(rehearsed('parameters.yaml')).rejects.toThrow('parameters ImageUri, RoleArn of the template have no default; give a value: --parameters ImageUri=...');
    await expect(rehearsed('parameters.yaml', { parameters: { ...GIVEN, RoleArn: 'role' } })).rejects.toThrow(/^parameter 'RoleArn' is 'role', which is not of the form/);
  });

  test('is taken from what is given of Systems Manager\'s parameters, and listed where it is not known', async () => {
    const known = await rehearsed('parameters.yaml', { parameters: GIVEN });
    expect(outcomes(known)).toEqual(UNGUARDED);
    expect(reasons(known)).toEqual([
      ['{{resolve:secretsmanager:db:SecretString:pw}}', 'its value is not known here'],
      ['{{resolve:ssm:/churn/v:2}}', 'its value is not known here'],
    ]);
    const { 'ssm:/churn/instance-type': _type, ...rest } = GIVEN;
    const unknown = await rehearsed('parameters.yaml', { parameters: rest });
    expect(outcomes(unknown)).toEqual(FAILED);
    expect(reasons(unknown)).toContainEqual(['InstanceType', "its value is taken to be '/churn/instance-type'"]);
  });

  test('is what other stacks export, too', async () => {
    const { versions } = await rehearsed('import.yaml');
    expect(versions[0].deployment.failure).toEqual({
      logicalId: 'Model',
      reason: "no stack here exports 'shared-RoleArn', there are none; say what another one exports: --parameters import:shared-RoleArn=...",
    });
    expect(outcomes(await rehearsed('import.yaml', { parameters: { 'import:shared-RoleArn': GIVEN.RoleArn } }))).toEqual(UNGUARDED);
  });
});

describe('names that the template fixes', () => {
  const original = readFileSync(join(FIXTURES, 'named.yaml'), 'utf8');

  test('stand for other ones in each version of the same template', async () => {
    expect(outcomes(await rehearsed('named.yaml'))).toEqual(GUARDED);
  });

  test('fail the update to a template that keeps them and changes what they name, as in CloudFormation', async () => {
    const changed = await rehearsed(write('changed.yaml', original.replace("'churn:1'", "'churn:2'")), {}, 'named.yaml');
    expect(outcomes(changed)).toEqual(['inService', 'failed', 'failed']);
    expect(changed.versions[1].deployment.failure).toEqual({
      logicalId: 'Model',
      reason: 'CloudFormation cannot update a stack when a custom-named resource requires replacing: give it another ModelName, or none, and update again',
    });
  });

  test('fail it also where only what they refer to is replaced', async () => {
    const generated = original.replace('ModelName: churn-1, ExecutionRoleArn', 'ExecutionRoleArn').replace('ModelName: churn-1,', 'ModelName: !GetAtt Model.ModelName,');
    const before = write('generated.yaml', generated);
    const after = write('generated-2.yaml', generated.replace("'churn:1'", "'churn:2'"));
    expect((await rehearsed(after, {}, before)).versions[1].deployment.failure).toMatchObject({ logicalId: 'Config', reason: expect.stringContaining('give it another EndpointConfigName') });
  });

  test('do not where they are other ones, or nothing changes', async () => {
    const renamed = original.replaceAll('churn-1', 'churn-2').replaceAll('config-1', 'config-2').replace("'churn:1'", "'churn:2'");
    expect(outcomes(await rehearsed(write('renamed.yaml', renamed), {}, 'named.yaml'))).toEqual(GUARDED);
    expect(outcomes(await rehearsed(write('same.yaml', original), {}, 'named.yaml'))).toEqual(GUARDED);
  });
});

describe('a template that CloudFormation would refuse', () => {
  test('is refused with everything that is wrong with it, each with its line', () => {
    const path = join(FIXTURES, 'broken.yaml');
    expect(messageOf(() => readStack(path)).split('\n')).toEqual([
      `${path}:5: Model.Properties.ExecutionRoleArn refers to 'Rolle', which is not a resource or parameter of the template`,
      `${path}:6: Model.Properties.PrimaryContainer.Image refers to 'Imgae', which is not a resource or parameter of the template`,
      `${path}:8: resource 'Config' has no Type`,
      `${path}:11: 'Endpoint' depends on 'Confg', which is not a resource of the template`,
      `${path}:12: 'Endpoint' has the condition 'Nope', which the template does not have`,
    ]);
  });

  test.each([
    ['indented.yaml', 'Resources:\n  A:\n    Type: AWS::SageMaker::Endpoint\n   Properties: {}\n', 'indented.yaml:4: All mapping items must start at the same column'],
    ['comma.json', '{\n "Resources": {\n  "A": { "Type": "B", }\n }\n}', 'comma.json:3: '],
    ['tag.yaml', 'Resources:\n  A:\n    Type: B\n    Properties:\n      C: !Reff x\n', 'tag.yaml:5: Unresolved tag: !Reff'],
    ['macro.yaml', 'Transform: [AWS::Serverless-2016-10-31, Ours]\nResources:\n  A: { Type: B }\n', 'macro.yaml:1: the transform "Ours" is a macro'],
    ['loop.yaml', 'Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::Models: [V, [a], {}]\n', 'loop.yaml:3: Fn::ForEach::Models is not simulated'],
    ['circle.yaml', 'a: &a\n  b: 1\n', 'circle.yaml:1: not a CloudFormation template: it has no Resources'],
  ])('%s with its line', (name, text, message) => {
    expect(messageOf(() => readStack(write(name, text)))).toContain(message);
  });
});

function rehearsed(file: string, conditions: Partial<typeof DEFAULT_SCENARIO> = {}, from?: string): Promise<RehearsalResult> {
  const at = (name: string) => readStack(name.startsWith('/') ? name : join(FIXTURES, name));
  return rehearse({ assembly: at(file), from: from === undefined ? undefined : at(from), scenario: { ...DEFAULT_SCENARIO, ...conditions }, reproduce: '' });
}

function outcomes({ versions }: RehearsalResult): string[] {
  return versions.map(({ deployment }) => deployment.outcome);
}

/** The stand-ins of what would be simulated otherwise. */
function reasons({ standIns }: RehearsalResult): string[][] {
  const given = standIns.flatMap(({ logicalId, reason }) => (reason === undefined ? [] : [[logicalId, reason]]));
  return given.sort(([left], [right]) => (left < right ? -1 : 1));
}

function write(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

function messageOf(action: () => unknown): string {
  try {
    action();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
