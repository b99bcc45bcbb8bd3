import { Duration, Size, Stack, aws_ec2 as ec2, aws_kms as kms, aws_lambda as lambda, aws_s3 as s3, aws_sns as sns, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newModel, newStack, newVariant } from './declared';
import {
  AsyncNotification, CaptureMode, ContainerImage, EndpointUpdater, Model, ModelData, ModelSource, RoutingStrategy, ScaleInStrategy,
  type GuardedEndpointProps,
} from '../src';
import type { Shape } from '../src/simulator/api/service-model';
import { SERVICE_MODELS } from '../src/simulator/api/service-model.generated';

// Whoever uses this library is not to need the L1 for an endpoint: what the API has, a property of ours sets, or it stands here why not.

/** Named by CloudFormation, so that a change makes a new one. */
const NAMED = 'a name of its own would be taken when a change replaces it';
const COMPONENTS = 'for inference components, which have a guarded update of their own (AWS::SageMaker::InferenceComponent)';
const NOT_IN_CLOUDFORMATION = 'not in CloudFormation, as of its schemas of November 2026';

const EXCEPTIONS: Readonly<Record<string, string>> = {
  'EndpointConfig.EndpointConfigName': NAMED,
  'EndpointConfig.ExecutionRoleArn': COMPONENTS,
  'EndpointConfig.VpcConfig': COMPONENTS,
  'EndpointConfig.EnableNetworkIsolation': COMPONENTS,
  'EndpointConfig.ProductionVariants.ServerlessConfig': 'the service does not guard serverless variants',
  'EndpointConfig.ProductionVariants.AcceleratorType': 'the service does not guard Elastic Inference, and has ended it',
  'EndpointConfig.ProductionVariants.AcceleratorPartitionLayouts': NOT_IN_CLOUDFORMATION,
  'EndpointConfig.CrossRegionTrafficConfig': NOT_IN_CLOUDFORMATION,
  'Model.ModelName': NAMED,
  'Model.AdditionalModelDataSources': NOT_IN_CLOUDFORMATION,
  'Model.ContainerMetricsConfig': NOT_IN_CLOUDFORMATION,
  'Model.ModelDataSource.S3DataSource.ManifestS3Uri': NOT_IN_CLOUDFORMATION,
  'Model.ModelDataSource.S3DataSource.ETag': NOT_IN_CLOUDFORMATION,
  'Model.ModelDataSource.S3DataSource.ManifestEtag': NOT_IN_CLOUDFORMATION,
  'Endpoint.RetainDeploymentConfig': 'each update has its own deployment config',
};

const IMAGE = ContainerImage.fromUri('registry.example.com/churn:1');

function declared(): Stack[] {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Bucket');
  const topic = new sns.Topic(stack, 'Topic');
  const encryptionKey = new kms.Key(stack, 'Key');
  const scaled = newEndpoint(stack, {
    updater: EndpointUpdater.cloudFormation(),
    variants: [newVariant(stack, {
      fallbackInstanceTypes: ['ml.m5.2xlarge'],
      modelsByInstanceType: { 'ml.m5.2xlarge': newModel(stack, 'Larger') },
      instanceProvisionTimeout: Duration.minutes(20),
      routingStrategy: RoutingStrategy.PREFIX_AWARE,
      prefixAwareRouting: { prefixLength: 4096, concurrencyThreshold: 8 },
      volumeSize: Size.gibibytes(64),
      modelDataDownloadTimeout: Duration.minutes(10),
      containerStartupHealthCheckTimeout: Duration.minutes(5),
      inferenceAmiVersion: 'al2-ami-sagemaker-inference-gpu-2',
      managedInstanceScaling: {
        minInstanceCount: 1,
        maxInstanceCount: 4,
        scaleInPolicy: { strategy: ScaleInStrategy.CONSOLIDATION, maximumStepSize: 2, cooldown: Duration.minutes(30) },
      },
      capacityReservationArn: 'arn:aws:sagemaker:us-east-1:111122223333:training-plan/churn',
      ssmAccess: true,
      coreDump: { bucket, encryptionKey },
    })],
    dataCapture: {
      bucket, encryptionKey, samplingPercent: 50, captureModes: [CaptureMode.INPUT], jsonContentTypes: ['application/json'], csvContentTypes: ['text/csv'],
    },
    asyncInference: {
      bucket,
      encryptionKey,
      failurePrefix: 'failures',
      maxConcurrentInvocationsPerInstance: 4,
      successTopic: topic,
      errorTopic: topic,
      answersIncludedIn: [AsyncNotification.SUCCESS],
    },
    encryptionKey,
    explainer: { clarifyExplainerConfig: { shapConfig: { shapBaselineConfig: {} } } },
    metricPublishFrequency: Duration.seconds(10),
    detailedObservability: true,
  });
  scaled.variant('AllTraffic').autoScaleInstanceCount({ maxCapacity: 4 });
  Tags.of(stack).add('team', 'churn');
  return [stack, withProps((scope) => ({ shadowVariants: [{ model: newModel(scope, 'Next'), instanceType: 'ml.m5.xlarge' }] })), models()];
}

