/* eslint-disable @stylistic/max-len -- a case a line */
import {
  App, CfnParameter, Duration, Fn, Lazy, RemovalPolicy, Size, Stack, Token, aws_applicationautoscaling as appscaling, aws_kms as kms, aws_lambda as lambda, aws_s3 as s3, aws_sagemaker as sagemaker,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newModel, newVariant } from './declared';
import { endpoint, native, said, variants, type Case, type Declare, type Trap } from './trapped';
import {
  CapacitySize, ContainerImage, DeploymentStrategy, EndpointGuardrails, EndpointUpdater, GuardedEndpoint, Guardrail, Model, ModelData, ModelSource, RoutingStrategy,
  type GuardedEndpointProps, type ProductionVariantProps,
} from '../src';

const { minutes, hours, seconds } = Duration;
const { instances, percent } = CapacitySize;
type Props = Partial<Omit<GuardedEndpointProps, 'variants'>>;

const variant = (options: Partial<ProductionVariantProps>, props: Props = {}): Declare => endpoint({ ...props, variant: options });
const fleet = (initialInstanceCount: number, strategy: DeploymentStrategy, props: Props = {}): Declare => variant({ initialInstanceCount }, { strategy, ...props });
const split = (...each: Array<Partial<ProductionVariantProps> & { readonly variantName: string }>) => (props: Props = {}): Declare => (stack) => { newEndpoint(stack, { variants: variants(stack, ...each), ...props }); };
const serving = (source: (stack: Stack) => ModelSource, options: Partial<ProductionVariantProps> = {}, props: Props = {}): Declare => (stack) => {
  newEndpoint(stack, { variants: [newVariant(stack, { initialInstanceCount: 10, model: new Model(stack, 'Model', { source: source(stack) }), ...options })], ...props });
};
const image = ContainerImage.fromUri('registry.example.com/churn:1');
const bucket = (stack: Stack): s3.IBucket => s3.Bucket.fromBucketName(stack, 'Models', 'models');
const approval = (stack: Stack): lambda.IFunction => lambda.Function.fromFunctionName(stack, 'Approval', 'approve');

function target(stack: Stack, endpointName: string, props: Partial<appscaling.CfnScalableTargetProps> = {}): void {
  new appscaling.CfnScalableTarget(stack, 'Target', {
    serviceNamespace: 'sagemaker', scalableDimension: 'sagemaker:variant:DesiredInstanceCount', resourceId: `endpoint/${endpointName}/variant/AllTraffic`, minCapacity: 1, maxCapacity: 8, ...props,
  });
}

function beside(declare: (stack: Stack, declared: GuardedEndpoint) => void, props: Partial<GuardedEndpointProps> = {}, options: Partial<ProductionVariantProps> = {}): Declare {
  return (stack) => declare(stack, newEndpoint(stack, { variants: [newVariant(stack, { initialInstanceCount: 4, ...options })], ...props }));
}

function overridden(path: string, value: unknown): Declare {
  return beside((_stack, declared) => declared.node.findAll().forEach((each) => { if (sagemaker.CfnEndpointConfig.isCfnEndpointConfig(each)) { each.addPropertyOverride(path, value); } }));
}

function parameter(value: unknown, use: (token: number) => Declare): Declare {
  return (stack) => use(new CfnParameter(stack, 'Parameter', { type: 'Number', default: value }).valueAsNumber)(stack);
}

