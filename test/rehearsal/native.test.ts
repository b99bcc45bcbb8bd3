import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnOutput, Fn, NestedStack, Stack, aws_sagemaker as sagemaker, aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ContainerImage, EndpointUpdater, GuardedEndpoint, Model, ModelSource } from '../../src';
import { readStack } from '../../src/rehearsal/assembly';
import { declaredEndpoints } from '../../src/rehearsal/declared-endpoints';
import { FAULTS } from '../../src/rehearsal/prove/fault';
import { record } from '../../src/rehearsal/prove/recording';
import { trialPair } from '../../src/rehearsal/prove/trials';
import { rehearse, type RehearsalResult } from '../../src/rehearsal/rehearse';
import { DEFAULT_SCENARIO } from '../../src/rehearsal/scenario/default-scenario';

const directory = mkdtempSync(join(tmpdir(), 'native-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a template from elsewhere', () => {
  const YAML = `
Parameters:
  Instances: { Type: Number, Default: 4 }
Conditions:
  Guarded: !Equals [!Ref AWS::Region, us-east-1]
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/model
      PrimaryContainer: { Image: 'image:1' }
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: !GetAtt Model.ModelName
          InstanceType: ml.m5.large
          InitialInstanceCount: !Ref Instances
          InitialVariantWeight: '1'
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: errors
      Namespace: AWS/SageMaker
      MetricName: Invocation5XXErrors
      Dimensions:
        - { Name: EndpointName, Value: native }
        - { Name: VariantName, Value: AllTraffic }
      Statistic: Average
      Period: '60'
      EvaluationPeriods: 1
      Threshold: '0.01'
      ComparisonOperator: GreaterThanThreshold
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: native
      EndpointConfigName: !GetAtt Config.EndpointConfigName
      DeploymentConfig: !If
        - Guarded
        - BlueGreenUpdatePolicy:
            TrafficRoutingConfiguration:
              Type: CANARY
              WaitIntervalInSeconds: '300'
              CanarySize: { Type: CAPACITY_PERCENT, Value: 25 }
          AutoRollbackConfiguration: { Alarms: [ { AlarmName: !Ref Errors } ] }
        - !Ref AWS::NoValue
`;
  const path = join(directory, 'native.yaml');
  beforeAll(() => writeFileSync(path, YAML));

  test('declares its endpoint with the variants and alarms', () => {
    expect(declaredEndpoints(readStack(path))).toMatchObject([{
      logicalId: 'Endpoint',
      endpointName: 'native',
      variants: [{ variantName: 'AllTraffic', instanceType: 'ml.m5.large', instances: 4, weight: 1 }],
      alarms: [{ alarmName: 'errors', periodSeconds: 60, datapointsToAlarm: 1, threshold: 0.01 }],
      otherAlarms: [],
    }]);
  });

  test('is rehearsed: the bad version rolled back by its own alarm, the good one kept', async () => {
    const result = await rehearsed(readStack(path));
    expect(outcomes(result)).toEqual(['inService', 'rolledBack', 'inService']);
    expect(result.versions[1].deployment.alarms).toEqual(['errors']);
    expect(result.passed).toBe(true);
  });

  test('fails as no template if it is none', () => {
    const other = join(directory, 'other.yaml');
    writeFileSync(other, 'a: 1');
    expect(() => readStack(other)).toThrow(/other.yaml:1: not a CloudFormation template: it has no Resources/);
  });
});

describe('an app of several stacks', () => {
  test('has the stacks it depends on deployed first, and what they export imported', async () => {
    const app = new App({ outdir: join(directory, 'several'), analyticsReporting: false });
    const shared = new Stack(app, 'Shared');
    const role = new iam.Role(shared, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
    new CfnOutput(shared, 'Extra', { value: 'x', exportName: 'extra' });
    const stack = new Stack(app, 'Serving');
    endpoint(stack, role.roleArn, Fn.importValue('extra'));
    stack.addDependency(shared);
    app.synth();
    expect(outcomes(await rehearsed(readStack(join(directory, 'several'), 'Serving')))).toEqual(['inService', 'inService', 'inService']);
  });

  test('may have its endpoint in a nested stack', async () => {
    const app = new App({ outdir: join(directory, 'nested'), analyticsReporting: false });
    const stack = new Stack(app, 'Outer');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
    endpoint(new NestedStack(stack, 'Inner'), role.roleArn, 'tag');
    app.synth();
    expect(outcomes(await rehearsed(readStack(join(directory, 'nested'))))).toEqual(['inService', 'inService', 'inService']);
  });

  test('fails with the stacks there are if the one asked for is not among them', () => {
    expect(() => readStack(join(directory, 'several'), 'Nope')).toThrow(/no stack 'Nope' in '.*', there are 'Shared', 'Serving'/);
  });
});

describe('an endpoint of this library that CloudFormation updates', () => {
  const assemblyOf = (name: string, updater: EndpointUpdater) => {
    const app = new App({ outdir: join(directory, name), analyticsReporting: false });
    const stack = new Stack(app, 'Serving');
    const model = new Model(stack, 'Model', { source: ModelSource.fromContainer({ image: ContainerImage.fromUri('image:1') }) });
    new GuardedEndpoint(stack, 'Endpoint', { endpointName: 'ours', updater, variants: [{ model, instanceType: 'ml.m5.large', initialInstanceCount: 4 }] });
    app.synth();
    return readStack(join(directory, name));
  };
  const native = assemblyOf('by-cloudformation', EndpointUpdater.cloudFormation());

  test('is planned as with the Lambda function', () => {
    const withFunction = assemblyOf('by-function', EndpointUpdater.lambdaFunction());
    const planOf = (assembly: ReturnType<typeof readStack>) => {
      const { logicalId, resourceType, ...declared } = declaredEndpoints(assembly)[0];
      return declared;
    };
    expect(planOf(native)).toEqual(planOf(withFunction));
    expect(planOf(native).alarms).toHaveLength(2);
  });

  test('is rehearsed: the bad version rolled back, the good one kept', async () => {
    const result = await rehearsed(native);
    expect(outcomes(result)).toEqual(['inService', 'rolledBack', 'inService']);
    expect(result.passed).toBe(true);
  });

  test('is proved, from the calls that CloudFormation makes', async () => {
    const recording = await record(native, native, DEFAULT_SCENARIO);
    expect(recording.calls.map(({ operation }) => operation).filter((operation) => operation.endsWith('Endpoint'))).toEqual(['CreateEndpoint', 'UpdateEndpoint']);
    const fault = FAULTS.find(({ id }) => id === 'total-failure')!;
    const trial = trialPair({ recording, requestsPerSecond: 50, healthy: {} }, { fault, endpointName: 'ours', seed: 1 });
    expect(await trial).toMatchObject({ caught: true, alarms: expect.arrayContaining(['ours-AllTraffic-ServerErrorRate']) });
  });
});

/** An endpoint that is not guarded at all. */
function endpoint(scope: Construct, executionRoleArn: string, tag: string): void {
  const model = new sagemaker.CfnModel(scope, 'Model', { executionRoleArn, primaryContainer: { image: 'image:1' }, tags: [{ key: 'extra', value: tag }] });
  const config = new sagemaker.CfnEndpointConfig(scope, 'Config', {
    productionVariants: [{ variantName: 'AllTraffic', modelName: model.attrModelName, instanceType: 'ml.m5.large', initialInstanceCount: 1, initialVariantWeight: 1 }],
  });
  new sagemaker.CfnEndpoint(scope, 'Endpoint', { endpointConfigName: config.attrEndpointConfigName });
}

function rehearsed(assembly: ReturnType<typeof readStack>): Promise<RehearsalResult> {
  return rehearse({ assembly, scenario: DEFAULT_SCENARIO, reproduce: '' });
}

function outcomes({ versions }: RehearsalResult): string[] {
  return versions.map(({ deployment }) => deployment.outcome);
}
