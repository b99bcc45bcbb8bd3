import { Duration, RemovalPolicy, Size, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newModel, newStack, newVariant, warned, warningsOf } from './declared';
import {
  AsyncNotification, CaptureMode, Guardrail, RoutingStrategy, ScaleInStrategy, type GuardedEndpointProps, type ScaleInPolicy,
  type VariantOptions,
} from '../src';
import { SERVICE_MODELS } from '../src/simulator/api/service-model.generated';
import { violations } from '../src/simulator/api/validate';

type Config = Record<string, unknown> & { ProductionVariants: Array<Record<string, unknown>> };

/** The endpoint config as the API would get it, its references replaced by text. */
function configOf(stack: Stack): Config {
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::SageMaker::EndpointConfig'));
  return JSON.parse(JSON.stringify(Properties), (_key, value) => {
    if (value?.Ref !== undefined) {
      return /^Topic/.test(value.Ref) ? 'arn:aws:sns:us-east-1:111122223333:topic' : 'bucket';
    }
    return value?.['Fn::GetAtt']?.[1] ?? value?.['Fn::Join']?.[1].join('') ?? value;
  });
}

function withProps(props: (stack: Stack) => Partial<GuardedEndpointProps>): Stack {
  const stack = newStack();
  newEndpoint(stack, props(stack));
  return stack;
}

function withVariant(options: Partial<VariantOptions>): Stack {
  return withProps((stack) => ({ variants: [newVariant(stack, options)] }));
}

function policiesAllowing(stack: Stack, action: string): Array<{ Roles: unknown[] }> {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => JSON.stringify(Properties.PolicyDocument).includes(`"${action}"`)).map(({ Properties }) => Properties);
}

/** Everything at once. */
function everything(stack: Stack): Partial<GuardedEndpointProps> {
  const bucket = new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS });
  const topic = new sns.Topic(stack, 'Topic');
  return {
    variants: [newVariant(stack, {
      variantName: 'AllTraffic',
      fallbackInstanceTypes: ['ml.m5.2xlarge', 'ml.c5.2xlarge'],
      instanceProvisionTimeout: Duration.minutes(20),
      routingStrategy: RoutingStrategy.PREFIX_AWARE,
      volumeSize: Size.gibibytes(64),
      modelDataDownloadTimeout: Duration.minutes(10),
      containerStartupHealthCheckTimeout: Duration.minutes(5),
      inferenceAmiVersion: 'al2-ami-sagemaker-inference-gpu-2',
      managedInstanceScaling: {
        minInstanceCount: 1,
        maxInstanceCount: 4,
        scaleInPolicy: { strategy: ScaleInStrategy.CONSOLIDATION, maximumStepSize: 2, cooldown: Duration.minutes(30) },
      },
      modelsByInstanceType: { 'ml.c5.2xlarge': newModel(stack, 'Compiled') },
      prefixAwareRouting: { prefixLength: 4096, concurrencyThreshold: 8 },
      capacityReservationArn: 'arn:aws:sagemaker:us-east-1:111122223333:training-plan/churn',
      ssmAccess: true,
      coreDump: { bucket, prefix: 'crashes', encryptionKey: new kms.Key(stack, 'CrashKey') },
    })],
    dataCapture: { bucket, prefix: 'captured', samplingPercent: 50, captureModes: [CaptureMode.INPUT], jsonContentTypes: ['application/json'] },
    asyncInference: {
      bucket,
      prefix: 'answers',
      failurePrefix: 'failures',
      maxConcurrentInvocationsPerInstance: 4,
      successTopic: topic,
      errorTopic: topic,
      answersIncludedIn: [AsyncNotification.SUCCESS],
    },
    encryptionKey: new kms.Key(stack, 'Key'),
    explainer: { clarifyExplainerConfig: { shapConfig: { shapBaselineConfig: { shapBaseline: '1,2,3' } } } },
    metricPublishFrequency: Duration.seconds(10),
    detailedObservability: true,
  };
}

