import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as alpha from '@aws-cdk/aws-sagemaker-alpha';
import {
  App, aws_ec2 as ec2, aws_ecr_assets as ecrAssets, aws_iam as iam, aws_s3 as s3, aws_s3_assets as s3Assets, Duration, Stack,
  type aws_cloudwatch as cloudwatch, type CfnResource,
} from 'aws-cdk-lib';
import { factsOf, unexplained, type Meant } from './facts';
import {
  ContainerImage, DeploymentStrategy, EndpointUpdater, GuardedEndpoint, Guardrail, Model, ModelData, ModelSource, type GuardedEndpointProps,
  type ModelContainer,
} from '../../src';

// What the integration apps of @aws-cdk/aws-sagemaker-alpha declare, once with it and once with ours, and what the templates then differ in.
// https://github.com/aws/aws-cdk/tree/main/packages/%40aws-cdk/aws-sagemaker-alpha/test

const directory = mkdtempSync(join(tmpdir(), 'compared-'));
writeFileSync(join(directory, 'Dockerfile'), 'FROM scratch\n');
const archive = join(directory, 'model.tar.gz');
writeFileSync(archive, 'a model');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function differences(theirs: (stack: Stack) => void, ours: (stack: Stack) => void, meant: readonly Meant[]): string[] {
  const facts = [theirs, ours].map((declare) => {
    const stack = new Stack(new App(), 'Compared', { env: { region: 'eu-west-1', account: '111122223333' } });
    declare(stack);
    return factsOf(stack);
  });
  return unexplained(facts[0], facts[1], meant);
}

/** The role of a model may do what this model needs, where theirs may do whatever SageMaker can. */
const NARROWER_ROLE: Meant[] = [
  { only: 'alpha', fact: /^the role of SageMaker::Model \d ManagedPolicyArns\[0\] = .+:policy\/AmazonSageMakerFullAccess$/ },
  { only: 'ours', fact: /^the role of SageMaker::Model \d may logs:(CreateLogGroup|CreateLogStream|DescribeLogStreams|PutLogEvents) .+log-group:\/aws\/sagemaker\/Endpoints\/\*$/ },
  { only: 'ours', fact: /^the role of SageMaker::Model \d may cloudwatch:PutMetricData \* where .+AWS\/SageMaker/ },
];

/** Artifacts are read action by action, and one object of the bucket. The URL of the same object begins with s3:. */
const NARROWER_DATA: Meant[] = [
  { only: 'alpha', fact: /^the role of SageMaker::Model \d may s3:(GetBucket|GetObject|List)\* .+cdk-hnb659fds-assets/ },
  { only: 'ours', fact: /^the role of SageMaker::Model \d may s3:GetObject .+cdk-hnb659fds-assets[^/]+\/[0-9a-f]{64}\.gz$/ },
  { only: 'ours', fact: /^the role of SageMaker::Model \d may s3:ListBucket .+cdk-hnb659fds-assets[^/]+$/ },
  { only: 'alpha', fact: /^SageMaker::Model \d .+\.ModelDataUrl.* = https:\/\/s3\..+\/cdk-hnb659fds-assets[^/]+\/[0-9a-f]{64}\.gz$/ },
  { only: 'ours', fact: /^SageMaker::Model \d .+\.ModelDataUrl = s3:\/\/cdk-hnb659fds-assets[^/]+\/[0-9a-f]{64}\.gz$/ },
];

/** What SageMaker needs in a network of the user's, which AmazonSageMakerFullAccess has, too. */
const IN_NETWORK: Meant = { only: 'ours', fact: /^the role of SageMaker::Model \d may ec2:\w+ \*$/ };

/** The guard: its alarms, who may read them, and the deployment config that names them. */
const GUARD: Meant[] = [
  { only: 'ours', fact: /^(there is )?the alarm churn-\w+-ServerErrorRate\b/ },
  { only: 'ours', fact: /^SageMaker::Endpoint 1 DeploymentConfig\./ },
  // By which a rollback knows the endpoint's own configs, should the updater take over.
  { only: 'ours', fact: /^SageMaker::EndpointConfig 1 Tags\[0\]\.(Key = cdk-guarded-endpoints:endpoint|Value = churn)$/ },
  { only: 'ours', fact: /^the role of SageMaker::Model \d may cloudwatch:DescribeAlarms <the alarm churn-\w+-ServerErrorRate\.Arn>$/ },
];

/** Without a name that is known at synth, the alarms would refer to the endpoint, and it to them. */
const NAMED: Meant = { only: 'ours', fact: /^SageMaker::Endpoint 1 EndpointName = churn$/ };

