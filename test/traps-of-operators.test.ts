/* eslint-disable @stylistic/max-len -- a case a line */
import { App, Duration, Stack, aws_applicationautoscaling as appscaling, aws_cloudwatch as cloudwatch, aws_s3 as s3, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newModel, newVariant, rawMetric } from './declared';
import { ERRORS, HERE, MINUTE, byAlarm, byCfnAlarm, endpoint, expression, guardedBy, instance, native, said, variants, type Case, type Declare, type Trap } from './trapped';
import { CapacitySize, DeploymentStrategy, EndpointUpdater, FleetScope, GuardedEndpoint, Guardrail, type ProductionVariant, type ScalableInstanceCount } from '../src';

const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD, LESS_THAN_OR_EQUAL_TO_THRESHOLD, LESS_THAN_THRESHOLD } = cloudwatch.ComparisonOperator;
const SEEN = { EndpointName: 'churn', VariantName: 'AllTraffic' };
const on = (metric: cloudwatch.IMetric, threshold: number, comparisonOperator?: cloudwatch.ComparisonOperator): Declare =>
  guardedBy(Guardrail.fromMetric(metric, { threshold, comparisonOperator, label: 'Own' }));
/** With server errors guarded as they should be. */
const besides = (...guardrails: Guardrail[]): Declare => guardedBy(Guardrail.serverErrorRate(), ...guardrails);
const of = (text: string, usingMetrics: Record<string, cloudwatch.IMetric>): cloudwatch.MathExpression => new cloudwatch.MathExpression({ expression: text, usingMetrics, period: MINUTE });
const average = rawMetric(ERRORS, 'Average');
const [e, i, l] = [rawMetric(ERRORS, 'Sum'), rawMetric('Invocations', 'Sum'), rawMetric('ModelLatency', 'p99')];

function added(guardrail: (variant: ProductionVariant, declared: GuardedEndpoint, stack: Stack) => Guardrail): Declare {
  return (stack) => {
    const declared = newEndpoint(stack, { variants: [newVariant(stack, { initialInstanceCount: 10 })] });
    declared.addGuardrail(guardrail(declared.variant('AllTraffic'), declared, stack));
  };
}

function scaled(limits: appscaling.EnableScalingProps, props: Parameters<typeof endpoint>[0] = {}, more: (scalable: ScalableInstanceCount) => void = () => undefined): Declare {
  return (stack) => {
    endpoint(props)(stack);
    more((stack.node.findChild('Churn') as GuardedEndpoint).variant('AllTraffic').autoScaleInstanceCount(limits));
  };
}

function asynchronous(declare: (declared: GuardedEndpoint) => void, guardrails?: Guardrail[]): Declare {
  return (stack) => declare(newEndpoint(stack, { asyncInference: { bucket: new s3.Bucket(stack, 'Answers') }, guardrails }));
}