describe('everything an endpoint can have', () => {
  const stack = withProps(everything);
  const config = configOf(stack);

  test('is what the service accepts', () => {
    expect(violations(SERVICE_MODELS.sagemaker, 'CreateEndpointConfigInput', { EndpointConfigName: 'config', ...config })).toEqual([]);
  });

  test('reaches the variant', () => {
    expect(config.ProductionVariants[0]).toMatchObject({
      InstancePools: [
        { InstanceType: 'ml.m5.xlarge', Priority: 1 }, { InstanceType: 'ml.m5.2xlarge', Priority: 2 },
        { InstanceType: 'ml.c5.2xlarge', Priority: 3, ModelNameOverride: expect.any(String) },
      ],
      VariantInstanceProvisionTimeoutInSeconds: 1200,
      RoutingConfig: { RoutingStrategy: 'PREFIX_AWARE', PrefixAwareRoutingConfig: { PrefixLength: 4096, ConcurrencyThreshold: 8 } },
      VolumeSizeInGB: 64,
      ModelDataDownloadTimeoutInSeconds: 600,
      ContainerStartupHealthCheckTimeoutInSeconds: 300,
      InferenceAmiVersion: 'al2-ami-sagemaker-inference-gpu-2',
      ManagedInstanceScaling: {
        Status: 'ENABLED', MinInstanceCount: 1, MaxInstanceCount: 4, ScaleInPolicy: { Strategy: 'CONSOLIDATION', MaximumStepSize: 2, CooldownInMinutes: 30 },
      },
      CapacityReservationConfig: {
        CapacityReservationPreference: 'capacity-reservations-only', MlReservationArn: 'arn:aws:sagemaker:us-east-1:111122223333:training-plan/churn',
      },
      EnableSSMAccess: true,
      CoreDumpConfig: { DestinationS3Uri: expect.stringMatching(/\/crashes$/), KmsKeyId: 'Arn' },
    });
    expect(config.ProductionVariants[0]).not.toHaveProperty('InstanceType');
  });

  test('reaches the config', () => {
    expect(config).toMatchObject({
      DataCaptureConfig: {
        EnableCapture: true,
        InitialSamplingPercentage: 50,
        DestinationS3Uri: expect.stringMatching(/^s3:\/\/.+\/captured$/),
        CaptureOptions: [{ CaptureMode: 'Input' }],
        CaptureContentTypeHeader: { JsonContentTypes: ['application/json'] },
      },
      AsyncInferenceConfig: {
        ClientConfig: { MaxConcurrentInvocationsPerInstance: 4 },
        OutputConfig: { S3OutputPath: expect.stringMatching(/\/answers$/), S3FailurePath: expect.stringMatching(/\/failures$/), NotificationConfig: { IncludeInferenceResponseIn: ['SUCCESS_NOTIFICATION_TOPIC'] } },
      },
      ExplainerConfig: { ClarifyExplainerConfig: { ShapConfig: { ShapBaselineConfig: { ShapBaseline: '1,2,3' } } } },
      MetricsConfig: { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 10, EnableDetailedObservability: true },
      KmsKeyId: expect.any(String),
    });
  });

  test('is what the roles of all models may write, before the endpoint is there', () => {
    const [writers] = policiesAllowing(stack, 's3:PutObject');
    expect(writers.Roles).toHaveLength(2);
    expect(policiesAllowing(stack, 'kms:GenerateDataKey')).toHaveLength(1);
    expect(policiesAllowing(stack, 'sns:Publish')).toHaveLength(1);
    const [resource] = Object.values(Template.fromStack(stack).findResources('Custom::GuardedSageMakerEndpoint'));
    expect(resource.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/Writers/)]));
  });
});