/** An update keeps the number of instances that scaling has arrived at. */
const SCALED: Meant[] = [
  { only: 'ours', fact: /^SageMaker::Endpoint 1 (RetainAllVariantProperties|ExcludeRetainedVariantProperties)\b/ },
  { only: 'alpha', fact: /^ApplicationAutoScaling::ScalableTarget 1 ResourceId = endpoint\/<SageMaker::Endpoint 1\.EndpointName>\/variant\/first$/ },
  { only: 'ours', fact: /^ApplicationAutoScaling::ScalableTarget 1 ResourceId = endpoint\/churn\/variant\/first$/ },
];

function modelOf(stack: Stack, id: string, containers: ModelContainer[], vpc?: ec2.IVpc): Model {
  const source = containers.length === 1 ? ModelSource.fromContainer(containers[0]) : ModelSource.fromPipeline(containers);
  return new Model(stack, id, { source, vpc });
}

/** As theirs is: one instance of each variant, updated by CloudFormation; and guarded. */
function endpointOf(stack: Stack, variants: GuardedEndpointProps['variants']): GuardedEndpoint {
  return new GuardedEndpoint(stack, 'Endpoint', {
    endpointName: 'churn',
    variants: variants.map((variant) => ({ initialInstanceCount: 1, ...variant })),
    strategy: DeploymentStrategy.allAtOnce({ bakingPeriod: Duration.minutes(5) }),
    guardrails: [Guardrail.serverErrorRate()],
    updater: EndpointUpdater.cloudFormation(),
  });
}

function invoker(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Invoker', { assumedBy: new iam.AccountRootPrincipal() });
}

test('integ.model: an image and artifacts that are there, in a network; and a pipeline of what is built', () => {
  const shared = (stack: Stack) => ({
    built: new ecrAssets.DockerImageAsset(stack, 'Built', { directory }),
    uploaded: new s3Assets.Asset(stack, 'Uploaded', { path: archive }),
    vpc: new ec2.Vpc(stack, 'Vpc'),
  });
  const theirs = (stack: Stack): void => {
    const { built, uploaded, vpc } = shared(stack);
    const image = alpha.ContainerImage.fromEcrRepository(built.repository, built.imageTag);
    new alpha.Model(stack, 'Single', { containers: [{ image, modelData: alpha.ModelData.fromBucket(uploaded.bucket, uploaded.s3ObjectKey) }], vpc });
    const [local, modelData] = [alpha.ContainerImage.fromAsset(directory), alpha.ModelData.fromAsset(archive)];
    new alpha.Model(stack, 'Pipeline', { containers: [{ image: local }, { image: local, modelData }, { image: local, modelData }] });
  };
  const ours = (stack: Stack): void => {
    const { built, uploaded, vpc } = shared(stack);
    const image = ContainerImage.fromEcrRepository(built.repository, built.imageTag);
    modelOf(stack, 'Single', [{ image, modelData: ModelData.fromBucket(uploaded.bucket, uploaded.s3ObjectKey) }], vpc);
    const [local, modelData] = [ContainerImage.fromAsset(directory), ModelData.fromAsset(archive)];
    modelOf(stack, 'Pipeline', [{ image: local }, { image: local, modelData }, { image: local, modelData }]);
  };
  expect(differences(theirs, ours, [...NARROWER_ROLE, ...NARROWER_DATA, IN_NETWORK])).toEqual([]);
});

test('integ.endpoint: three variants by weight, one of them scaled, and who may send requests', () => {
  const theirs = (stack: Stack): void => {
    const image = alpha.ContainerImage.fromAsset(directory);
    const withData = new alpha.Model(stack, 'WithData', { containers: [{ image, modelData: alpha.ModelData.fromAsset(archive) }] });
    const without = new alpha.Model(stack, 'Without', { containers: [{ image }] });
    const endpointConfig = new alpha.EndpointConfig(stack, 'Config', {
      instanceProductionVariants: [
        { model: withData, variantName: 'first', instanceType: alpha.InstanceType.M5_LARGE },
        { model: withData, variantName: 'second' },
        { model: without, variantName: 'third', initialVariantWeight: 2 },
      ],
    });
    const endpoint = new alpha.Endpoint(stack, 'Endpoint', { endpointConfig });
    endpoint.grantInvoke(invoker(stack));
    endpoint.findInstanceProductionVariant('first').autoScaleInstanceCount({ maxCapacity: 3 }).scaleOnInvocations('Requests', { maxRequestsPerSecond: 30 });
  };
  const ours = (stack: Stack): void => {
    const image = ContainerImage.fromAsset(directory);
    const withData = modelOf(stack, 'WithData', [{ image, modelData: ModelData.fromAsset(archive) }]);
    const without = modelOf(stack, 'Without', [{ image }]);
    const endpoint = endpointOf(stack, [
      { model: withData, variantName: 'first', instanceType: 'ml.m5.large' },
      { model: withData, variantName: 'second', instanceType: 'ml.t2.medium' },
      { model: without, variantName: 'third', instanceType: 'ml.t2.medium', initialVariantWeight: 2 },
    ]);
    endpoint.grantInvoke(invoker(stack));
    // 30 requests a second, by half as much again to be safe.
    endpoint.variant('first').autoScaleInstanceCount({ maxCapacity: 3 }).scaleOnInvocations('Requests', { targetInvocationsPerInstance: 30 * 60 / 2 });
  };
  expect(differences(theirs, ours, [...NARROWER_ROLE, ...NARROWER_DATA, ...GUARD, NAMED, ...SCALED])).toEqual([]);
});