function withProps(props: (stack: Stack) => Partial<GuardedEndpointProps>): Stack {
  const stack = newStack();
  newEndpoint(stack, props(stack));
  return stack;
}

function models(): Stack {
  const stack = newStack();
  const bucket = s3.Bucket.fromBucketName(stack, 'Models', 'models');
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const credentialsProvider = lambda.Function.fromFunctionArn(stack, 'Credentials', 'arn:aws:lambda:eu-west-1:111122223333:function:credentials');
  const declare = (id: string, source: ModelSource): Model => new Model(stack, id, { source, vpc, networkIsolation: true });
  declare('Private', ModelSource.fromContainer({
    image: ContainerImage.fromPrivateRegistry('registry.internal/churn:1', { credentialsProvider }),
    modelData: ModelData.fromPrefix(bucket, 'llm/', { acceptEula: true, hubContentArn: 'arn:aws:sagemaker:eu-west-1:111122223333:hub-content/hub/Model/llm/1.0.0' }),
    environment: { LOG_LEVEL: 'debug' },
  }));
  declare('Many', ModelSource.fromContainer({ image: IMAGE, modelData: ModelData.fromManyModels(bucket, 'all/', { cacheModels: false }) }));
  declare('Direct', ModelSource.fromDirectContainers([{ image: IMAGE, hostname: 'a' }]));
  declare('Version', ModelSource.fromModelPackageArn('arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/7', { inferenceSpecificationName: 'fast' }));
  Tags.of(stack).add('team', 'churn');
  return stack;
}

/** The paths of what a resource sets, without the numbers of lists. Containers are told from one another no further. */
function pathsIn(value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => pathsIn(item, path));
  }
  if (typeof value !== 'object' || value === null) {
    return [path];
  }
  return [path, ...Object.entries(value).flatMap(([name, item]) => pathsIn(item, joined(path, name)))];
}

/** The paths of what the API has. Of an explainer, which is passed through as it is, no more than its being there. */
function pathsOf(shapeName: string, path: string): string[] {
  const { type, members = {}, member } = SERVICE_MODELS.sagemaker.shapes[shapeName] as Shape & { members?: Record<string, string>; member?: string };
  if (type === 'list') {
    return pathsOf(member!, path);
  }
  if (type !== 'structure' || path.endsWith('ExplainerConfig')) {
    return [path];
  }
  return [path, ...Object.entries(members).flatMap(([name, inner]) => pathsOf(inner, joined(path, name)))];
}

function joined(path: string, name: string): string {
  const place = path.replace(/^EndpointConfig\.Shadow(Production)/, 'EndpointConfig.$1');
  return name === 'PrimaryContainer' || name === 'Containers' ? place : `${place}.${name}`;
}

describe.each([
  ['EndpointConfig', 'CreateEndpointConfigInput'], ['Model', 'CreateModelInput'], ['Endpoint', 'UpdateEndpointInput'],
])('what the API has for an %s', (type, shape) => {
  const set = new Set(declared().flatMap((stack) => Object.values(Template.fromStack(stack).findResources(`AWS::SageMaker::${type}`)))
    .flatMap(({ Properties }) => pathsIn(Properties, type)));
  const offered = [...new Set(pathsOf(shape, type))];

  test.each(offered.filter((path) => !Object.keys(EXCEPTIONS).some((except) => path === except || path.startsWith(`${except}.`))
    && !/\.(BlueGreen|Rolling)UpdatePolicy/.test(path)))('can be set: %s', (path) => {
    expect(set).toContain(path);
  });

  test('is not excepted where it can be set, or is gone', () => {
    const excepted = Object.keys(EXCEPTIONS).filter((path) => path.startsWith(`${type}.`));
    expect(excepted.filter((path) => set.has(path) || !offered.includes(path))).toEqual([]);
  });
});
