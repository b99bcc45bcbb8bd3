/* eslint-disable @stylistic/max-len -- a case a line */
import { App, Aws, CfnParameter, Duration, Stack, Token, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newModel, newVariant, rawMetric } from './declared';
import {
  HERE, MINUTE, ERRORS, said, endpoint, guardedBy, byAlarm, byCfnAlarm, byComposite, expression, instance, native, canary, variants, alphaEndpoint, imported, containerModel, scaled, type Case, type Trap,
} from './trapped';
import { CapacitySize, DeploymentStrategy, EndpointUpdater, FleetScope, Guardrail } from '../src';

const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD, LESS_THAN_THRESHOLD } = cloudwatch.ComparisonOperator;

const TRAPS: readonly Trap[] = [
  // The share of failed requests is from 0 to 1.
  ['an average compared with one', 'refused: average-above-one', guardedBy(Guardrail.fromMetric(rawMetric(ERRORS, 'Average'), { threshold: 1 }))],
  ['an average that has to reach one', 'refused: average-above-one', guardedBy(Guardrail.fromMetric(rawMetric(ERRORS, 'Average'), { threshold: 1, comparisonOperator: GREATER_THAN_OR_EQUAL_TO_THRESHOLD }))],
  ['percent for a ratio', 'refused: average-above-one', guardedBy(Guardrail.fromMetric(rawMetric('InvocationModelErrors', 'Average'), { threshold: 5 }))],
  ['percent for a ratio that only reports', 'refused: average-above-one', guardedBy(Guardrail.serverErrorRate(), Guardrail.fromMetric(rawMetric('Invocation4XXErrors', 'Average'), { threshold: 5, enforce: false }))],
  ['percent for a ratio, in an alarm', 'refused: average-above-one', byAlarm(rawMetric(ERRORS, 'Average'), 2)],
  ['percent for a ratio, in an L1 alarm', 'refused: average-above-one', byCfnAlarm({ threshold: 2 })],
  ['percent for a ratio, trimmed', 'refused: average-above-one', guardedBy(Guardrail.fromMetric(rawMetric(ERRORS, 'tm99'), { threshold: 1.5 }))],
  ['percent for a ratio, in an expression', 'refused: average-above-one', guardedBy(Guardrail.fromMetric(expression('errors / all'), { threshold: 5 }))],
  ['percent for a ratio, in an expression with FILL', 'refused: average-above-one', guardedBy(Guardrail.fromMetric(expression('FILL(errors, 0) / all'), { threshold: 1 }))],
  ['percent for a ratio, in an alarm on an expression', 'refused: average-above-one', byAlarm(expression('errors / all'), 1)],
  ['more than all, in percent', 'refused: average-above-one', byAlarm(expression('100 * errors / all'), 100)],
  ['percent for a ratio, in a composite alarm', 'refused: average-above-one', byComposite(rawMetric(ERRORS, 'Average'), 5)],
  ['percent for a ratio, in a composite alarm that needs all', 'refused: average-above-one', byComposite(rawMetric(ERRORS, 'Average'), 5, cloudwatch.AlarmRule.allOf.bind(cloudwatch.AlarmRule))],
  ['percent for a ratio, on a native endpoint', 'refused: average-above-one', native({ guardrails: [Guardrail.fromMetric(rawMetric(ERRORS, 'Average'), { threshold: 1 })] })],
  ['percent for a ratio, with the count of instances a parameter', 'refused: average-above-one', (stack) => {
    const initialInstanceCount = new CfnParameter(stack, 'Instances', { type: 'Number' }).valueAsNumber;
    newEndpoint(stack, { variants: [newVariant(stack, { initialInstanceCount })], guardrails: [Guardrail.fromMetric(expression('errors / all'), { threshold: 2 })] });
  }],
  ['percent for a ratio, added later', 'refused: average-above-one', (stack) => {
    newEndpoint(stack).addGuardrail(Guardrail.fromMetric(rawMetric(ERRORS, 'Average'), { threshold: 2 }));
  }],
  ['100 % by its name', 'refused: Guardrail.serverErrorRate: thresholdPercent is 100', () => { Guardrail.serverErrorRate({ thresholdPercent: 100 }); }],

  // The wrong way round.
  ['an alarm below its threshold', 'refused: always-on', guardedBy(Guardrail.fromMetric(rawMetric(ERRORS, 'Average'), { threshold: 0.01, comparisonOperator: LESS_THAN_THRESHOLD }))],
  ['at least no error', 'refused: always-on', byAlarm(rawMetric(ERRORS, 'Sum'), 0)],
  ['at least no error, in an expression', 'refused: always-on', byAlarm(expression('errors / all'), 0)],

  // Dilution.
  ['all fleets under a small canary', 'dilution', guardedBy(Guardrail.serverErrorRate({ thresholdPercent: 10, fleetScope: FleetScope.ENDPOINT }))],
  ['all fleets, and the green one', 'dilution', guardedBy(Guardrail.serverErrorRate({ thresholdPercent: 25, fleetScope: FleetScope.GREEN_FLEET_AND_ENDPOINT }))],
  ['all fleets under a small canary, with a minimum', 'dilution', guardedBy(Guardrail.serverErrorRate({ thresholdPercent: 10, fleetScope: FleetScope.ENDPOINT, minimumInvocations: 50 }))],
  ['all fleets under a small canary, raw', 'dilution', guardedBy(Guardrail.fromMetric(rawMetric(ERRORS, 'Average'), { threshold: 0.2 }))],
  ['all fleets under a small canary, in an alarm', 'dilution', byAlarm(rawMetric(ERRORS, 'Average'), 0.2)],
  ['all fleets under a small canary, in an expression', 'dilution', byAlarm(expression('100 * errors / all'), 15)],
  ['all fleets under a small batch', 'dilution', endpoint({ strategy: DeploymentStrategy.rolling({ batchSize: CapacitySize.percent(5) }), guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 10, fleetScope: FleetScope.ENDPOINT })] })],
  ['all fleets under a small linear step', 'dilution', endpoint({ strategy: DeploymentStrategy.linear({ stepSize: CapacitySize.percent(10) }), guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 10, fleetScope: FleetScope.ENDPOINT })] })],
  ['a percentile of all fleets that leaves the canary out', 'dilution', guardedBy(Guardrail.modelLatency({ threshold: Duration.millis(200), statistic: 'p90', fleetScope: FleetScope.ENDPOINT }))],
  ['the average of the larger of two variants only', 'dilution', (stack) => {
    newEndpoint(stack, {
      strategy: canary(5),
      variants: variants(stack, { variantName: 'Small', initialInstanceCount: 2 }, { variantName: 'Large', initialInstanceCount: 20 }),
      guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 10, fleetScope: FleetScope.ENDPOINT })],
    });
  }],
  ['all fleets under a small canary, on a native endpoint', 'dilution', native({ guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 30, fleetScope: FleetScope.ENDPOINT })] })],

  // Microseconds.
  ['100 ms in milliseconds', 'milliseconds-for-microseconds', guardedBy(Guardrail.serverErrorRate(), Guardrail.fromMetric(rawMetric('ModelLatency', 'p99'), { threshold: 100 }))],
  ['one second in milliseconds', 'milliseconds-for-microseconds', byAlarm(rawMetric('ModelLatency', 'Average'), 1000)],
  ['two and a half seconds in milliseconds', 'milliseconds-for-microseconds', byAlarm(rawMetric('OverheadLatency', 'p90'), 2500)],
  ['milliseconds, by its name', 'milliseconds-for-microseconds', guardedBy(Guardrail.modelLatency({ thresholdMicroseconds: 250 }))],
  ['milliseconds, in a composite alarm', 'milliseconds-for-microseconds', byComposite(rawMetric('ModelLatency', 'p99'), 300)],

  // No data, ever.
  ['no VariantName', 'refused: dimensions-match-nothing', guardedBy(Guardrail.fromMetric(rawMetric(ERRORS, 'Average', { EndpointName: 'churn' }), { threshold: 0.05 }))],
  ['no VariantName, in an alarm', 'refused: dimensions-match-nothing', byAlarm(rawMetric('ModelLatency', 'p99', { EndpointName: 'churn' }), 100_000)],
  ['no VariantName, in an L1 alarm', 'refused: dimensions-match-nothing', byCfnAlarm({ dimensions: [{ name: 'EndpointName', value: 'churn' }] })],
  ['no dimension at all', 'refused: dimensions-match-nothing', byCfnAlarm({ dimensions: undefined })],
  ['no VariantName, in an expression', 'refused: dimensions-match-nothing', guardedBy(Guardrail.fromMetric(expression('100 * errors / all', { EndpointName: 'churn' }), { threshold: 5 }))],
  ['no VariantName, in an expression that cannot be computed', 'refused: dimensions-match-nothing', guardedBy(Guardrail.fromMetric(expression('RATE(errors)', { EndpointName: 'churn' }), { threshold: 5 }))],
  ['no VariantName, in an alarm on an expression', 'refused: dimensions-match-nothing', byAlarm(expression('errors / all', { EndpointName: 'churn' }), 0.05)],
  ['no VariantName, in a composite alarm', 'refused: dimensions-match-nothing', byComposite(rawMetric(ERRORS, 'Average', { EndpointName: 'churn' }), 0.05)],
  ['no VariantName, with the endpoint a token', 'refused: dimensions-match-nothing', guardedBy(Guardrail.fromMetric(rawMetric(ERRORS, 'Average', { EndpointName: Token.asString({ Ref: 'Name' }) }), { threshold: 0.05 }))],
  ['another variant', 'refused: dimensions-match-nothing', byAlarm(rawMetric(ERRORS, 'Average', { EndpointName: 'churn', VariantName: 'variant-1' }), 0.05)],
  ['another config', 'refused: dimensions-match-nothing', byAlarm(rawMetric(ERRORS, 'Average', { EndpointName: 'churn', VariantName: 'AllTraffic', EndpointConfigName: 'churn-1' }), 0.05)],
  ['no VariantName of instances', 'refused: dimensions-match-nothing', byAlarm(instance('MemoryUtilization', { EndpointName: 'churn' }), 90)],
  ['no VariantName, on a native endpoint', 'refused: dimensions-match-nothing', native({ guardrails: [Guardrail.fromMetric(rawMetric(ERRORS, 'Average', { EndpointName: 'churn' }), { threshold: 0.05 })] })],
  ['a name in other capitals', 'refused: no-such-metric', byAlarm(rawMetric('Invocation5xxErrors', 'Average'), 0.05)],
  ['a name with a letter less', 'refused: no-such-metric', guardedBy(Guardrail.fromMetric(rawMetric('Invocation5XXError', 'Average'), { threshold: 0.05 }))],
  ['another namespace', 'refused: no-such-metric', byCfnAlarm({ namespace: 'AWS/Sagemaker' })],
  ['instances in the namespace of requests', 'refused: no-such-metric', byCfnAlarm({ metricName: 'CPUUtilization', threshold: 80 })],
  ['requests in the namespace of instances', 'refused: no-such-metric', byAlarm(instance(ERRORS, { EndpointName: 'churn', VariantName: 'AllTraffic' }), 0.05)],
  ['another endpoint', 'another-endpoint', byAlarm(rawMetric(ERRORS, 'Average', { EndpointName: 'churn-prod', VariantName: 'AllTraffic' }), 0.05)],
  ['another endpoint, in an expression', 'another-endpoint', byAlarm(expression('errors / all', { EndpointName: 'churn-prod', VariantName: 'AllTraffic' }), 0.05)],

  // The bake is over before.
  ['five minutes in a bake of three', 'bake-shorter-than-alarm', endpoint({ strategy: canary(3), guardrails: [Guardrail.serverErrorRate({ period: Duration.minutes(5) })] })],
  ['five datapoints in a bake of five minutes', 'bake-shorter-than-alarm', guardedBy(Guardrail.serverErrorRate({ evaluationPeriods: 5 }))],
  ['three of five datapoints in a bake of three minutes', 'bake-shorter-than-alarm', endpoint({ strategy: canary(3), guardrails: [Guardrail.serverErrorRate({ evaluationPeriods: 5, datapointsToAlarm: 3 })] })],
  ['a comparison of ten minutes', 'bake-shorter-than-alarm', guardedBy(Guardrail.serverErrorRateIncrease({ period: Duration.minutes(10) }))],
  ['no bake at all', 'bake-shorter-than-alarm', endpoint({ strategy: DeploymentStrategy.allAtOnce({ bakingPeriod: Duration.seconds(0) }) })],
  ['a period of five minutes, in an alarm', 'bake-shorter-than-alarm', byAlarm(rawMetric(ERRORS, 'Average').with({ period: Duration.minutes(5) }), 0.05)],
  ['a period of five minutes, in an alarm on an expression', 'bake-shorter-than-alarm', byAlarm(expression('errors / all').with({ period: Duration.minutes(5) }), 0.05)],
  ['ten seconds six times, in a bake of one minute', 'bake-shorter-than-alarm', endpoint({ strategy: canary(1), metricPublishFrequency: Duration.seconds(10), guardrails: [Guardrail.serverErrorRate({ period: Duration.seconds(10), evaluationPeriods: 6 })] })],
  ['a bake of a minute, batch by batch', 'bake-shorter-than-alarm', endpoint({ strategy: DeploymentStrategy.rolling({ bakingPeriod: MINUTE }) })],
  ['a bake of a minute, on a native endpoint', 'bake-shorter-than-alarm', native({ strategy: canary(1) })],
  ['utilization over half an hour', 'bake-shorter-than-alarm', guardedBy(Guardrail.serverErrorRate(), Guardrail.memoryUtilization({ thresholdPercent: 90, period: Duration.minutes(30) }))],

  // Silence.
  ['no traffic', 'too-little-traffic', endpoint({ expectedRequestsPerSecond: 0 })],
  ['a request an hour', 'too-little-traffic', endpoint({ expectedRequestsPerSecond: 1 / 3600 })],
  ['less than the minimum', 'too-little-traffic', endpoint({ expectedRequestsPerSecond: 5, guardrails: [Guardrail.serverErrorRate({ minimumInvocations: 100 })] })],
  ['less than a comparison needs', 'too-little-traffic', endpoint({ expectedRequestsPerSecond: 5, guardrails: [Guardrail.serverErrorRateIncrease()] })],
  ['less than a comparison of latency needs', 'too-little-traffic', endpoint({ expectedRequestsPerSecond: 5, guardrails: [Guardrail.modelLatencyIncrease()] })],
  ['a sum that so few requests cannot reach', 'too-little-traffic', byAlarm(rawMetric(ERRORS, 'Sum'), 100, {}, { expectedRequestsPerSecond: 10 })],
  ['a variant of small weight', 'too-little-traffic', (stack) => {
    newEndpoint(stack, {
      expectedRequestsPerSecond: 5,
      variants: variants(stack, { variantName: 'Champion', initialVariantWeight: 999 }, { variantName: 'Challenger', initialVariantWeight: 1 }),
      guardrails: [Guardrail.modelLatency({ threshold: Duration.millis(200), statistic: 'Average' })],
    });
  }],
  ['only a variant of weight 0', 'too-little-traffic', (stack) => {
    newEndpoint(stack, {
      variants: variants(stack, { variantName: 'Champion' }, { variantName: 'Challenger', initialVariantWeight: 0 }),
      guardrails: [Guardrail.serverErrorRate({ variantName: 'Challenger' })],
    });
  }],
  ['p99 of sixty requests', 'percentile-of-too-few', endpoint({ expectedRequestsPerSecond: 10, guardrails: [Guardrail.modelLatency({ threshold: Duration.millis(200) })] })],
  ['p99.9 of six thousand requests', 'percentile-of-too-few', endpoint({ expectedRequestsPerSecond: 1000, guardrails: [Guardrail.modelLatency({ threshold: Duration.millis(200), statistic: 'p99.9' })] })],
  ['p99 of sixty requests, on a native endpoint', 'percentile-of-too-few', native({ expectedRequestsPerSecond: 4, guardrails: [Guardrail.modelLatency({ threshold: Duration.millis(200) })] })],
  ['ten seconds of metrics by the minute', 'period-shorter-than-metric', guardedBy(Guardrail.serverErrorRate({ period: Duration.seconds(10) }))],
  ['ten seconds of utilization by the minute', 'period-shorter-than-metric', guardedBy(Guardrail.serverErrorRate(), Guardrail.cpuUtilization({ thresholdPercent: 90, period: Duration.seconds(10) }))],
  ['a minute of metrics by five minutes', 'period-shorter-than-metric', endpoint({ metricPublishFrequency: Duration.minutes(5) })],
  ['ten seconds of metrics by the minute, on a native endpoint', 'period-shorter-than-metric', native({ guardrails: [Guardrail.serverErrorRate({ period: Duration.seconds(10) })] })],
  ['a comparison in an update all at once', 'refused: nothing-to-compare', endpoint({ strategy: DeploymentStrategy.allAtOnce(), guardrails: [Guardrail.serverErrorRateIncrease()] })],
  ['a comparison of a percentile', 'percentile-of-mix', guardedBy(Guardrail.modelLatencyIncrease({ statistic: 'p99' }))],

  // Missing data.
  ['missing data breaching', 'missing-data-breaching', byAlarm(rawMetric(ERRORS, 'Average'), 0.05, { treatMissingData: cloudwatch.TreatMissingData.BREACHING })],
  ['missing data breaching, in an L1 alarm', 'missing-data-breaching', byCfnAlarm({ treatMissingData: 'breaching' })],
  ['missing data breaching, in a composite alarm', 'missing-data-breaching', byComposite(rawMetric(ERRORS, 'Average'), 0.05, undefined, { treatMissingData: cloudwatch.TreatMissingData.BREACHING })],
  ['missing data ignored on the green fleet', 'missing-data-ignored', native({}, (stack, target) => {
    const metric = rawMetric(ERRORS, 'Average', { EndpointName: 'churn', VariantName: 'AllTraffic', EndpointConfigName: target.endpointConfigName });
    const alarm = new cloudwatch.Alarm(stack, 'Pager', { metric, threshold: 0.05, evaluationPeriods: 1, treatMissingData: cloudwatch.TreatMissingData.IGNORE });
    return [Guardrail.fromAlarm(alarm)];
  })],

  // Alarms that are not there.
  ['an alarm of another region', 'refused: alarm-elsewhere', (stack) => { imported(stack, 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:pager'); }],
  ['an alarm of another account', 'refused: alarm-elsewhere', (stack) => { imported(stack, 'arn:aws:cloudwatch:eu-west-1:444455556666:alarm:pager'); }],
  ['an alarm of another region, in an ARN with tokens', 'refused: alarm-elsewhere', (stack) => { imported(stack, `arn:${Aws.PARTITION}:cloudwatch:us-east-1:${Aws.ACCOUNT_ID}:alarm:pager`); }],
  ['an alarm of a stack in another region', 'refused: alarm-elsewhere', (stack) => {
    const there = new Stack(stack.node.root as App, 'There', { env: { ...HERE, region: 'us-east-1' }, crossRegionReferences: true });
    newEndpoint(stack, { guardrails: [Guardrail.fromAlarm(new cloudwatch.Alarm(there, 'Pager', { metric: rawMetric(ERRORS, 'Average'), threshold: 0.05, evaluationPeriods: 1 }))] });
  }],
  ['an alarm of another region, on a native endpoint', 'refused: alarm-elsewhere', (stack) => {
    native({ guardrails: [Guardrail.fromAlarm(cloudwatch.Alarm.fromAlarmArn(stack, 'Pager', 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:pager'))] })(stack);
  }],
  ['a role that cannot be changed', 'execution-role-unknown', (stack) => {
    const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/model', { mutable: false });
    newEndpoint(stack, { variants: [newVariant(stack, { model: containerModel(stack, role) })] });
  }],
  ['a role that the app does not know, on a native endpoint', 'execution-role-unknown', native({ role: 'arn:aws:iam::111122223333:role/model' })],
  ['a model that the app does not know, on a native endpoint', 'execution-role-unknown', native({ variant: { modelName: 'churn-7' } })],

  // Time.
  ['waits longer than the timeout', 'refused: GuardedEndpoint', endpoint({ strategy: DeploymentStrategy.canary({ bakingPeriod: Duration.minutes(20), maximumExecutionTimeout: Duration.minutes(20) }) })],
  ['no time left for launching', 'timeout-shorter-than-rollout', endpoint({ strategy: DeploymentStrategy.canary({ maximumExecutionTimeout: Duration.minutes(10) }) })],
  ['no time left for launching batch after batch', 'timeout-shorter-than-rollout', endpoint({ strategy: DeploymentStrategy.rolling({ maximumExecutionTimeout: Duration.minutes(40) }) })],

  // Sizes.
  ['a canary of more than half', 'refused: GuardedEndpoint', endpoint({ strategy: DeploymentStrategy.canary({ size: CapacitySize.percent(51) }) })],
  ['a canary of more than half of the smaller variant', 'refused: GuardedEndpoint', (stack) => {
    newEndpoint(stack, {
      strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(2) }),
      variants: variants(stack, { variantName: 'Champion' }, { variantName: 'Challenger', initialInstanceCount: 3 }),
    });
  }],
  ['a linear step of less than a tenth', 'refused: GuardedEndpoint', endpoint({ strategy: DeploymentStrategy.linear({ stepSize: CapacitySize.percent(9) }) })],
  ['a batch of less than a twentieth', 'refused: GuardedEndpoint', endpoint({ strategy: DeploymentStrategy.rolling({ batchSize: CapacitySize.percent(4) }) })],
  ['half of three', 'rounded-share', endpoint({ strategy: DeploymentStrategy.canary({ size: CapacitySize.percent(50) }), variant: { initialInstanceCount: 3 } })],
  ['a single instance', 'refused: GuardedEndpoint', endpoint({ variant: { initialInstanceCount: 1 } })],
  ['a single instance, by default, on a native endpoint', 'refused: EndpointGuardrails', native({ variant: { initialInstanceCount: undefined } })],
  ['a fleet that may be scaled in to one', 'scales-too-low', (stack) => { newEndpoint(stack).variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 1, maxCapacity: 4 }); }],

  // Exclusions.
  ['Inf1', 'refused: guard-dropped', endpoint({ variant: { instanceType: 'ml.inf1.xlarge' } })],
  ['Inf1 where there is no capacity', 'refused: guard-dropped', endpoint({ variant: { fallbackInstanceTypes: ['ml.inf1.2xlarge'] } })],
  ['Inf1 on a native endpoint', 'refused: guard-dropped', native({ variant: { instanceType: 'ml.inf1.xlarge' } })],
  ['two variants batch by batch', 'refused: GuardedEndpoint', (stack) => {
    newEndpoint(stack, { strategy: DeploymentStrategy.rolling(), variants: variants(stack, { variantName: 'Champion' }, { variantName: 'Challenger' }) });
  }],
  ['serverless on a native endpoint', 'refused: guard-dropped', native({ variant: { serverlessConfig: { maxConcurrency: 5, memorySizeInMb: 2048 }, instanceType: undefined } })],

  // Names of versions.
  ...['v2', 'churn-v1-3', 'Version7', 'model-1-4-2', 'AllTraffic-20261120', 'release-2026-11-20', 'build118', 'm-9fceb02', 'AllTraffic1763722195000']
    .map((variantName): Trap => [`a variant called ${variantName}`, 'variant-named-after-version', endpoint({ variant: { variantName } })]),
  ['a variant that is called as its model', 'variant-named-after-version', (stack) => {
    const model = newModel(stack);
    newEndpoint(stack, { variants: [newVariant(stack, { model, variantName: (model.node.defaultChild as sagemaker.CfnModel).attrModelName })] });
  }],
  ['a variant called v2, on a native endpoint', 'variant-named-after-version', native({ variant: { variantName: 'v2' } })],

  // Client errors.
  ['4XX only', 'client-errors-only', guardedBy(Guardrail.clientErrorRate())],
  ['4XX only, with 5XX that only report', 'client-errors-only', guardedBy(Guardrail.clientErrorRate(), Guardrail.serverErrorRate({ enforce: false }))],
  ['4XX only, compared', 'client-errors-only', guardedBy(Guardrail.clientErrorRateIncrease())],
  ['4XX only, with a minimum', 'client-errors-only', guardedBy(Guardrail.clientErrorRate({ minimumInvocations: 20 }))],
  ['4XX only, in an alarm on an expression', 'client-errors-only', byAlarm(expression('refused / all'), 0.05)],
  ['4XX only, on a native endpoint', 'client-errors-only', native({ guardrails: [Guardrail.clientErrorRate()] })],

  // Stray errors.
  ['one error of any fleet', 'stray-error', byAlarm(rawMetric(ERRORS, 'Sum'), 1)],
  ['more than no error of any fleet', 'stray-error', guardedBy(Guardrail.fromMetric(rawMetric(ERRORS, 'Sum'), { threshold: 0 }))],
  ['the maximum of any fleet', 'stray-error', byAlarm(rawMetric(ERRORS, 'Maximum'), 1)],
  ['one error of any fleet, in an expression', 'stray-error', byAlarm(expression('errors + refused'), 1)],
  ['no error may be, of any fleet', 'stray-error', guardedBy(Guardrail.serverErrorRate({ thresholdPercent: 0, fleetScope: FleetScope.ENDPOINT }))],
  ['one error of any fleet, in a composite alarm', 'stray-error', byComposite(rawMetric(ERRORS, 'Sum'), 1)],
  ['one of ten requests', 'one-failure-trips', endpoint({ expectedRequestsPerSecond: 2, guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 5 })] })],
  ['one of ten requests, in an alarm on an expression', 'one-failure-trips', byAlarm(expression('100 * errors / all'), 1, {}, { expectedRequestsPerSecond: 1 })],

  // What CloudWatch and the service refuse.
  ['a period of 45 seconds', 'refused: Guardrail.serverErrorRate: period is 45 seconds', () => { Guardrail.serverErrorRate({ period: Duration.seconds(45) }); }],
  ['a period of 45 seconds, in an L1 alarm', "refused: GuardedEndpoint 'Stack/Churn': alarm Stack/Pager: period is 45 seconds", byCfnAlarm({ period: 45 })],
  ['three datapoints of two', "refused: GuardedEndpoint 'Stack/Churn': alarm Stack/Pager: datapointsToAlarm is 3 of 2", byCfnAlarm({ datapointsToAlarm: 3, evaluationPeriods: 2 })],
  ['eleven alarms', 'refused: GuardedEndpoint', guardedBy(...Array.from({ length: 11 }, (_, index) => Guardrail.serverErrorRate({ thresholdPercent: index + 1 })))],
  ['an alarm that refers to the native endpoint it guards', 'refused: EndpointGuardrails', native({ endpoint: { endpointName: undefined } }, (stack, target) => {
    const metric = rawMetric(ERRORS, 'Average', { EndpointName: target.attrEndpointName, VariantName: 'AllTraffic' });
    return [Guardrail.fromAlarm(new cloudwatch.Alarm(stack, 'Pager', { metric, threshold: 0.05, evaluationPeriods: 1 }))];
  })],
  ['4XX only, on an endpoint of the alpha module', 'client-errors-only', alphaEndpoint(Guardrail.clientErrorRate())],
  ['a bake of a minute, on an endpoint that CloudFormation updates', 'bake-shorter-than-alarm', endpoint({ strategy: canary(1), updater: EndpointUpdater.cloudFormation() })],
  ['a native endpoint that is autoscaled', 'autoscaling-reset', native({}, scaled)],
];