test('integ.endpoint.alarms: an alarm on each metric of a variant', () => {
  // Where nothing is said, ours are of one minute, and latency is its 99th percentile.
  const AS_THEIRS = { period: Duration.minutes(5) };
  const alarms: ReadonlyArray<readonly [string, number, number]> = [
    ['Invocations', 1, 2], ['InvocationsPerInstance', 4, 5], ['ModelLatency', 7, 8], ['OverheadLatency', 10, 11], ['Invocation5XXErrors', 13, 14],
    ['DiskUtilization', 16, 17], ['CpuUtilization', 19, 20], ['MemoryUtilization', 22, 23], ['GpuUtilization', 25, 26], ['GpuMemoryUtilization', 28, 29],
  ];
  const addAlarms = (stack: Stack, metricOf: (name: string) => cloudwatch.Metric): void => alarms.forEach(([name, threshold, evaluationPeriods]) =>
    metricOf(name).with(AS_THEIRS).createAlarm(stack, `${name}Alarm`, { threshold, evaluationPeriods }));
  const theirs = (stack: Stack): void => {
    const model = new alpha.Model(stack, 'Model', { containers: [{ image: alpha.ContainerImage.fromAsset(directory), modelData: alpha.ModelData.fromAsset(archive) }] });
    const endpointConfig = new alpha.EndpointConfig(stack, 'Config', { instanceProductionVariants: [{ model, variantName: 'first' }] });
    const variant = new alpha.Endpoint(stack, 'Endpoint', { endpointConfig }).findInstanceProductionVariant('first');
    addAlarms(stack, (name) => (name === 'Invocation5XXErrors' ? variant.metricInvocationResponseCode(alpha.InvocationHttpResponseCode.INVOCATION_5XX_ERRORS)
      : (variant as unknown as Record<string, () => cloudwatch.Metric>)[`metric${name}`]()));
  };
  const ours = (stack: Stack): void => {
    const model = modelOf(stack, 'Model', [{ image: ContainerImage.fromAsset(directory), modelData: ModelData.fromAsset(archive) }]);
    const variant = endpointOf(stack, [{ model, variantName: 'first', instanceType: 'ml.t2.medium' }]).variant('first');
    addAlarms(stack, (name) => (name === 'Invocation5XXErrors' ? variant.metricServerErrors()
      : (variant as unknown as Record<string, (options: object) => cloudwatch.Metric>)[`metric${name}`](/Latency/.test(name) ? { statistic: 'Average' } : {})));
  };
  expect(differences(theirs, ours, [
    ...NARROWER_ROLE, ...NARROWER_DATA, ...GUARD, NAMED,
    { only: 'alpha', fact: /^the alarm on \w+ Dimensions\[0\]\.Value = <SageMaker::Endpoint 1\.EndpointName>$/ },
    { only: 'ours', fact: /^the alarm on \w+ Dimensions\[0\]\.Value = churn$/ },
  ])).toEqual([]);
});