const TRAPS: readonly Trap[] = [
  // What not even a model that fails all has.
  ['the least of all answers', 'refused: never-goes-off', on(rawMetric(ERRORS, 'Minimum'), 0)],
  ['the least of all answers of the green fleet', 'refused: never-goes-off', added(({ greenFleet }) => Guardrail.fromMetric(greenFleet.metricServerErrors({ statistic: 'Minimum' }), { threshold: 0 }))],
  ['availability below none', 'refused: never-goes-off', on(expression('100 - 100 * errors / all'), 0, LESS_THAN_THRESHOLD)],
  ['fewer answers than errors', 'refused: never-goes-off', on(expression('all - errors'), 0, LESS_THAN_THRESHOLD)],
  ['less than no error', 'refused: never-goes-off', on(average, 0, LESS_THAN_THRESHOLD)],
  ['percent for a ratio, within a condition', 'refused: never-goes-off', on(of('IF(m > 5, 1, 0)', { m: average }), 0)],
  ['percent for a ratio, as a comparison', 'refused: never-goes-off', on(of('m > 5', { m: average }), 0)],
  ['two conditions that exclude each other', 'refused: never-goes-off', on(of('IF(m > 0.05 AND m < 0.01, 1, 0)', { m: average }), 0)],
  ['the average of requests', 'refused: never-goes-off', on(rawMetric('Invocations', 'Average'), 100)],
  ['the maximum of requests per instance', 'refused: never-goes-off', on(rawMetric('InvocationsPerInstance', 'Maximum'), 100)],
  ['percent for a ratio, the larger of two', 'refused: average-above-one', on(of('MAX([a, b])', { a: average, b: rawMetric('Invocation4XXErrors', 'Average') }), 1)],
  ['percent for a ratio, the average of two', 'refused: average-above-one', on(of('AVG([a, b])', { a: average, b: rawMetric('Invocation4XXErrors', 'Average') }), 2)],
  ['percent for a ratio of the green fleet', 'refused: average-above-one', added(({ greenFleet }) => Guardrail.fromMetric(greenFleet.metricServerErrors({ statistic: 'Average' }), { threshold: 5 }))],

  // What good models have.
  ['any request', 'refused: always-on', on(i, 0)],
  ['at least one request', 'refused: always-on', on(i, 1, GREATER_THAN_OR_EQUAL_TO_THRESHOLD)],
  ['the number of samples of errors', 'refused: always-on', on(rawMetric(ERRORS, 'SampleCount'), 10)],
  ['a share of availability below percent', 'refused: always-on', on(of('1 - m', { m: average }), 99, LESS_THAN_THRESHOLD)],
  ['availability above what it should be', 'refused: always-on', on(expression('100 * (1 - errors / all)'), 99)],
  ['a condition that always holds', 'refused: always-on', on(of('IF(m >= 0, 1, 0)', { m: average }), 0)],
  ['latency below the limit', 'wrong-way-round', on(l, 500_000, LESS_THAN_THRESHOLD)],
  ['CPUs below the limit', 'wrong-way-round', on(instance('CPUUtilization', SEEN), 80, LESS_THAN_THRESHOLD)],
  ['memory below the limit', 'wrong-way-round', on(instance('MemoryUtilization', SEEN), 90, LESS_THAN_OR_EQUAL_TO_THRESHOLD)],
  ['more requests than are expected', 'on-at-expected-traffic', endpoint({ expectedRequestsPerSecond: 100, guardrails: [Guardrail.serverErrorRate(), Guardrail.invocationsPerInstance({ maximumPerMinute: 10 })] })],

  // Units.
  ['milliseconds within an expression', 'milliseconds-for-microseconds', on(of('m + o', { m: l, o: rawMetric('OverheadLatency', 'p99') }), 500)],
  ['seconds for milliseconds', 'milliseconds-for-microseconds', on(of('m / 1000', { m: l }), 0.5)],
  ['milliseconds within a condition', 'milliseconds-for-microseconds', on(of('IF(l > 500, 1, 0)', { l }), 0)],
  ['milliseconds by the metric of a variant', 'milliseconds-for-microseconds', added((variant) => Guardrail.fromMetric(variant.metricModelLatency(), { threshold: 200 }))],
  ['milliseconds for seconds', 'slower-than-allowed', on(of('m / 1000000', { m: l }), 500)],
  ['two minutes', 'slower-than-allowed', guardedBy(Guardrail.modelLatency({ threshold: Duration.minutes(2) }))],
  ['nanoseconds', 'slower-than-allowed', on(l, 500_000_000)],
  ['a latency asked for in milliseconds', 'refused: unit-matches-nothing', on(l.with({ unit: cloudwatch.Unit.MILLISECONDS }), 500_000)],
  ['a share asked for in percent', 'refused: unit-matches-nothing', on(average.with({ unit: cloudwatch.Unit.PERCENT }), 0.05)],
  ['a number asked for as a count, in an expression', 'refused: unit-matches-nothing', on(of('100 * e / i', { e: e.with({ unit: cloudwatch.Unit.COUNT }), i }), 5)],
  ['a latency asked for in seconds, in an L1 alarm', 'refused: unit-matches-nothing', byCfnAlarm({ metricName: 'ModelLatency', statistic: undefined, extendedStatistic: 'p99', threshold: 500_000, unit: 'Seconds' })],
  ['memory as a fraction', 'fraction-for-percent', besides(Guardrail.memoryUtilization({ thresholdPercent: 0.9 }))],
  ['a sum of latencies', 'statistic-of-traffic', on(rawMetric('ModelLatency', 'Sum'), 500_000)],
  ['a number of samples of latency', 'statistic-of-traffic', besides(Guardrail.modelLatency({ threshold: Duration.seconds(1), statistic: 'SampleCount' }))],
  ['a sum of utilizations', 'statistic-of-traffic', besides(Guardrail.cpuUtilization({ thresholdPercent: 90, statistic: 'Sum' }))],

  // Instances.
  ['more than all vCPUs', 'refused: beyond-maximum', besides(Guardrail.cpuUtilization({ thresholdPercent: 400 }))],
  ['more than the only GPU', 'refused: beyond-maximum', endpoint({ variant: { instanceType: 'ml.g4dn.xlarge' }, guardrails: [Guardrail.gpuUtilization({ thresholdPercent: 300 })] })],
  ['more than all memory, raw', 'refused: beyond-maximum', on(instance('MemoryUtilization', SEEN), 100)],
  ['GPUs of a CPU type', 'refused: no-gpu', besides(Guardrail.gpuUtilization({ thresholdPercent: 90 }))],
  ['GPUs of a CPU type, raw', 'refused: no-gpu', on(instance('GPUUtilization', SEEN), 90)],
  ['GPUs of Inferentia', 'refused: no-gpu', endpoint({ variant: { instanceType: 'ml.inf2.xlarge' }, guardrails: [Guardrail.gpuMemoryUtilization({ thresholdPercent: 90 })] })],
  ['GPUs of a CPU type, on a native endpoint', 'refused: no-gpu', native({ guardrails: [Guardrail.serverErrorRate(), Guardrail.gpuUtilization({ thresholdPercent: 90 })] })],
  ['GPUs of one variant of two', 'refused: no-gpu', (stack) => {
    newEndpoint(stack, { guardrails: [Guardrail.gpuUtilization({ thresholdPercent: 90 })], variants: variants(stack, { variantName: 'Fast', instanceType: 'ml.g5.xlarge' }, { variantName: 'Cheap' }) });
  }],
  ['the average of memory of both fleets', 'dilution', besides(Guardrail.memoryUtilization({ thresholdPercent: 90, statistic: 'Average' }))],
  ['the average of disks of both fleets, all at once', 'dilution', endpoint({ strategy: DeploymentStrategy.allAtOnce(), guardrails: [Guardrail.serverErrorRate(), Guardrail.diskUtilization({ thresholdPercent: 85, statistic: 'Average' })] })],
  ['the average of CPUs by the metric of a variant', 'dilution', added((variant) => Guardrail.fromMetric(variant.metricCpuUtilization(), { threshold: 350 }))],
  ['the average of GPUs batch by batch', 'dilution', endpoint({ variant: { instanceType: 'ml.g5.xlarge' }, strategy: DeploymentStrategy.rolling(), guardrails: [Guardrail.serverErrorRate(), Guardrail.gpuUtilization({ thresholdPercent: 90, statistic: 'Average' })] })],

  // Dilution.
  ['the median of errors', 'dilution', on(rawMetric(ERRORS, 'p50'), 1, GREATER_THAN_OR_EQUAL_TO_THRESHOLD)],
  ['availability under a small canary', 'dilution', on(expression('100 * (1 - errors / all)'), 80, LESS_THAN_THRESHOLD)],
  ['the average latency of all fleets', 'dilution', besides(Guardrail.modelLatency({ threshold: Duration.seconds(1), statistic: 'Average', fleetScope: FleetScope.ENDPOINT }))],
  ['a mean that leaves the canary out', 'dilution', besides(Guardrail.modelLatency({ threshold: Duration.seconds(1), statistic: 'tm80', fleetScope: FleetScope.ENDPOINT }))],
  ['errors of the green fleet, of all requests', 'dilution', added(({ greenFleet }) => Guardrail.fromMetric(of('100 * e / i', { e: greenFleet.metricServerErrors(), i }), { threshold: 20, label: 'Own' }))],
  ['one of ten instances, and of a hundred once scaled out', 'dilution', scaled({ minCapacity: 10, maxCapacity: 100 }, {
    strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1) }), guardrails: [Guardrail.serverErrorRate({ fleetScope: FleetScope.ENDPOINT, thresholdPercent: 5 })],
  })],
  ['a tenth of three instances, and of thirty once scaled out', 'dilution', scaled({ minCapacity: 3, maxCapacity: 30 }, {
    variant: { initialInstanceCount: 3 }, guardrails: [Guardrail.serverErrorRate({ fleetScope: FleetScope.ENDPOINT, thresholdPercent: 20 })],
  })],

  // Not there.
  ['a dimension of its own', 'refused: dimensions-match-nothing', on(rawMetric(ERRORS, 'Average', { ...SEEN, InstanceType: 'ml.m5.xlarge' }), 0.05)],
  ['a name that there never was', 'unknown-metric', on(rawMetric('InvocationErrors', 'Average'), 0.05)],
  ['a statistic for a name', 'unknown-metric', on(rawMetric('ModelLatencyP99', 'Maximum'), 500_000)],
  ['the backlog of an endpoint that has none', 'refused: published-for-async-only', added((_variant, declared) => Guardrail.fromMetric(declared.metricApproximateBacklogSize(), { threshold: 50 }))],
  ['failures of asynchronous requests that there are not', 'refused: published-for-async-only', added((variant) => Guardrail.fromMetric(variant.asynchronous.metricInvocationFailures(), { threshold: 5 }))],
  ['an asynchronous endpoint that is scaled on requests', 'refused: not-published-for-async', asynchronous((declared) => {
    declared.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 8 }).scaleOnInvocations('Traffic', { targetInvocationsPerInstance: 100 });
  })],
  ['an asynchronous endpoint that is scaled on concurrency', 'refused: not-published-for-async', asynchronous((declared) => {
    declared.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 8 }).scaleOnConcurrency('Traffic', { targetConcurrentRequestsPerModel: 4 });
  })],
  ['a metric of another account', 'refused: alarm-elsewhere', on(average.with({ account: '444455556666' }), 0.05)],
  ['a composite alarm of one in another region', 'refused: alarm-elsewhere', (stack) => {
    const there = new Stack(stack.node.root as App, 'There', { env: { ...HERE, region: 'us-east-1' }, crossRegionReferences: true });
    const alarm = new cloudwatch.Alarm(there, 'Pager', { alarmName: 'pager', metric: average, threshold: 0.05, evaluationPeriods: 1 });
    const alarmRule = cloudwatch.AlarmRule.fromAlarm(alarm, cloudwatch.AlarmState.ALARM);
    guardedBy(Guardrail.fromAlarm(new cloudwatch.CompositeAlarm(stack, 'Composite', { alarmRule })))(stack);
  }],
  ['an ARN for a name', "refused: GuardedEndpoint 'Stack/Churn': alarm Stack/Pager has the name 'arn:", (stack) => {
    guardedBy(Guardrail.fromAlarm(cloudwatch.Alarm.fromAlarmName(stack, 'Pager', 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:pager')))(stack);
  }],
  ['no name', "refused: GuardedEndpoint 'Stack/Churn': alarm Stack/Pager has a name of 0", (stack) => { guardedBy(Guardrail.fromAlarm(cloudwatch.Alarm.fromAlarmName(stack, 'Pager', '')))(stack); }],
  ['what is usual for a fleet that is new', 'anomaly-of-new-fleet', added(({ greenFleet }, _declared, stack) => Guardrail.fromAlarm(new cloudwatch.AnomalyDetectionAlarm(stack, 'Pager', {
    metric: greenFleet.metricServerErrors({ statistic: 'Average' }), evaluationPeriods: 1, stdDevs: 2,
  })))],

  // Silence.
  ['an error where there is no data', 'missing-data-breaching', on(of('FILL(m, 1)', { m: average }), 0.05)],
  ['no request of the green fleet yet', 'missing-data-breaching', added(({ greenFleet }) => Guardrail.fromMetric(of('FILL(i, 0)', { i: greenFleet.metricInvocations() }), { threshold: 1, comparisonOperator: LESS_THAN_THRESHOLD, label: 'Own' }))],
  ['a minimum that the traffic does not meet, in an expression', 'too-little-traffic', endpoint({ expectedRequestsPerSecond: 1, guardrails: [Guardrail.fromMetric(of('IF(i > 1000, 100 * e / i)', { e, i }), { threshold: 5 })] })],
  ['only a weight of 0', 'too-little-traffic', endpoint({ variant: { initialVariantWeight: 0 } })],
  ['one of two variants', 'variant-unwatched', (stack) => {
    newEndpoint(stack, { guardrails: [Guardrail.serverErrorRate({ variantName: 'Champion' })], variants: variants(stack, { variantName: 'Champion' }, { variantName: 'Challenger' }) });
  }],
  ['a shadow variant only', 'variant-unwatched', (stack) => {
    newEndpoint(stack, {
      guardrails: [Guardrail.fromMetric(rawMetric(ERRORS, 'Average', { EndpointName: 'churn', VariantName: 'Next' }), { threshold: 0.05 })],
      shadowVariants: [newVariant(stack, { variantName: 'Next' })],
    });
  }],

  // What else the app does.
  ['a second endpoint of the name', 'refused: same-name', (stack) => {
    endpoint()(stack);
    new GuardedEndpoint(stack, 'Second', { endpointName: 'churn', guardrails: [Guardrail.serverErrorRate()], variants: [newVariant(stack, { model: newModel(stack, 'SecondModel') })] });
  }],
  ['a guard that is taken out again', 'guard-taken-away', later((target) => { target.deploymentConfig = undefined; })],
  ['alarms that are taken out again', 'guard-taken-away', later((target) => { target.addPropertyDeletionOverride('DeploymentConfig.AutoRollbackConfiguration'); })],
  ['the guard of the last update', 'guard-taken-away', later((target) => { target.retainDeploymentConfig = true; })],
  ['alarms that are taken out again, of an endpoint that CloudFormation updates', 'guard-taken-away', (stack) => {
    endpoint({ updater: EndpointUpdater.cloudFormation() })(stack);
    (stack.node.findChild('Churn').node.findChild('Resource') as sagemaker.CfnEndpoint).addPropertyOverride('DeploymentConfig.AutoRollbackConfiguration', { Alarms: [] });
  }],
  ['one of so many once scaled out, in a linear update', 'scales-too-high', scaled({ minCapacity: 4, maxCapacity: 20 }, { strategy: DeploymentStrategy.linear({ stepSize: CapacitySize.instances(1) }) })],
  ['one of so many once scaled out, batch by batch', 'scales-too-high', scaled({ minCapacity: 4, maxCapacity: 40 }, { strategy: DeploymentStrategy.rolling({ batchSize: CapacitySize.instances(1) }) })],
  ['a single instance at night', 'scales-too-low', scaled({ minCapacity: 2, maxCapacity: 20 }, {}, (scalable) => scalable.scaleOnSchedule('Night', {
    schedule: appscaling.Schedule.cron({ hour: '22', minute: '0' }), minCapacity: 1, maxCapacity: 1,
  }))],
  ['a single instance that a native endpoint keeps', 'scales-too-low', native({ endpoint: { retainAllVariantProperties: true } }, (stack) => { nativelyScaled(stack, 1); })],
];

const SOUND: readonly Case[] = [
  ['answers too quick to be true', besides(Guardrail.fromMetric(rawMetric('ModelLatency', 'p50'), { threshold: 500, comparisonOperator: LESS_THAN_THRESHOLD }))],
  ['GPUs that nobody uses', endpoint({ variant: { instanceType: 'ml.g5.xlarge' }, guardrails: [Guardrail.serverErrorRate(), Guardrail.fromMetric(instance('GPUUtilization', SEEN), { threshold: 1, comparisonOperator: LESS_THAN_THRESHOLD })] })],
  ['availability of 95 %', on(expression('100 * (1 - errors / all)'), 95, LESS_THAN_THRESHOLD)],
  ['two conditions', on(of('IF(i > 100 AND e / i > 0.05, 1, 0)', { e, i }), 0)],
  ['a condition without an alternative', on(of('IF(i > 100, 100 * e / i)', { e, i }), 5)],
  ['the larger of two shares', on(of('MAX([a, b])', { a: average, b: rawMetric('Invocation4XXErrors', 'Average') }), 0.05)],
  ['errors filled in with none', on(of('FILL(m, 0)', { m: average }), 0.05)],
  ['errors of the green fleet, of its requests', added(({ greenFleet }) => Guardrail.fromMetric(of('100 * e / i', { e: greenFleet.metricServerErrors(), i: greenFleet.metricInvocations() }), { threshold: 50, label: 'Own' }))],
  ['seconds in an expression', on(of('m / 1000000', { m: l }), 0.5)],
  ['microseconds within a condition', on(of('IF(l > 500000, 1, 0)', { l }), 0)],
  ['units as they are', besides(Guardrail.fromMetric(l.with({ unit: cloudwatch.Unit.MICROSECONDS }), { threshold: 500_000 }), Guardrail.fromMetric(average.with({ unit: cloudwatch.Unit.NONE }), { threshold: 0.05 }))],
  ['nearly a minute', besides(Guardrail.modelLatency({ threshold: Duration.seconds(55) }))],
  ['nearly all of eight vCPUs', endpoint({ variant: { instanceType: 'ml.c5.2xlarge' }, guardrails: [Guardrail.serverErrorRate(), Guardrail.cpuUtilization({ thresholdPercent: 760 })] })],
  ['a type that nobody here knows', endpoint({ variant: { instanceType: 'ml.z9.metal' }, guardrails: [Guardrail.serverErrorRate(), Guardrail.cpuUtilization({ thresholdPercent: 9000 })] })],
  ['eight GPUs', endpoint({ variant: { instanceType: 'ml.p4d.24xlarge' }, guardrails: [Guardrail.serverErrorRate(), Guardrail.gpuUtilization({ thresholdPercent: 750 })] })],
  ['an average of memory that the new fleet lifts', besides(Guardrail.memoryUtilization({ thresholdPercent: 60, statistic: 'Average' }))],
  ['GPUs of the variant that has them', (stack) => {
    newEndpoint(stack, { guardrails: [Guardrail.serverErrorRate(), Guardrail.gpuUtilization({ thresholdPercent: 90, variantName: 'Fast' })], variants: variants(stack, { variantName: 'Fast', instanceType: 'ml.g5.xlarge' }, { variantName: 'Cheap' }) });
  }],
  ['a threshold for each variant', (stack) => {
    newEndpoint(stack, { guardrails: ['Champion', 'Challenger'].map((variantName, index) => Guardrail.serverErrorRate({ variantName, thresholdPercent: 1 + index })), variants: variants(stack, { variantName: 'Champion' }, { variantName: 'Challenger' }) });
  }],
  ['a stricter one for one of two variants', (stack) => {
    newEndpoint(stack, { guardrails: [Guardrail.serverErrorRate(), Guardrail.modelLatency({ variantName: 'Challenger', threshold: Duration.seconds(1) })], variants: variants(stack, { variantName: 'Champion' }, { variantName: 'Challenger' }) });
  }],
  ['the one of two variants that gets requests', (stack) => {
    newEndpoint(stack, { guardrails: [Guardrail.serverErrorRate({ variantName: 'Champion' })], variants: variants(stack, { variantName: 'Champion' }, { variantName: 'Dark', initialVariantWeight: 0 }) });
  }],
  ['the cache of many models', besides(Guardrail.fromMetric(rawMetric('ModelCacheHit', 'Average'), { threshold: 0.5, comparisonOperator: LESS_THAN_THRESHOLD }))],
  ['one container of several', besides(Guardrail.fromMetric(rawMetric(ERRORS, 'Average', { ...SEEN, ContainerName: 'second' }), { threshold: 0.05 }))],
  ['errors of callers', besides(Guardrail.fromMetric(new cloudwatch.Metric({ namespace: 'AWS/Lambda', metricName: 'Errors', statistic: 'Sum', period: MINUTE, dimensionsMap: { FunctionName: 'caller' } }), { threshold: 5 }))],
  ['an alarm that acts on nothing', byAlarm(average, 0.05, { actionsEnabled: false })],
  ['two of three datapoints', byAlarm(average, 0.05, { evaluationPeriods: 3, datapointsToAlarm: 2 })],
  ['what is usual for all fleets', byAlarmOfUsual()],
  ['more requests than instances bear', endpoint({ expectedRequestsPerSecond: 100, guardrails: [Guardrail.serverErrorRate(), Guardrail.invocationsPerInstance({ maximumPerMinute: 2000 })] })],
  ['an asynchronous endpoint, by its backlog', asynchronous((declared) => {
    declared.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 8 }).scaleToTrackMetric('Backlog', { metric: declared.metricApproximateBacklogSizePerInstance(), targetValue: 5 });
    declared.addGuardrail(Guardrail.fromMetric(declared.metricApproximateAgeOfOldestRequest(), { threshold: 600 }));
  })],
  ['an asynchronous endpoint, five minutes an answer', asynchronous(() => undefined, [Guardrail.serverErrorRate(), Guardrail.modelLatency({ threshold: Duration.minutes(5), statistic: 'Average' })])],
  ['one guardrail for two endpoints', (stack) => {
    const guardrails = [Guardrail.serverErrorRate()];
    endpoint({ guardrails })(stack);
    new GuardedEndpoint(stack, 'Second', { endpointName: 'fraud', guardrails, variants: [newVariant(stack, { model: newModel(stack, 'SecondModel') })] });
  }],
  ['one name in two regions', (stack) => {
    endpoint()(stack);
    endpoint()(new Stack(stack.node.root as App, 'There', { env: { ...HERE, region: 'us-east-1' } }));
  }],
  ['a longer wait by an override', later((target) => { target.addPropertyOverride('DeploymentConfig.BlueGreenUpdatePolicy.TerminationWaitInSeconds', 300); })],
  ['a schedule within limits', scaled({ minCapacity: 4, maxCapacity: 20 }, {}, (scalable) => scalable.scaleOnSchedule('Night', { schedule: appscaling.Schedule.cron({ hour: '22', minute: '0' }), maxCapacity: 8 }))],
  ['a native endpoint that keeps two instances', native({ endpoint: { retainAllVariantProperties: true } }, (stack) => { nativelyScaled(stack, 2); })],
];