const SOUND: readonly Case[] = [
  ['defaults', endpoint({ guardrails: undefined })],
  ['defaults, two instances', endpoint({ guardrails: undefined, variant: { initialInstanceCount: undefined } })],
  ['defaults, a hundred instances', endpoint({ guardrails: undefined, variant: { initialInstanceCount: 100 } })],
  ...[0.5, 2, 20, 200, 20_000].map((expectedRequestsPerSecond): Case => [
    `defaults, ${expectedRequestsPerSecond} requests a second`, endpoint({ guardrails: undefined, expectedRequestsPerSecond }),
  ]),
  ['defaults, A/B', (stack) => { newEndpoint(stack, { guardrails: undefined, variants: variants(stack, { variantName: 'Champion', initialVariantWeight: 9 }, { variantName: 'Challenger' }) }); }],
  ['defaults, of a challenger that waits', (stack) => {
    newEndpoint(stack, { guardrails: undefined, variants: variants(stack, { variantName: 'Champion' }, { variantName: 'Challenger', initialVariantWeight: 0 }) });
  }],
  ...([
    ['all at once', DeploymentStrategy.allAtOnce()], ['a canary', DeploymentStrategy.canary()], ['linear', DeploymentStrategy.linear()], ['rolling', DeploymentStrategy.rolling()],
  ] as const).flatMap(([name, strategy]): Case[] => [
    [`${name}, two instances`, endpoint({ strategy, variant: { initialInstanceCount: 2 } })],
    [`${name}, seven instances`, endpoint({ strategy, variant: { initialInstanceCount: 7 }, guardrails: [Guardrail.serverErrorRate(), Guardrail.modelLatency({ threshold: Duration.millis(150) })] })],
    [`${name}, of 60 instances with traffic`, endpoint({ strategy, variant: { initialInstanceCount: 60 }, guardrails: undefined, expectedRequestsPerSecond: 500 })],
    [`${name}, on a native endpoint`, native({ strategy })],
  ]),
  ['a single instance all at once', endpoint({ strategy: DeploymentStrategy.allAtOnce(), variant: { initialInstanceCount: 1 } })],
  ['half of four, and a third of three', endpoint({ strategy: DeploymentStrategy.canary({ size: CapacitySize.percent(50) }), variant: { initialInstanceCount: 4 } })],
  ['every guardrail by its name', guardedBy(
    Guardrail.serverErrorRate(), Guardrail.clientErrorRate({ thresholdPercent: 5 }), Guardrail.modelErrorRate(), Guardrail.modelLatency({ threshold: Duration.millis(300) }),
    Guardrail.overheadLatency({ threshold: Duration.millis(50) }), Guardrail.invocationsPerInstance({ maximumPerMinute: 3000 }), Guardrail.cpuUtilization({ thresholdPercent: 350 }),
    Guardrail.memoryUtilization({ thresholdPercent: 90 }), Guardrail.diskUtilization({ thresholdPercent: 90 }), Guardrail.serverErrorRateIncrease(),
  )],
  ['guardrails of GPUs', endpoint({ variant: { instanceType: 'ml.g5.xlarge' }, guardrails: [Guardrail.serverErrorRate(), Guardrail.gpuUtilization({ thresholdPercent: 95 }), Guardrail.gpuMemoryUtilization({ thresholdPercent: 95 })] })],
  ['comparisons alone', guardedBy(Guardrail.serverErrorRateIncrease(), Guardrail.modelLatencyIncrease({ thresholdPercent: 50 }))],
  ['comparisons with enough traffic', endpoint({ expectedRequestsPerSecond: 50, guardrails: [Guardrail.serverErrorRateIncrease(), Guardrail.modelLatencyIncrease()] })],
  ['ten-second metrics', endpoint({ metricPublishFrequency: Duration.seconds(10), strategy: canary(2), guardrails: [Guardrail.serverErrorRate({ period: Duration.seconds(10), evaluationPeriods: 3 })] })],
  ['ten-second metrics on a native endpoint', native({
    config: {}, guardrails: [Guardrail.serverErrorRate({ period: Duration.seconds(10), evaluationPeriods: 3 })],
  }, (stack) => {
    (stack.node.findChild('Config') as sagemaker.CfnEndpointConfig).addPropertyOverride('MetricsConfig', { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 10 });
  })],
  ['a minimum that the traffic meets', endpoint({ expectedRequestsPerSecond: 100, guardrails: [Guardrail.serverErrorRate({ minimumInvocations: 100 })] })],
  ['a quiet endpoint, with two datapoints', endpoint({ expectedRequestsPerSecond: 1, guardrails: [Guardrail.serverErrorRate({ evaluationPeriods: 2 })] })],
  ['p90 with enough traffic', endpoint({ expectedRequestsPerSecond: 50, guardrails: [Guardrail.serverErrorRate(), Guardrail.modelLatency({ threshold: Duration.millis(200), statistic: 'p90' })] })],
  ['both scopes where the canary can be seen', endpoint({
    strategy: DeploymentStrategy.canary({ size: CapacitySize.percent(50) }), guardrails: [Guardrail.serverErrorRate({ fleetScope: FleetScope.GREEN_FLEET_AND_ENDPOINT })],
  })],
  ['a slow canary in a high percentile of all fleets', guardedBy(Guardrail.serverErrorRate(), Guardrail.modelLatency({ threshold: Duration.millis(200), fleetScope: FleetScope.ENDPOINT }))],
  ['a new guardrail that only reports, over an hour', guardedBy(
    Guardrail.serverErrorRate(), Guardrail.clientErrorRate({ enforce: false, period: Duration.hours(1) }), Guardrail.fromMetric(rawMetric(ERRORS, 'Sum'), { threshold: 1, enforce: false }),
  )],
  ['an alarm of the same app', byAlarm(rawMetric(ERRORS, 'Average'), 0.05)],
  ['an alarm that treats missing data as good', byAlarm(rawMetric(ERRORS, 'Average'), 0.05, { treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING })],
  ['an alarm of another stack in the same place', (stack) => {
    const there = new Stack(stack.node.root as App, 'There', { env: HERE });
    newEndpoint(stack, { guardrails: [Guardrail.fromAlarm(new cloudwatch.Alarm(there, 'Pager', { metric: rawMetric(ERRORS, 'Average'), threshold: 0.05, evaluationPeriods: 1 }))] });
  }],
  ['an imported alarm', (stack) => { imported(stack, 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:pager'); }],
  ['an imported alarm, by its name', (stack) => { newEndpoint(stack, { guardrails: [Guardrail.fromAlarm(cloudwatch.Alarm.fromAlarmName(stack, 'Pager', 'pager'))] }); }],
  ['an L1 alarm', byCfnAlarm({})],
  ['an L1 alarm with a threshold that is a parameter', (stack) => { byCfnAlarm({ threshold: new CfnParameter(stack, 'Threshold', { type: 'Number' }).valueAsNumber })(stack); }],
  ['an expression in percent', byAlarm(expression('100 * errors / all'), 5)],
  ['an expression that guards against a division by zero', byAlarm(expression('IF(all > 20, errors / all, 0)'), 0.02)],
  ['an expression that nobody here can compute', byAlarm(expression('FIRST([errors]) / all'), 3)],
  ['requests a second, in an expression', guardedBy(Guardrail.serverErrorRate(), Guardrail.fromMetric(expression('all / 60'), { threshold: 500, label: 'Load' }))],
  ['a latency in an expression, in milliseconds', guardedBy(Guardrail.serverErrorRate(), Guardrail.fromMetric(expression('slowest / 1000'), { threshold: 200, label: 'Milliseconds' }))],
  ['a latency in microseconds', byAlarm(rawMetric('ModelLatency', 'p99'), 200_000)],
  ['a composite alarm', byComposite(rawMetric('ModelLatency', 'p99'), 200_000)],
  ['a metric of the business', guardedBy(Guardrail.serverErrorRate(), Guardrail.fromMetric(
    new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Conversions', statistic: 'Sum', period: MINUTE }), { threshold: 10, comparisonOperator: LESS_THAN_THRESHOLD },
  ))],
  ['traffic that dries up', guardedBy(Guardrail.serverErrorRate(), Guardrail.fromMetric(rawMetric('Invocations', 'Sum'), { threshold: 10, comparisonOperator: LESS_THAN_THRESHOLD }))],
  ['a hundred errors of any fleet', guardedBy(Guardrail.fromMetric(rawMetric(ERRORS, 'Sum'), { threshold: 100 }))],
  ['the share that fails as a percentile', guardedBy(Guardrail.fromMetric(rawMetric(ERRORS, 'p95'), { threshold: 1, comparisonOperator: GREATER_THAN_OR_EQUAL_TO_THRESHOLD }))],
  ['tokens wherever they may be', (stack) => {
    const initialInstanceCount = new CfnParameter(stack, 'Instances', { type: 'Number' }).valueAsNumber;
    const variantName = new CfnParameter(stack, 'Variant').valueAsString;
    const instanceType = new CfnParameter(stack, 'Type').valueAsString;
    newEndpoint(stack, { guardrails: undefined, variants: [newVariant(stack, { initialInstanceCount, instanceType, model: newModel(stack), variantName })] });
  }],
  ...['Champion', 'variant-1', 'Variant2', 'AllTraffic', 'a', 'blue', 'xgboost', 'bert-base-12', 'mixtral-8x7b', 'decade-2020s']
    .map((variantName): Case => [`a variant called ${variantName}`, endpoint({ variant: { variantName } })]),
  ['autoscaling above the smallest fleet', (stack) => {
    newEndpoint(stack).variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 12 }).scaleOnInvocations('Traffic', { targetInvocationsPerInstance: 1000 });
  }],
  ['a native endpoint that is autoscaled and keeps its instances', native({ endpoint: { retainAllVariantProperties: true } }, scaled)],
  ['a native endpoint without a name, with an alarm of its own', (stack) => {
    const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Conversions', period: MINUTE });
    native({ endpoint: { endpointName: undefined }, guardrails: [Guardrail.fromAlarm(new cloudwatch.Alarm(stack, 'Pager', { metric, threshold: 1, evaluationPeriods: 1 }))] })(stack);
  }],
  ['a native endpoint with several guardrails', native({ guardrails: [Guardrail.serverErrorRate(), Guardrail.modelErrorRate(), Guardrail.clientErrorRate()] })],
  ['an endpoint that CloudFormation updates', endpoint({ guardrails: undefined, updater: EndpointUpdater.cloudFormation() })],
  ['an endpoint of the alpha module', alphaEndpoint()],
  ['an endpoint of the alpha module, with several guardrails', alphaEndpoint(Guardrail.serverErrorRate(), Guardrail.modelLatencyIncrease())],
  ['a native endpoint with much traffic', native({ expectedRequestsPerSecond: 400 })],
  ['a shadow variant', (stack) => {
    newEndpoint(stack, { shadowVariants: [{ variantName: 'Next', model: newModel(stack, 'NextModel'), instanceType: 'ml.m5.xlarge', initialInstanceCount: 1, samplingPercent: 20 }] });
  }],
  ['an imported role that may be changed', (stack) => {
    newEndpoint(stack, { variants: [newVariant(stack, { model: containerModel(stack, iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/model')) })] });
  }],
  ['a fleet of several types', endpoint({ variant: { fallbackInstanceTypes: ['ml.m5.2xlarge', 'ml.inf2.xlarge'] } })],
  ['nothing to guard', endpoint({ guardrails: undefined, unguarded: true, variant: { instanceType: 'ml.inf1.xlarge' } })],
];

describe('a trap is told of', () => {
  test.each(TRAPS)('%s: %s', (_name, expected, declare) => {
    expect(said(declare).map((each) => (each.startsWith(expected) ? expected : each))).toContain(expected);
  });
});

describe('nothing is said of', () => {
  test.each(SOUND)('%s', (_name, declare) => {
    // Fails for a template that cannot be deployed, such as one with a circle.
    expect(said(declare, (stack) => Template.fromStack(stack))).toEqual([]);
  });
});