describe('integ.endpoint-config', () => {
  test('three variants by weight, of models in a network and without one', () => {
    const theirs = (stack: Stack): void => {
      const image = alpha.ContainerImage.fromAsset(directory);
      const inNetwork = new alpha.Model(stack, 'InNetwork', { containers: [{ image, modelData: alpha.ModelData.fromAsset(archive) }], vpc: new ec2.Vpc(stack, 'Vpc') });
      const without = new alpha.Model(stack, 'Without', { containers: [{ image }] });
      const endpointConfig = new alpha.EndpointConfig(stack, 'Config', {
        instanceProductionVariants: [
          { model: inNetwork, variantName: 'first', instanceType: alpha.InstanceType.M5_LARGE },
          { model: inNetwork, variantName: 'second' },
          { model: without, variantName: 'third', initialVariantWeight: 2 },
        ],
      });
      new alpha.Endpoint(stack, 'Endpoint', { endpointConfig });
    };
    const ours = (stack: Stack): void => {
      const image = ContainerImage.fromAsset(directory);
      const inNetwork = modelOf(stack, 'InNetwork', [{ image, modelData: ModelData.fromAsset(archive) }], new ec2.Vpc(stack, 'Vpc'));
      endpointOf(stack, [
        { model: inNetwork, variantName: 'first', instanceType: 'ml.m5.large' },
        { model: inNetwork, variantName: 'second', instanceType: 'ml.t2.medium' },
        { model: modelOf(stack, 'Without', [{ image }]), variantName: 'third', instanceType: 'ml.t2.medium', initialVariantWeight: 2 },
      ]);
    };
    expect(differences(theirs, ours, [...NARROWER_ROLE, ...NARROWER_DATA, IN_NETWORK, ...GUARD, NAMED])).toEqual([]);
  });

  // Of later releases than the one that is compared here: what is not guarded is refused, see test/private/refusals/guard-dropped.test.ts.
  test('a serverless variant is no part of a guarded endpoint', () => {
    const app = new App();
    const stack = new Stack(app, 'Compared');
    const endpoint = endpointOf(stack, [{ model: modelOf(stack, 'Model', [{ image: ContainerImage.fromAsset(directory) }]), instanceType: 'ml.m5.large' }]);
    const serverless = { MemorySizeInMB: 2048, MaxConcurrency: 10, ProvisionedConcurrency: 5 };
    (endpoint.node.findChild('EndpointConfig') as CfnResource).addPropertyOverride('ProductionVariants.0.ServerlessConfig', serverless);
    expect(() => app.synth()).toThrow('the service does not guard updates of serverless variants');
  });
});

// Of later releases than the one that is compared here; so ours are held against what is in the snapshot of that app.
test('integ.model-data: artifacts as they are, all that begin so or one', () => {
  const stack = new Stack(new App(), 'Compared');
  const bucket = new s3.Bucket(stack, 'Bucket');
  const image = ContainerImage.fromAsset(directory);
  endpointOf(stack, [
    { model: modelOf(stack, 'Prefix', [{ image, modelData: ModelData.fromPrefix(bucket, 'uncompressed/') }]), variantName: 'directory', instanceType: 'ml.t2.medium' },
    { model: modelOf(stack, 'Object', [{ image, modelData: ModelData.fromObject(bucket, 'uncompressed/artifact.txt') }]), variantName: 'file', instanceType: 'ml.t2.medium' },
    { model: modelOf(stack, 'Archive', [{ image, modelData: ModelData.fromAsset(archive) }]), variantName: 'targz', instanceType: 'ml.t2.medium' },
  ]);
  expect(factsOf(stack)).toEqual(expect.arrayContaining([
    'SageMaker::Model 1 PrimaryContainer.ModelDataSource.S3DataSource.CompressionType = None',
    'SageMaker::Model 1 PrimaryContainer.ModelDataSource.S3DataSource.S3DataType = S3Prefix',
    'SageMaker::Model 1 PrimaryContainer.ModelDataSource.S3DataSource.S3Uri = s3://<S3::Bucket 1>/uncompressed/',
    'SageMaker::Model 2 PrimaryContainer.ModelDataSource.S3DataSource.CompressionType = None',
    'SageMaker::Model 2 PrimaryContainer.ModelDataSource.S3DataSource.S3DataType = S3Object',
    'SageMaker::Model 2 PrimaryContainer.ModelDataSource.S3DataSource.S3Uri = s3://<S3::Bucket 1>/uncompressed/artifact.txt',
    expect.stringMatching(/^SageMaker::Model 3 PrimaryContainer\.ModelDataUrl = s3:.+\.gz$/),
    ...['directory', 'file', 'targz'].map((name, index) => `SageMaker::EndpointConfig 1 ProductionVariants[${index}].VariantName = ${name}`),
  ]));
});

test('what is meant and is not so is told, as is what is not meant', () => {
  expect(unexplained(['a = 1', 'b = 1'], ['a = 2', 'b = 1'], [])).toEqual(['alpha: a = 1', 'ours: a = 2']);
  expect(unexplained(['a = 1'], ['a = 1'], [{ only: 'ours', fact: /^a/ }])).toEqual(['not in ours: /^a/']);
});