const TRAPS: readonly Trap[] = [
  // The size of a step.
  ['two of three instances', 'refused: GuardedEndpoint', fleet(3, DeploymentStrategy.canary({ size: instances(2) }))],
  ['half of a single instance', 'refused: GuardedEndpoint', fleet(1, DeploymentStrategy.canary({ size: percent(50) }))],
  ['one of twenty in a linear update', 'refused: GuardedEndpoint', fleet(20, DeploymentStrategy.linear({ stepSize: instances(1) }))],
  ['one of thirty in a rolling update', 'refused: GuardedEndpoint', fleet(30, DeploymentStrategy.rolling({ batchSize: instances(1) }))],
  ['half of three', 'rounded-share', fleet(3, DeploymentStrategy.linear({ stepSize: percent(50) }))],
  ['a smaller variant beside a large one', 'refused: GuardedEndpoint', split({ variantName: 'A', initialInstanceCount: 10 }, { variantName: 'B', initialInstanceCount: 2 })({ strategy: DeploymentStrategy.canary({ size: instances(3) }) })],
  ['a rolling update of several variants', 'refused: GuardedEndpoint', split({ variantName: 'A' }, { variantName: 'B' })({ strategy: DeploymentStrategy.rolling() })],
  ['a rollback of one at a time', 'slow-rollback', fleet(20, DeploymentStrategy.rolling({ batchSize: percent(50), rollbackBatchSize: instances(1) }))],
  ['a rollback of 5 % at a time', 'slow-rollback', fleet(20, DeploymentStrategy.rolling({ batchSize: percent(25), rollbackBatchSize: percent(5) }))],
  // Time.
  ['no baking period', 'bake-shorter-than-alarm', fleet(10, DeploymentStrategy.linear({ bakingPeriod: seconds(0) }))],
  ['all at once without a bake', 'bake-shorter-than-alarm', fleet(10, DeploymentStrategy.allAtOnce({ bakingPeriod: seconds(0) }))],
  ['no termination wait after a canary', 'last-step-unwatched', fleet(10, DeploymentStrategy.canary({ terminationWait: seconds(0) }))],
  ['ten seconds of termination wait', 'last-step-unwatched', fleet(4, DeploymentStrategy.canary({ size: instances(1), terminationWait: seconds(10) }))],
  ['a timeout below the health check', 'timeout-shorter-than-rollout', variant({ containerStartupHealthCheckTimeout: hours(1) }, { strategy: DeploymentStrategy.canary({ maximumExecutionTimeout: minutes(30) }) })],
  ['a timeout below the download', 'timeout-shorter-than-rollout', variant({ modelDataDownloadTimeout: hours(1) }, { strategy: DeploymentStrategy.canary({ maximumExecutionTimeout: minutes(30) }) })],
  ['a timeout below both together', 'timeout-shorter-than-rollout', variant({ modelDataDownloadTimeout: minutes(30), containerStartupHealthCheckTimeout: minutes(30) }, { strategy: DeploymentStrategy.canary({ maximumExecutionTimeout: minutes(45) }) })],
  ['a timeout below the search for instances', 'timeout-shorter-than-rollout', variant({ fallbackInstanceTypes: ['ml.m5.2xlarge'], instanceProvisionTimeout: hours(1) }, { strategy: DeploymentStrategy.canary({ maximumExecutionTimeout: minutes(30) }) })],
  ['twenty launches in an hour', 'timeout-shorter-than-rollout', fleet(20, DeploymentStrategy.rolling({ batchSize: percent(5), bakingPeriod: minutes(2), maximumExecutionTimeout: hours(1) }))],
  ['a long update without a wait condition', 'longer-than-cloudformation-waits', fleet(10, DeploymentStrategy.linear({ stepSize: percent(10), bakingPeriod: minutes(30) }), { waitCondition: false })],
  ['an approval of four hours without a wait condition', 'longer-than-cloudformation-waits', (stack) => { newEndpoint(stack, { waitCondition: false, hooks: { beforeUpdate: { handler: approval(stack), timeout: hours(4) } } }); }],
  ['hooks of 22 hours', 'longer-than-cloudformation-waits', (stack) => { newEndpoint(stack, { hooks: { beforeUpdate: { handler: approval(stack), timeout: hours(11) }, afterUpdate: { handler: lambda.Function.fromFunctionName(stack, 'Smoke', 'smoke'), timeout: hours(11) } } }); }],
  // Instances.
  ['a CPU type under a guardrail on GPUs', 'fallback-unwatched', variant({ instanceType: 'ml.g5.xlarge', fallbackInstanceTypes: ['ml.c5.2xlarge'] }, { guardrails: [Guardrail.serverErrorRate(), Guardrail.gpuUtilization({ thresholdPercent: 90 })] })],
  ['more than a smaller type has', 'fallback-unwatched', variant({ instanceType: 'ml.m5.4xlarge', fallbackInstanceTypes: ['ml.m5.xlarge'] }, { guardrails: [Guardrail.cpuUtilization({ thresholdPercent: 1200 })] })],
  ['80 % of one vCPU of 16', 'one-core-of-many', variant({ instanceType: 'ml.m5.4xlarge' }, { guardrails: [Guardrail.cpuUtilization({ thresholdPercent: 80 })] })],
  ['Inf1 among the fallbacks', 'refused: guard-dropped', variant({ fallbackInstanceTypes: ['ml.inf1.2xlarge'] })],
  ['Inf1 for one variant of two', 'refused: guard-dropped', split({ variantName: 'A' }, { variantName: 'B', instanceType: 'ml.inf1.xlarge' })()],
  ['a type twice', 'refused: GuardedEndpoint', variant({ fallbackInstanceTypes: ['ml.m5.2xlarge', 'ml.m5.2xlarge'] })],
  ['its own type as a fallback', 'refused: GuardedEndpoint', variant({ fallbackInstanceTypes: ['ml.m5.xlarge'] })],
  ['a type with a misspelt size', 'refused: GuardedEndpoint', variant({ instanceType: 'ml.m5.xlrage' })],
  ['a key for instances with disks', 'refused: local-storage', (stack) => variant({ instanceType: 'ml.g5.xlarge' }, { encryptionKey: new kms.Key(stack, 'Key') })(stack)],
  ['a key for one variant with disks', 'refused: local-storage', (stack) => split({ variantName: 'A' }, { variantName: 'B', instanceType: 'ml.g4dn.xlarge' })({ encryptionKey: new kms.Key(stack, 'Key') })(stack)],
  ['a key for native instances with disks', 'refused: local-storage', native({ variant: { instanceType: 'ml.m5d.xlarge' }, config: { kmsKeyId: 'alias/churn' } })],
  ['a volume for instances with disks', 'refused: local-storage', variant({ instanceType: 'ml.p4d.24xlarge', volumeSize: Size.gibibytes(100) })],
  ['a key of another region', 'refused: elsewhere', (stack) => endpoint({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555') })(stack)],
  ['a hook in another region', 'refused: elsewhere', (stack) => endpoint({ hooks: { afterUpdate: { handler: lambda.Function.fromFunctionArn(stack, 'Hook', 'arn:aws:lambda:us-east-1:111122223333:function:smoke') } } })(stack)],
  // Scaling.
  ['a raw scalable target', 'scales-too-low', beside((stack) => target(stack, 'churn'))],
  ['a raw scalable target by a reference', 'scales-too-low', beside((stack, { endpointArn }) => target(stack, Fn.select(1, Fn.split('/', endpointArn))))],
  ['a raw scalable target of a name made at synth', 'scales-too-low', beside((stack, { endpointName }) => target(stack, endpointName), { endpointName: undefined })],
  ['a raw scalable target in another stack', 'scales-too-low', beside((stack, { endpointName }) => target(new Stack(stack.node.root as App, 'Other', { env: { account: stack.account, region: stack.region } }), endpointName))],
  ['a raw scalable target that makes a step too small', 'scales-too-high', beside((stack) => target(stack, 'churn', { minCapacity: 4, maxCapacity: 40 }), { strategy: DeploymentStrategy.linear({ stepSize: instances(1) }) })],
  ['a raw scalable target that scales to zero at night', 'scales-too-low', beside((stack) => target(stack, 'churn', { minCapacity: 2, scheduledActions: [{ scheduledActionName: 'night', schedule: 'cron(0 22 * * ? *)', scalableTargetAction: { minCapacity: 0, maxCapacity: 0 } }] }))],
  ['a raw scalable target where CloudFormation updates', 'autoscaling-reset', beside((stack) => target(stack, 'churn', { minCapacity: 2 }), { updater: EndpointUpdater.cloudFormation() })],
  ['a raw scalable target after the mixin', 'autoscaling-reset', (stack) => { native()(stack); target(stack, 'churn', { minCapacity: 2 }); }],
  ['numbers that are retained but for instances', 'autoscaling-reset', native({ endpoint: { retainAllVariantProperties: true, excludeRetainedVariantProperties: [{ variantPropertyType: 'DesiredInstanceCount' }] } }, (stack) => target(stack, 'churn', { minCapacity: 2 }))],
  ['a raw scalable target of no variant', 'refused: ', beside((stack) => target(stack, 'churn', { resourceId: 'endpoint/churn/variant/Typo' }))],
  ['a raw scalable target of a burstable type', 'refused: ', beside((stack) => target(stack, 'churn', { minCapacity: 2 }), {}, { instanceType: 'ml.t2.medium' })],
  ['none at night, all at once', 'scales-too-low', beside((_stack, declared) => declared.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 0, maxCapacity: 4 }), { strategy: DeploymentStrategy.allAtOnce() })],
  ['a maximum of one at night', 'scales-too-low', beside((_stack, declared) => declared.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 4 }).scaleOnSchedule('Night', { schedule: appscaling.Schedule.cron({ hour: '22', minute: '0' }), maxCapacity: 1 }))],
  ['a minimum above the maximum at night', 'refused: ', beside((_stack, declared) => declared.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 4 }).scaleOnSchedule('Night', { schedule: appscaling.Schedule.cron({ hour: '22', minute: '0' }), minCapacity: 8, maxCapacity: 4 }))],
  ['a target of no requests', 'refused: ', beside((_stack, declared) => declared.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 4 }).scaleOnInvocations('Requests', { targetInvocationsPerInstance: 0 }))],
  // What is only known at the end.
  ['a lazy number of instances', 'refused: ', variant({ initialInstanceCount: Lazy.number({ produce: () => 1 }) })],
  ['a lazy type', 'refused: guard-dropped', variant({ instanceType: Lazy.string({ produce: () => 'ml.inf1.xlarge' }) })],
  ['a lazy size', 'refused: ', fleet(10, DeploymentStrategy.canary({ size: percent(Lazy.number({ produce: () => 80 })) }))],
  ['a lazy baking period', 'bake-shorter-than-alarm', fleet(4, DeploymentStrategy.canary({ size: instances(1), bakingPeriod: seconds(Lazy.number({ produce: () => 0 })) }))],
  ['a token for one instance', 'refused: ', variant({ initialInstanceCount: Token.asNumber({ resolve: () => 1 }) })],
  ['a parameter that is one instance by default', 'parameter-default', parameter(1, (initialInstanceCount) => variant({ initialInstanceCount }))],
  ['a parameter that is 80 % by default', 'parameter-default', parameter(80, (value) => fleet(10, DeploymentStrategy.canary({ size: percent(value) })))],
  ['a parameter that is no bake by default', 'parameter-default', parameter(0, (value) => fleet(10, DeploymentStrategy.canary({ bakingPeriod: seconds(value) })))],
  ['a native parameter that is one instance by default', 'parameter-default', parameter(1, (initialInstanceCount) => native({ variant: { initialInstanceCount } }))],
  ['an override to one instance', 'refused: ', overridden('ProductionVariants.0.InitialInstanceCount', 1)],
  ['an override to Inf1', 'refused: guard-dropped', overridden('ProductionVariants.0.InstanceType', 'ml.inf1.xlarge')],
  ['an override of the name', 'refused: dimensions-match-nothing', overridden('ProductionVariants.0.VariantName', 'v2')],
  ['an override of the weight', 'too-little-traffic', overridden('ProductionVariants.0.InitialVariantWeight', 0)],
  ['a native override to one instance, after the mixin', 'refused: ', (stack) => { native()(stack); (stack.node.findChild('Config') as sagemaker.CfnEndpointConfig).addPropertyOverride('ProductionVariants.0.InitialInstanceCount', 1); }],
  ['a native override to all at once', 'refused: guard-taken-away', (stack) => { native()(stack); (stack.node.findChild('Endpoint') as sagemaker.CfnEndpoint).addPropertyOverride('DeploymentConfig.BlueGreenUpdatePolicy.TrafficRoutingConfiguration.Type', 'ALL_AT_ONCE'); }],
  ['guardrails on a stack that is empty', 'guards-nothing', (stack) => { stack.with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] })); }],
  // Names.
  ...['churn-2026-11-21', 'churn-3f2a9bc', 'churn-1795280000', 'churn-1-4-2'].map((endpointName): Trap => [`an endpoint called ${endpointName}`, 'endpoint-named-after-version', endpoint({ endpointName })]),
  // Models.
  ['golden requests to a model of many', 'refused: GuardedEndpoint', serving((stack) => ModelSource.fromContainer({ image, modelData: ModelData.fromManyModels(bucket(stack), 'models/') }), {}, { verification: { requests: [{ payload: {} }] } })],
  ['golden requests to containers that are asked one by one', 'refused: GuardedEndpoint', serving(() => ModelSource.fromDirectContainers([{ image, hostname: 'a' }, { image, hostname: 'b' }]), {}, { verification: { requests: [{ payload: {} }] } })],
  ['JSON looked for in CSV', 'refused: GuardedEndpoint', endpoint({ verification: { requests: [{ payload: 'a', accept: 'text/csv', expectedBody: { label: 'leaves' } }] } })],
  ['a key that is a URL', 'refused: ModelData', serving((stack) => ModelSource.fromContainer({ image, modelData: ModelData.fromBucket(bucket(stack), 's3://models/churn/model.tar.gz') }))],
  ['an image for GPUs on CPUs', 'image-for-other-hardware', serving(() => ModelSource.fromContainer({ image: ContainerImage.fromDlc('huggingface-pytorch-inference', '2.6.0-transformers4.49.0-gpu-py312-cu124-ubuntu22.04') }))],
  ['an endpoint that outlives its model', 'retained-without-model', endpoint({ removalPolicy: RemovalPolicy.RETAIN })],
];