describe('what a role may write', () => {
  test.each(['captured', 'captured/'])('is what the service writes, to the prefix %s with one slash behind it', (prefix) => {
    const stack = withProps((scope) => ({ dataCapture: { bucket: s3.Bucket.fromBucketName(scope, 'Bucket', 'kept'), prefix } }));
    const statements = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(statements).toContainEqual({
      Action: 's3:PutObject', Effect: 'Allow', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::kept/captured/*']] },
    });
  });
});

describe('without any of it', () => {
  test('the config has nothing that was not asked for', () => {
    const { ProductionVariants, Tags, ...more } = configOf(withProps(() => ({})));
    expect(Object.keys(ProductionVariants[0]).sort()).toEqual(['InitialInstanceCount', 'InitialVariantWeight', 'InstanceType', 'ModelName', 'VariantName']);
    expect(more).toEqual({});
  });
});

describe('a feature out of its limits', () => {
  const managed = (scaleInPolicy: Partial<ScaleInPolicy>): Partial<VariantOptions> => (
    { managedInstanceScaling: { scaleInPolicy: { strategy: ScaleInStrategy.CONSOLIDATION, ...scaleInPolicy } } });
  const prefixAware = (prefixLength: number, concurrencyThreshold: number): Partial<VariantOptions> => (
    { routingStrategy: RoutingStrategy.PREFIX_AWARE, prefixAwareRouting: { prefixLength, concurrencyThreshold } });

  test.each([
    ['volumeSize of variants[0] \'AllTraffic\' is 513 GiB, 1 to 512 are allowed (VolumeSizeInGB', { volumeSize: Size.gibibytes(513) }],
    ['modelDataDownloadTimeout of variants[0] \'AllTraffic\' is 59 seconds, 60 to 3600', { modelDataDownloadTimeout: Duration.seconds(59) }],
    ['containerStartupHealthCheckTimeout of variants[0] \'AllTraffic\' is 3601 seconds', { containerStartupHealthCheckTimeout: Duration.seconds(3601) }],
    ['instanceProvisionTimeout of variants[0] \'AllTraffic\' is 299 seconds, 300 to 3600', { instanceProvisionTimeout: Duration.seconds(299) }],
    ['the number of instance types of variants[0] \'AllTraffic\' is 6 items, 1 to 5', { fallbackInstanceTypes: Array(5).fill('ml.m5.xlarge') }],
    ["maximumStepSize of scaleInPolicy of variants[0] 'AllTraffic' is 101 instances, 1 to 100", managed({ maximumStepSize: 101 })],
    ["cooldown of scaleInPolicy of variants[0] 'AllTraffic' is 1 minutes, 5 to 1440", managed({ cooldown: Duration.minutes(1) })],
    ['has a minInstanceCount of 3 and a maxInstanceCount of 2', { managedInstanceScaling: { minInstanceCount: 3, maxInstanceCount: 2 } }],
    ['is PREFIX_AWARE, without prefixAwareRouting', { routingStrategy: RoutingStrategy.PREFIX_AWARE }],
    ['is the default, and prefixAwareRouting is given', { prefixAwareRouting: { prefixLength: 1024, concurrencyThreshold: 1 } }],
    ["prefixLength of variants[0] 'AllTraffic' is 1023 bytes", prefixAware(1023, 1)],
    ["concurrencyThreshold of variants[0] 'AllTraffic' is 1025 items", prefixAware(1024, 1025)],
    ["is 'm5.xlarge', a type that SageMaker hosts on", { fallbackInstanceTypes: ['m5.xlarge'] }],
  ])('fails: %s', (fault, options) => {
    expect(() => withVariant(options)).toThrow(fault);
  });

  test.each([
    ['samplingPercent of dataCapture is 101 %', (stack: Stack) => ({ dataCapture: { bucket: new s3.Bucket(stack, 'B'), samplingPercent: 101 } })],
    ['captureModes of dataCapture is empty', (stack: Stack) => ({ dataCapture: { bucket: new s3.Bucket(stack, 'B'), captureModes: [] } })],
    ['maxConcurrentInvocationsPerInstance is 0 items, 1 to 1000', (stack: Stack) => (
      { asyncInference: { bucket: new s3.Bucket(stack, 'B'), maxConcurrentInvocationsPerInstance: 0 } })],
    ['answersIncludedIn of asyncInference has ERROR_NOTIFICATION_TOPIC, for which there is no topic; use errorTopic', (stack: Stack) => (
      { asyncInference: { bucket: new s3.Bucket(stack, 'B'), answersIncludedIn: [AsyncNotification.ERROR] } })],
    ['is for instance pools, and there is one type', (stack: Stack) => (
      { variants: [newVariant(stack, { modelsByInstanceType: { 'ml.m5.xlarge': newModel(stack, 'Compiled') } })] })],
    ['has a model for ml.inf2.xlarge, which is neither its instanceType nor', (stack: Stack) => ({
      variants: [newVariant(stack, { fallbackInstanceTypes: ['ml.m5.2xlarge'], modelsByInstanceType: { 'ml.inf2.xlarge': newModel(stack, 'Compiled') } })],
    })],
    ['metricPublishFrequency is 20 seconds, one of 10, 30, 60', () => ({ metricPublishFrequency: Duration.seconds(20) })],
    ['samplingPercent of shadowVariants[0] is 0, more than 0', (stack: Stack) => (
      { shadowVariants: [{ model: newModel(stack, 'Next'), instanceType: 'ml.m5.xlarge', samplingPercent: 0 }] })],
    ["2 variants are named 'AllTraffic'", (stack: Stack) => (
      { shadowVariants: [{ model: newModel(stack, 'Next'), instanceType: 'ml.m5.xlarge', variantName: 'AllTraffic' }] })],
  ])('fails: %s', (fault, props) => {
    expect(() => withProps(props)).toThrow(fault);
  });

  test('fails if a shadow variant has several production variants', () => {
    expect(() => withProps((stack) => ({
      variants: ['A', 'B'].map((variantName) => newVariant(stack, { variantName })),
      shadowVariants: [{ model: newModel(stack, 'Next'), instanceType: 'ml.m5.xlarge' }],
    }))).toThrow('shadowVariants has 1 and variants 2, one of each is allowed');
  });
});

describe('metrics that are published every ten seconds', () => {
  test('make alarms of ten seconds possible', () => {
    const guardrails = [Guardrail.serverErrorRate({ period: Duration.seconds(10) })];
    expect(warned(guardrails)).toHaveLength(1);
    expect(warned(guardrails, { metricPublishFrequency: Duration.seconds(10) })).toEqual([]);
  });
});

describe('an endpoint that is to be kept', () => {
  test('is retained with its config', () => {
    const template = Template.fromStack(withProps(() => ({ removalPolicy: RemovalPolicy.RETAIN })));
    template.hasResource('Custom::GuardedSageMakerEndpoint', { DeletionPolicy: 'Retain' });
    template.hasResource('AWS::SageMaker::EndpointConfig', { DeletionPolicy: 'Retain' });
  });

  test('is retained with its config also when that is said of the construct', () => {
    const stack = newStack();
    newEndpoint(stack).applyRemovalPolicy(RemovalPolicy.RETAIN);
    const template = Template.fromStack(stack);
    template.hasResource('Custom::GuardedSageMakerEndpoint', { DeletionPolicy: 'Retain' });
    template.hasResource('AWS::SageMaker::EndpointConfig', { DeletionPolicy: 'Retain' });
  });
});

describe('asynchronous requests', () => {
  test('can be permitted, and their queue be looked at', () => {
    const stack = newStack();
    const endpoint = newEndpoint(stack);
    endpoint.grantInvokeAsync(new iam.Role(stack, 'Caller', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
    expect(policiesAllowing(stack, 'sagemaker:InvokeEndpointAsync')).toHaveLength(1);
    expect(endpoint.metricQueue('ApproximateBacklogSize').toMetricConfig().metricStat).toMatchObject({
      namespace: 'AWS/SageMaker', metricName: 'ApproximateBacklogSize', dimensions: [{ name: 'EndpointName', value: 'churn' }],
    });
  });
});

describe('the queue of an asynchronous endpoint', () => {
  const endpoint = newEndpoint(newStack());

  test.each([
    ['ApproximateBacklogSize', 'Average', endpoint.metricApproximateBacklogSize()],
    ['ApproximateBacklogSizePerInstance', 'Average', endpoint.metricApproximateBacklogSizePerInstance()],
    ['ApproximateAgeOfOldestRequest', 'Maximum', endpoint.metricApproximateAgeOfOldestRequest()],
    ['HasBacklogWithoutCapacity', 'Maximum', endpoint.metricHasBacklogWithoutCapacity()],
  ])('has %s, by default the %s', (metricName, statistic, metric) => {
    expect(metric).toMatchObject({ namespace: 'AWS/SageMaker', metricName, statistic, dimensions: { EndpointName: 'churn' } });
  });
});

describe('autoscaling', () => {
  test('scales a variant between two numbers, once the endpoint is there', () => {
    const stack = newStack();
    const scaling = newEndpoint(stack).variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 20 });
    scaling.scaleOnInvocations('Traffic', { targetInvocationsPerInstance: 1200 });
    scaling.scaleOnConcurrency('Concurrency', { targetConcurrentRequestsPerModel: 4 });
    const template = Template.fromStack(stack);
    template.hasResource('AWS::ApplicationAutoScaling::ScalableTarget', {
      Properties: {
        ServiceNamespace: 'sagemaker', ScalableDimension: 'sagemaker:variant:DesiredInstanceCount', ResourceId: 'endpoint/churn/variant/AllTraffic', MinCapacity: 2, MaxCapacity: 20,
      },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ChurnEndpoint')]),
    });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 1200, PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
      },
    });
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each([
    ['ml.t3.medium', { maxCapacity: 4 }, 'ml.t3.medium is a burstable type, which cannot be autoscaled'],
    ['ml.m5.xlarge', { minCapacity: 5, maxCapacity: 4 }, 'minCapacity is 5 and maxCapacity 4'],
  ])('fails for %s with %j', (instanceType, scaling, fault) => {
    const stack = newStack();
    const endpoint = newEndpoint(stack, { variants: [newVariant(stack, { instanceType })] });
    expect(() => endpoint.variant('AllTraffic').autoScaleInstanceCount(scaling)).toThrow(fault);
  });

  test('fails if it is asked for twice', () => {
    const variant = newEndpoint(newStack()).variant('AllTraffic');
    variant.autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 4 });
    expect(() => variant.autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 4 })).toThrow("variant 'AllTraffic' is autoscaled already");
  });
});
