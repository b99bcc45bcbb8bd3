import { join } from 'node:path';
import {
  Aws, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_kms as kms, aws_lambda as lambda, aws_logs as logs, aws_s3_assets as assets,
  aws_sagemaker as sagemaker, aws_stepfunctions as sfn, CfnResource, type Stack,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IMAGE } from './guarded';
import { watchDefinition } from '../../src/private/watch-definition';

/** The resources that `guarded` makes, written by hand with the L1 classes, as somebody would who knows them: no token that is not needed. */
export function byHand(stack: Stack, ids: readonly string[]): void {
  const updater = new Updater(stack);
  ids.forEach((id) => endpoint(stack, id, updater));
}

/** The same with a construct for each endpoint, whose resources have paths, and so logical ids that the CDK has to hash. */
export function inConstructs(stack: Stack, ids: readonly string[]): void {
  const updater = new Updater(stack);
  ids.forEach((id) => endpoint(new Construct(stack, `Guarded${id}`), id, updater));
}

function endpoint(scope: Construct, id: string, updater: Updater): void {
  const arn = `arn:${Aws.PARTITION}:sagemaker:${Aws.REGION}:${Aws.ACCOUNT_ID}`;
  const endpointName = `endpoint-${id}`;
  const role = roleFor(scope, `ModelRole${id}`, 'sagemaker.amazonaws.com');
  const rolePolicy = policy(scope, `ModelRolePolicy${id}`, role, [
    allow(
      ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:/aws/sagemaker/Endpoints/*`,
    ),
    allow('cloudwatch:PutMetricData', '*', { StringEquals: { 'cloudwatch:namespace': ['AWS/SageMaker', '/aws/sagemaker/Endpoints'] } }),
  ]);
  const model = new sagemaker.CfnModel(scope, `Model${id}`, { executionRoleArn: role.attrArn, primaryContainer: { image: IMAGE } });
  model.addDependency(rolePolicy);
  const config = new sagemaker.CfnEndpointConfig(scope, `Config${id}`, {
    productionVariants: [{
      variantName: 'AllTraffic', modelName: model.attrModelName, instanceType: 'ml.m5.xlarge', initialInstanceCount: 2, initialVariantWeight: 1,
    }],
    tags: [{ key: 'cdk-guarded-endpoints:endpoint', value: endpointName }],
  });
  const alarm = new cloudwatch.CfnAlarm(scope, `Alarm${id}`, {
    alarmName: `${endpointName}-AllTraffic-ServerErrorRate`,
    alarmDescription: `Rolls an update of endpoint ${endpointName} back: variant AllTraffic, Invocation5XXErrors of more than 1 % of the requests, on the green fleet`,
    namespace: 'AWS/SageMaker',
    metricName: 'Invocation5XXErrors',
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    threshold: 0.01,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData: 'missing',
    dimensions: [
      { name: 'EndpointConfigName', value: config.attrEndpointConfigName },
      { name: 'EndpointName', value: endpointName },
      { name: 'VariantName', value: 'AllTraffic' },
    ],
  });
  const readers = policy(scope, `AlarmReaders${id}`, role, [allow('cloudwatch:DescribeAlarms', [alarm.attrArn])]);
  const updaterPolicy = policy(scope, `UpdaterPolicy${id}`, updater.role, [
    allow(['sagemaker:CreateEndpoint', 'sagemaker:UpdateEndpoint'], [`${arn}:endpoint/${endpointName}`, config.ref]),
    allow('sagemaker:UpdateEndpoint', `${arn}:endpoint-config/*`, { StringEquals: { 'aws:ResourceTag/cdk-guarded-endpoints:endpoint': endpointName } }),
    allow(['sagemaker:AddTags', 'sagemaker:DeleteEndpoint', 'sagemaker:DeleteTags', 'sagemaker:DescribeEndpoint'], `${arn}:endpoint/${endpointName}`),
    allow(['cloudwatch:DescribeAlarmHistory', 'cloudwatch:DescribeAlarms'], [alarm.attrArn]),
  ]);
  const resource = new CfnResource(scope, `Endpoint${id}`, {
    type: 'Custom::GuardedSageMakerEndpoint',
    properties: {
      ServiceToken: updater.serviceToken,
      ServiceTimeout: '3600',
      EndpointName: endpointName,
      EndpointConfigName: config.attrEndpointConfigName,
      Rollout: JSON.stringify({
        deploymentConfig: {
          BlueGreenUpdatePolicy: {
            TrafficRoutingConfiguration: { Type: 'CANARY', WaitIntervalInSeconds: 300, CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 } },
            TerminationWaitInSeconds: 120,
            MaximumExecutionTimeoutInSeconds: 1320,
          },
          AutoRollbackConfiguration: { Alarms: [{ AlarmName: alarm.ref }] },
        },
        tags: [],
        variants: [{ variantName: 'AllTraffic', instanceType: 'ml.m5.xlarge', instanceCount: 2, weight: 1 }],
      }),
    },
  });
  [readers, updaterPolicy, updater.invokePolicy].forEach((before) => resource.addDependency(before));
}

/** Once a stack. */
class Updater {
  readonly role: iam.CfnRole;
  readonly serviceToken: string;
  readonly invokePolicy: iam.CfnPolicy;

  constructor(stack: Stack) {
    const key = new kms.CfnKey(stack, 'Key', {
      description: "Seals CloudFormation's response URLs while the endpoints of this stack are updated",
      enableKeyRotation: true,
      pendingWindowInDays: 7,
      keyPolicy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:root` } }],
      },
    });
    const logGroup = new logs.CfnLogGroup(stack, 'Logs', { retentionInDays: 90 });
    const watchRole = roleFor(stack, 'WatchRole', 'states.amazonaws.com');
    const watch = new sfn.CfnStateMachine(stack, 'Watch', {
      roleArn: watchRole.attrArn, definitionString: JSON.stringify(watchDefinition(Aws.PARTITION)),
    });
    this.role = roleFor(stack, 'UpdaterRole', 'lambda.amazonaws.com');
    const rolePolicy = policy(stack, 'UpdaterRolePolicy', this.role, [
      allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.attrArn),
      allow('states:StartExecution', watch.ref),
      allow('cloudformation:DescribeStacks', Aws.STACK_ID),
      allow(['kms:Encrypt', 'kms:Decrypt'], key.attrArn, { StringEquals: { 'kms:EncryptionContext:StackId': Aws.STACK_ID } }),
    ]);
    const code = new assets.Asset(stack, 'Code', { path: join(__dirname, '..', '..', 'assets', 'updater') });
    const updater = new lambda.CfnFunction(stack, 'Updater', {
      description: 'Creates, updates and deletes the guarded SageMaker endpoints of this stack',
      code: { s3Bucket: code.s3BucketName, s3Key: code.s3ObjectKey },
      handler: 'index.handler',
      runtime: 'nodejs22.x',
      role: this.role.attrArn,
      memorySize: 256,
      timeout: 300,
      environment: { variables: { STATE_MACHINE_ARN: watch.ref, KEY_ARN: key.attrArn } },
      loggingConfig: { logGroup: logGroup.ref },
    });
    updater.addDependency(rolePolicy);
    this.serviceToken = updater.attrArn;
    this.invokePolicy = policy(stack, 'InvokePolicy', watchRole, [allow('lambda:InvokeFunction', updater.attrArn)]);
  }
}

function roleFor(scope: Construct, id: string, service: string): iam.CfnRole {
  return new iam.CfnRole(scope, id, {
    assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }] },
  });
}

function policy(scope: Construct, id: string, role: iam.CfnRole, statements: object[]): iam.CfnPolicy {
  return new iam.CfnPolicy(scope, id, { policyName: id, roles: [role.ref], policyDocument: { Version: '2012-10-17', Statement: statements } });
}

function allow(Action: string | string[], Resource: string | string[], Condition?: object): object {
  return { Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}