describe('a trap is told of', () => {
  test.each(TRAPS)('%s: %s', (_name, expected, declare) => {
    const found = said(declare, (stack) => Template.fromStack(stack)).map((each) => each.replace(/^refused: (guard-taken-away)/, '$1'));
    expect(found.map((each) => (each.startsWith(expected) ? expected : each))).toContain(expected);
  });
});

describe('nothing is said of', () => {
  test.each(SOUND)('%s', (_name, declare) => {
    expect(said(declare, (stack) => Template.fromStack(stack))).toEqual([]);
  });
});

/** What is done to a native endpoint after it has its guardrails. */
function later(change: (target: sagemaker.CfnEndpoint) => void): Declare {
  return (stack) => {
    native()(stack);
    change(stack.node.findChild('Endpoint') as sagemaker.CfnEndpoint);
  };
}

function nativelyScaled(stack: Stack, minCapacity: number): void {
  new appscaling.CfnScalableTarget(stack, 'Scaling', {
    serviceNamespace: 'sagemaker', scalableDimension: 'sagemaker:variant:DesiredInstanceCount', resourceId: 'endpoint/churn/variant/AllTraffic', minCapacity, maxCapacity: 8,
  });
}

function byAlarmOfUsual(): Declare {
  return (stack) => guardedBy(Guardrail.fromAlarm(new cloudwatch.AnomalyDetectionAlarm(stack, 'Pager', {
    metric: l, evaluationPeriods: 1, stdDevs: 3, comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD,
  })))(stack);
}