const SOUND: readonly Case[] = [
  ...[2, 3, 4, 10, 100].map((count): Case => [`the default on ${count} instances`, variant({ initialInstanceCount: count })]),
  ['half of two', fleet(2, DeploymentStrategy.canary({ size: percent(50) }))],
  ['five of ten', fleet(10, DeploymentStrategy.canary({ size: instances(5) }))],
  ['a third of three, linear', fleet(3, DeploymentStrategy.linear({ stepSize: percent(33) }))],
  ['one of ten, linear', fleet(10, DeploymentStrategy.linear({ stepSize: instances(1) }))],
  ['no termination wait after linear steps', fleet(5, DeploymentStrategy.linear({ terminationWait: seconds(0) }))],
  ['a minute of termination wait', fleet(10, DeploymentStrategy.canary({ terminationWait: minutes(1) }))],
  ['5 % of twenty, rolling', fleet(20, DeploymentStrategy.rolling({ batchSize: percent(5) }))],
  ['rolling, and back at once', fleet(8, DeploymentStrategy.rolling({ batchSize: percent(25), rollbackBatchSize: percent(100) }))],
  ['rolling, and back as fast', fleet(10, DeploymentStrategy.rolling({ batchSize: percent(20), rollbackBatchSize: percent(20) }))],
  ['a single instance, all at once', fleet(1, DeploymentStrategy.allAtOnce())],
  ['a long canary', fleet(10, DeploymentStrategy.canary({ size: instances(1), bakingPeriod: hours(1), terminationWait: minutes(30) }))],
  ['half an hour in all', fleet(10, DeploymentStrategy.canary({ maximumExecutionTimeout: minutes(30) }))],
  ['time for a slow start', variant({ containerStartupHealthCheckTimeout: minutes(15) }, { strategy: DeploymentStrategy.canary({ maximumExecutionTimeout: hours(2) }) })],
  ['a language model', variant({ instanceType: 'ml.g5.12xlarge', initialInstanceCount: 4, modelDataDownloadTimeout: minutes(30), containerStartupHealthCheckTimeout: minutes(30) }, { strategy: DeploymentStrategy.rolling({ batchSize: percent(25) }) })],
  ['a short update without a wait condition', endpoint({ waitCondition: false })],
  ['an approval of four hours', (stack) => { newEndpoint(stack, { hooks: { beforeUpdate: { handler: approval(stack), timeout: hours(4) } } }); }],
  ['a fallback with GPUs', variant({ instanceType: 'ml.g5.xlarge', fallbackInstanceTypes: ['ml.g6.xlarge', 'ml.g5.2xlarge'] }, { guardrails: [Guardrail.serverErrorRate(), Guardrail.gpuUtilization({ thresholdPercent: 90 })] })],
  ['80 % of four vCPUs', variant({}, { guardrails: [Guardrail.serverErrorRate(), Guardrail.cpuUtilization({ thresholdPercent: 320 })] })],
  ['a key and a volume', (stack) => variant({ volumeSize: Size.gibibytes(100) }, { encryptionKey: new kms.Key(stack, 'Key') })(stack)],
  ...['ml.inf2.xlarge', 'ml.c7g.xlarge', 'ml.trn1.2xlarge', 'ml.p6-b200.48xlarge', 'ml.r7i.48xlarge'].map((instanceType): Case => [`an ${instanceType}`, variant({ instanceType })]),
  ['autoscaling', beside((_stack, declared) => declared.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 4, maxCapacity: 20 }).scaleOnInvocations('Requests', { targetInvocationsPerInstance: 600 }))],
  ['more at day, fewer at night', beside((_stack, declared) => declared.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 8 }).scaleOnSchedule('Night', { schedule: appscaling.Schedule.cron({ hour: '22', minute: '0' }), minCapacity: 2, maxCapacity: 3 }))],
  ['a raw scalable target of enough instances', beside((stack) => target(stack, 'churn', { minCapacity: 2 }))],
  ['a raw scalable target of another endpoint', beside((stack) => target(stack, 'other'))],
  ['a raw scalable target whose numbers are kept', native({ endpoint: { retainAllVariantProperties: true } }, (stack) => target(stack, 'churn', { minCapacity: 2 }))],
  ['a lazy number of instances', variant({ initialInstanceCount: Lazy.number({ produce: () => 10 }) })],
  ['a parameter of four instances', parameter(4, (initialInstanceCount) => variant({ initialInstanceCount }))],
  ['an override of the volume', overridden('ProductionVariants.0.VolumeSizeInGB', 30)],
  ['an override to more instances', overridden('ProductionVariants.0.InitialInstanceCount', 20)],
  ['a native override of a wait', (stack) => { native()(stack); (stack.node.findChild('Endpoint') as sagemaker.CfnEndpoint).addPropertyOverride('DeploymentConfig.BlueGreenUpdatePolicy.TerminationWaitInSeconds', 600); }],
  ...['churn-v2', 'churn-prod', 'team-7-eu-west-1', 'llama-3-8b'].map((endpointName): Case => [`an endpoint called ${endpointName}`, endpoint({ endpointName })]),
  ['golden requests', endpoint({ verification: { requests: [{ payload: {}, accept: 'application/json;verbose=true', expectedBody: { label: 'leaves' } }] } })],
  ['a model of many', serving((stack) => ModelSource.fromContainer({ image, modelData: ModelData.fromManyModels(bucket(stack), 'models/') }))],
  ['an image for GPUs on GPUs', serving(() => ModelSource.fromContainer({ image: ContainerImage.fromDlc('huggingface-pytorch-inference', '2.6.0-transformers4.49.0-gpu-py312-cu124-ubuntu22.04') }), { instanceType: 'ml.g5.xlarge' })],
  ['a model for each type', (stack) => variant({ instanceType: 'ml.g5.xlarge', fallbackInstanceTypes: ['ml.inf2.xlarge'], modelsByInstanceType: { 'ml.inf2.xlarge': newModel(stack, 'Compiled') } })(stack)],
  ['another way to route', variant({ routingStrategy: RoutingStrategy.LEAST_OUTSTANDING_REQUESTS })],
  ['a capacity reservation', variant({ capacityReservationArn: 'arn:aws:sagemaker:eu-west-1:111122223333:ml-reservation/churn' })],
];

describe('a trap of a rollout is told of', () => {
  test.each(TRAPS)('%s: %s', (_name, expected, declare) => {
    const found = said(declare, (stack) => Template.fromStack(stack));
    expect(found.map((each) => (each.startsWith(expected) ? expected : each))).toContain(expected);
  });
});

describe('nothing is said of', () => {
  test.each(SOUND)('%s', (_name, declare) => {
    expect(said(declare, (stack) => Template.fromStack(stack))).toEqual([]);
  });
});
