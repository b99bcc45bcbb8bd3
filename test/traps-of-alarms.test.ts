/* eslint-disable @stylistic/max-len -- a case a line */
import { Aspects, CfnCondition, CfnParameter, Duration, Fn, Lazy, Token, aws_cloudwatch as cloudwatch, aws_sagemaker as sagemaker, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newVariant, rawMetric } from './declared';
import { ERRORS, MINUTE, byAlarm, byCfnAlarm, endpoint, guardedBy, native, said, variants, type Case, type Declare, type Trap } from './trapped';
import { EndpointUpdater, Guardrail, type VariantMetrics } from '../src';

const { AlarmRule, AlarmState: { ALARM } } = cloudwatch;
const average = rawMetric(ERRORS, 'Average');
const DIMENSIONS = [{ name: 'EndpointName', value: 'churn' }, { name: 'VariantName', value: 'AllTraffic' }];
const of = (text: string, usingMetrics: Record<string, cloudwatch.IMetric>): cloudwatch.MathExpression => new cloudwatch.MathExpression({ expression: text, usingMetrics, period: MINUTE });

/** A guardrail on the green fleet, besides one that is as it should be. */
function green(metric: (fleet: VariantMetrics, all: VariantMetrics) => cloudwatch.IMetric, threshold: number, comparisonOperator?: cloudwatch.ComparisonOperator): Declare {
  return (stack) => {
    const declared = newEndpoint(stack, { variants: [newVariant(stack, { initialInstanceCount: 10 })], guardrails: [Guardrail.serverErrorRate()] });
    const variant = declared.variant('AllTraffic');
    declared.addGuardrail(Guardrail.fromMetric(metric(variant.greenFleet, variant), { threshold, comparisonOperator, label: 'Own' }));
  };
}

/** A guardrail on a metric as it is, besides one that is as it should be. */
function besides(metric: cloudwatch.IMetric, threshold: number): Declare {
  return guardedBy(Guardrail.serverErrorRate(), Guardrail.fromMetric(metric, { threshold, label: 'Own' }));
}

/** What is done to the guardrail's own alarm after it was declared. */
function changed(change: (alarm: cloudwatch.CfnAlarm) => void, declare: Declare = guardedBy(Guardrail.serverErrorRate())): Declare {
  return (stack) => {
    declare(stack);
    alarmsIn(stack).forEach(change);
  };
}

function alarmsIn(stack: Stack): cloudwatch.CfnAlarm[] {
  return stack.node.findAll().filter((construct) => cloudwatch.CfnAlarm.isCfnAlarm(construct));
}

/** What an aspect does to all alarms. */
function visited(change: (alarm: cloudwatch.CfnAlarm) => void): Declare {
  return (stack) => {
    guardedBy(Guardrail.serverErrorRate())(stack);
    Aspects.of(stack).add({ visit: (node) => { if (cloudwatch.CfnAlarm.isCfnAlarm(node)) { change(node); } } });
  };
}

/** What is done to an alarm of the app before it becomes a guardrail. */
function pager(change: (alarm: cloudwatch.CfnAlarm) => void): Declare {
  return (stack) => {
    const alarm = new cloudwatch.Alarm(stack, 'Pager', { metric: average, threshold: 0.05, evaluationPeriods: 1 });
    change(alarm.node.defaultChild as cloudwatch.CfnAlarm);
    guardedBy(Guardrail.fromAlarm(alarm))(stack);
  };
}

function query(more: Partial<cloudwatch.CfnAlarm.MetricDataQueryProperty> = {}, stat: Partial<cloudwatch.CfnAlarm.MetricStatProperty> = {}): cloudwatch.CfnAlarm.MetricDataQueryProperty {
  return { id: 'm', returnData: true, metricStat: { metric: { namespace: 'AWS/SageMaker', metricName: ERRORS, dimensions: DIMENSIONS }, period: 60, stat: 'Average', ...stat }, ...more };
}

function byQueries(metrics: cloudwatch.CfnAlarm.MetricDataQueryProperty[], more: Partial<cloudwatch.CfnAlarmProps> = {}): Declare {
  return (stack) => {
    const alarm = new cloudwatch.CfnAlarm(stack, 'Pager', { metrics, evaluationPeriods: 1, threshold: 0.05, comparisonOperator: 'GreaterThanThreshold', ...more });
    guardedBy(Guardrail.fromAlarm(alarm))(stack);
  };
}

/** What is done to an endpoint of CloudFormation's own after it has its guardrails. */
function later(change: (target: sagemaker.CfnEndpoint) => void, declare: Declare = native()): Declare {
  return (stack) => {
    declare(stack);
    change(stack.node.findAll().find((construct): construct is sagemaker.CfnEndpoint => sagemaker.CfnEndpoint.isCfnEndpoint(construct))!);
  };
}

function composite(rule: (stack: Stack) => cloudwatch.IAlarmRule): Declare {
  return (stack) => guardedBy(Guardrail.fromAlarm(new cloudwatch.CompositeAlarm(stack, 'Composite', { alarmRule: rule(stack) })))(stack);
}

function ringing(stack: Stack, id: string, metric: cloudwatch.IMetric, threshold = 0.05): cloudwatch.IAlarmRule {
  return AlarmRule.fromAlarm(new cloudwatch.Alarm(stack, id, { metric, threshold, evaluationPeriods: 1 }), ALARM);
}

function ofVariants(text: string, threshold: number): Declare {
  const metricOf = (VariantName: string) => rawMetric(ERRORS, 'Average', { EndpointName: 'churn', VariantName });
  return (stack) => newEndpoint(stack, {
    variants: variants(stack, { variantName: 'Champion' }, { variantName: 'Challenger' }),
    guardrails: [Guardrail.fromMetric(of(text, { a: metricOf('Champion'), b: metricOf('Challenger') }), { threshold, label: 'Own' })],
  });
}

const TRAPS: readonly Trap[] = [
  // What becomes of an alarm later.
  ['percent for a ratio, by an override', 'refused: average-above-one', changed((alarm) => { alarm.addPropertyOverride('Threshold', 5); })],
  ['percent for a ratio, by an override, as text', 'refused: average-above-one', changed((alarm) => { alarm.addPropertyOverride('Threshold', '5'); })],
  ['percent for a ratio, by a property', 'refused: average-above-one', changed((alarm) => { alarm.threshold = 5; })],
  ['percent for a ratio, by an aspect', 'refused: average-above-one', visited((alarm) => { alarm.threshold = 10; })],
  ['percent for a ratio, by an override before', 'refused: average-above-one', pager((alarm) => { alarm.addPropertyOverride('Threshold', 5); })],
  ['percent for a ratio that is known late', 'refused: average-above-one', guardedBy(Guardrail.fromMetric(average, { threshold: Lazy.number({ produce: () => 5 }) }))],
  ['percent for a ratio that is known late, in an L1 alarm', 'refused: average-above-one', byCfnAlarm({ threshold: Lazy.number({ produce: () => 5 }) })],
  ['percent for a ratio in an expression, by an override', 'refused: average-above-one', changed((alarm) => { alarm.addPropertyOverride('Threshold', 7); }, guardedBy(Guardrail.serverErrorRate({ minimumInvocations: 50 })))],
  ['missing data as breaching, by an override', 'missing-data-breaching', changed((alarm) => { alarm.addPropertyOverride('TreatMissingData', 'breaching'); })],
  ['missing data as breaching, by a property', 'missing-data-breaching', pager((alarm) => { alarm.treatMissingData = 'breaching'; })],
  ['missing data as breaching, by an aspect', 'missing-data-breaching', visited((alarm) => { alarm.treatMissingData = 'breaching'; })],
  ['missing data ignored, by an aspect', 'missing-data-ignored', visited((alarm) => { alarm.treatMissingData = 'ignore'; })],
  ['an hour, by an override', 'bake-shorter-than-alarm', changed((alarm) => { alarm.addOverride('Properties.Period', 3600); })],
  ['half an hour, by an aspect', 'bake-shorter-than-alarm', visited((alarm) => { alarm.evaluationPeriods = 30; alarm.datapointsToAlarm = 30; })],
  ['periods that are known late', 'bake-shorter-than-alarm', guardedBy(Guardrail.serverErrorRate({ evaluationPeriods: Lazy.number({ produce: () => 50 }) }))],
  ['45 seconds, by an override', "refused: Validation failed with the following errors:\n  [Stack/Churn] endpoint 'Stack/Churn': alarm ServerErrorRate: period is 45 seconds", changed((alarm) => { alarm.addPropertyOverride('Period', 45); })],
  ['no variant, by an override', 'refused: dimensions-match-nothing', pager((alarm) => { alarm.addPropertyOverride('Dimensions', [{ Name: 'EndpointName', Value: 'churn' }]); })],
  ['no dimensions, by an override', 'refused: dimensions-match-nothing', pager((alarm) => { alarm.addPropertyDeletionOverride('Dimensions'); })],
  ['no comparison, by an override', 'refused: not-an-alarm', changed((alarm) => { alarm.addPropertyOverride('ComparisonOperator', 'GreaterThan'); })],
  ['another endpoint whose name is known late', 'another-endpoint', guardedBy(Guardrail.fromMetric(rawMetric(ERRORS, 'Average', { EndpointName: Lazy.string({ produce: () => 'chrun' }), VariantName: 'AllTraffic' }), { threshold: 0.05 }))],
  ['another endpoint whose name is put together', 'another-endpoint', guardedBy(Guardrail.fromMetric(rawMetric(ERRORS, 'Average', { EndpointName: Fn.join('-', ['churn', 'x']), VariantName: 'AllTraffic' }), { threshold: 0.05 }))],
  ['an alarm that is removed', 'refused: guard-taken-away', changed((alarm) => { alarm.node.scope!.node.tryRemoveChild(alarm.node.id); })],
  ['another alarm for a guardrail', 'refused: guard-taken-away', later((target) => { target.addPropertyOverride('DeploymentConfig.AutoRollbackConfiguration.Alarms.0.AlarmName', 'pager'); })],
  ['other alarms for all guardrails', 'refused: guard-taken-away', later((target) => { target.addPropertyOverride('DeploymentConfig.AutoRollbackConfiguration.Alarms', [{ AlarmName: 'pager' }]); }, endpoint({ updater: EndpointUpdater.cloudFormation() }))],
  ['another name for the endpoint', 'refused: guard-taken-away', later((target) => { target.endpointName = 'fraud'; })],
  ['another name for the endpoint, by an override', 'refused: guard-taken-away', later((target) => { target.addPropertyOverride('EndpointName', 'fraud'); })],

  // What a model that fails everything does not set off.
  ['how fast errors come, per second', 'refused: never-goes-off', green((fleet) => of('RATE(m)', { m: fleet.metricServerErrors({ statistic: 'Average' }) }), 0.05)],
  ['how much worse it becomes', 'refused: never-goes-off', green((fleet) => of('DIFF(m)', { m: fleet.metricServerErrors({ statistic: 'Average' }) }), 0.05)],
  ['a logarithm', 'refused: average-above-one', green((fleet) => of('LOG10(m)', { m: fleet.metricServerErrors({ statistic: 'Average' }) }), 0.05)],
  ['the number of metrics', 'refused: always-on', green((fleet) => of('METRIC_COUNT(METRICS())', { m: fleet.metricServerErrors() }), 0)],
  ['errors a second, of too few', 'refused: average-above-one', green((fleet) => of('m / PERIOD(m)', { m: fleet.metricServerErrors({ statistic: 'Average' }) }), 0.05)],
  ['the smaller of two kinds of errors', 'refused: never-goes-off', green((fleet) => of('MIN([m, n])', { m: fleet.metricServerErrors({ statistic: 'Average' }), n: fleet.metricClientErrors({ statistic: 'Average' }) }), 0.05)],
  ['both kinds of errors', 'refused: never-goes-off', green((fleet) => of('m > 0.05 AND n > 0.05', { m: fleet.metricServerErrors({ statistic: 'Average' }), n: fleet.metricClientErrors({ statistic: 'Average' }) }), 0)],
  ['the product of two kinds of errors', 'refused: never-goes-off', green((fleet) => of('m * n', { m: fleet.metricServerErrors({ statistic: 'Average' }), n: fleet.metricClientErrors({ statistic: 'Average' }) }), 0.01)],
  ['less than one request', 'refused: never-goes-off', green((fleet) => fleet.metricInvocations(), 1, cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD)],
  ['a percentile rank above all', 'refused: never-goes-off', green((fleet) => fleet.metricServerErrors({ statistic: 'PR(0.5:)' }), 100)],
  ['the hours of work', 'only-at-times', green((fleet) => of('IF(HOUR(m) > 8 AND HOUR(m) < 18, m, 0)', { m: fleet.metricServerErrors({ statistic: 'Average' }) }), 0.05)],
  ['nearly all requests', 'only-the-best', guardedBy(Guardrail.serverErrorRate({ thresholdPercent: 99 }))],
  ['the tenth that fails least', 'only-the-best', green((fleet) => fleet.metricServerErrors({ statistic: 'TM(0%:10%)' }), 0.05)],
  ['the quickest request', 'only-the-best', guardedBy(Guardrail.serverErrorRate(), Guardrail.modelLatency({ threshold: Duration.millis(100), statistic: 'Minimum' }))],
  ['the quickest requests', 'only-the-best', green((fleet) => fleet.metricModelLatency({ statistic: 'p1' }), 500_000)],
  ['the instance least in use', 'only-the-best', guardedBy(Guardrail.serverErrorRate(), Guardrail.cpuUtilization({ thresholdPercent: 300, statistic: 'Minimum' }))],
  ['milliseconds in a percentile rank', 'milliseconds-for-microseconds', green((fleet) => fleet.metricModelLatency({ statistic: 'PR(100:)' }), 5)],
  ['what was before, where there is nothing', 'missing-data-ignored', green((fleet) => of('FILL(m, REPEAT)', { m: fleet.metricServerErrors({ statistic: 'Average' }) }), 0.05)],
  ['CPUs alone', 'model-unwatched', guardedBy(Guardrail.cpuUtilization({ thresholdPercent: 300 }))],
  ['requests alone', 'model-unwatched', guardedBy(Guardrail.invocationsPerInstance({ maximumPerMinute: 600 }))],
  ['what the service adds alone', 'model-unwatched', guardedBy(Guardrail.overheadLatency({ threshold: Duration.millis(100) }))],

  ['errors of callers, in percent', 'refused: average-above-one', besides(new cloudwatch.Metric({ namespace: 'AWS/Lambda', metricName: 'Errors', statistic: 'Average', period: MINUTE, dimensionsMap: { FunctionName: 'caller' } }), 5)],
  ['errors of an API, in percent', 'refused: average-above-one', besides(new cloudwatch.Metric({ namespace: 'AWS/ApiGateway', metricName: '5XXError', statistic: 'Average', period: MINUTE, dimensionsMap: { ApiName: 'churn' } }), 1)],

  ['no latency', 'refused: never-goes-off', green((fleet) => fleet.metricModelLatency({ statistic: 'PR(500000:)' }), 100)],
  ['a share of requests for a latency', 'refused: never-goes-off', guardedBy(Guardrail.serverErrorRate(), Guardrail.modelLatency({ threshold: Duration.millis(100), statistic: 'PR(:0.5)' }))],
  ['latency that is filled in with an hour', 'missing-data-breaching', green((fleet) => of('FILL(l, 1000000000)', { l: fleet.metricModelLatency() }), 1_000_000)],
  ['an increase by nearly all', 'only-the-best', guardedBy(Guardrail.serverErrorRate(), Guardrail.serverErrorRateIncrease({ thresholdPercentagePoints: 99 }))],

  // What is made of several.
  ['a composite alarm of both kinds of errors', 'refused: never-goes-off', composite((stack) => AlarmRule.allOf(ringing(stack, 'A', average), ringing(stack, 'B', rawMetric('Invocation4XXErrors', 'Average'))))],
  ['a composite alarm of errors and refusals within another', 'refused: never-goes-off', composite((stack) => AlarmRule.anyOf(AlarmRule.fromAlarm(new cloudwatch.CompositeAlarm(stack, 'Inner', {
    alarmRule: AlarmRule.allOf(ringing(stack, 'A', average), ringing(stack, 'B', rawMetric('Invocation4XXErrors', 'Average'))),
  }), ALARM)))],
  ['a composite alarm of one that is false', 'refused: never-goes-off', composite((stack) => AlarmRule.anyOf(AlarmRule.fromAlarm(new cloudwatch.CompositeAlarm(stack, 'Inner', {
    alarmRule: AlarmRule.allOf(ringing(stack, 'A', average), AlarmRule.fromBoolean(false)),
  }), ALARM)))],
  ['a composite alarm of one that is slow, within another', 'bake-shorter-than-alarm', composite((stack) => AlarmRule.anyOf(AlarmRule.fromAlarm(new cloudwatch.CompositeAlarm(stack, 'Inner', {
    alarmRule: ringing(stack, 'A', average.with({ period: Duration.hours(1) })),
  }), ALARM)))],
  ['the smaller of two variants', 'dilution', ofVariants('MIN([a, b])', 0.05)],
  ['the average of two variants', 'dilution', ofVariants('(a + b) / 2', 0.6)],
  ['the backlog of a variant', 'refused: dimensions-match-nothing', guardedBy(Guardrail.serverErrorRate(), Guardrail.fromMetric(rawMetric('ApproximateBacklogSize', 'Maximum'), { threshold: 100 }))],

  // Queries.
  ['a query for percent', 'refused: average-above-one', besides(of(`SELECT AVG(${ERRORS}) FROM SCHEMA("AWS/SageMaker", EndpointName, VariantName) WHERE EndpointName = 'churn'`, {}), 5)],
  ['a query without a variant', 'refused: dimensions-match-nothing', besides(of(`SELECT AVG(${ERRORS}) FROM SCHEMA("AWS/SageMaker", EndpointName) WHERE EndpointName = 'churn'`, {}), 0.05)],
  ['a query of another endpoint', 'another-endpoint', besides(of(`SELECT AVG(${ERRORS}) FROM SCHEMA("AWS/SageMaker", EndpointName, VariantName) WHERE EndpointName = 'fraud'`, {}), 0.05)],
  ['a query of another variant', 'refused: dimensions-match-nothing', besides(of(`SELECT AVG(${ERRORS}) FROM SCHEMA("AWS/SageMaker", EndpointName, VariantName) WHERE EndpointName = 'churn' AND VariantName = 'Blue'`, {}), 0.05)],
  ['a query that a small canary does not change', 'dilution', besides(of(`SELECT AVG(${ERRORS}) FROM SCHEMA("AWS/SageMaker", EndpointName, VariantName) WHERE EndpointName = 'churn' AND VariantName = 'AllTraffic'`, {}), 0.2)],
  ['a query in another namespace', 'refused: no-such-metric', besides(of(`SELECT AVG(${ERRORS}) FROM SCHEMA("AWS/Sagemaker", EndpointName, VariantName)`, {}), 0.05)],
  ['a query in an L1 alarm', 'refused: average-above-one', byQueries([{ id: 'q', expression: `SELECT AVG(${ERRORS}) FROM SCHEMA("AWS/SageMaker", EndpointName, VariantName) WHERE EndpointName = 'churn'`, period: 60 }], { threshold: 5 })],

  // What CloudWatch does not take.
  ...([
    ['no metric', { metricName: undefined }], ['no namespace', { namespace: undefined }], ['no period', { period: undefined }], ['no statistic', { statistic: undefined }],
    ['two statistics', { extendedStatistic: 'p99' }], ['a percentile as a simple statistic', { statistic: 'p99' }], ['a simple statistic as a percentile', { statistic: undefined, extendedStatistic: 'Average' }],
    ['a statistic in small letters', { statistic: 'average' }], ['no threshold', { threshold: undefined }], ['a comparison by its sign', { comparisonOperator: '>' }],
    ['half a comparison', { comparisonOperator: 'GreaterThan' }], ['missing data in other letters', { treatMissingData: 'NotBreaching' }], ['a long name', { alarmName: 'x'.repeat(300) }],
    ['a metric and metrics', { metrics: [query()] }], ['a band without a band', { comparisonOperator: 'GreaterThanUpperThreshold', threshold: undefined }], ['low sample counts in other letters', { evaluateLowSampleCountPercentile: 'Ignore' }],
    ['a threshold and a band', { thresholdMetricId: 'band' }],
  ] as const).map(([name, props]): Trap => [`an L1 alarm: ${name}`, 'refused: not-an-alarm', byCfnAlarm(props as Partial<cloudwatch.CfnAlarmProps>)]),
  ...([
    ['nothing', []], ['two that are compared', [query(), query({ id: 'n' })]], ['none that is compared', [query({ returnData: false })]], ['one id twice', [query({ returnData: false }), query()]],
    ['an id in capitals', [query({ id: 'M' })]], ['an expression of nothing', [query({ returnData: false }), { id: 'e', expression: 'n * 100' }]],
    ['a circle', [query({ returnData: false }), { id: 'e', expression: 'f + m' }, { id: 'f', expression: 'e', returnData: false }]], ['a metric and an expression in one', [query({ expression: 'm' })]],
    ['different periods', [query({ returnData: false }), query({ id: 'n', returnData: false }, { period: 300 }), { id: 'e', expression: 'm + n' }]],
  ] as const).map(([name, metrics]): Trap => [`an L1 alarm on metrics: ${name}`, 'refused: not-an-alarm', byQueries(metrics as unknown as cloudwatch.CfnAlarm.MetricDataQueryProperty[])]),
  ['an L1 alarm on metrics: a band that is none of them', 'refused: not-an-alarm', byQueries([query()], { threshold: undefined, comparisonOperator: 'GreaterThanUpperThreshold', thresholdMetricId: 'band' })],
  ...['MEDIAN(m)', 'm / (', ')m(', '[m, n]', 'METRICS()', 'TIME_SERIES(0)', 'SUM(SEARCH(\'{AWS/SageMaker,EndpointName,VariantName} MetricName="Invocation5XXErrors"\', \'Average\', 60))', 'sum(m)'].map((text): Trap => [
    `the expression ${text}`, 'refused: not-an-alarm', green((fleet) => of(text, /\bm\b|METRICS/.test(text) ? { m: fleet.metricServerErrors(), n: fleet.metricClientErrors() } : {}), 0.05),
  ]),
];

const SOUND: readonly Case[] = [
  ['a description of one\'s own', changed((alarm) => { alarm.addPropertyOverride('AlarmDescription', 'see the runbook'); })],
  ['a lower threshold by an override', changed((alarm) => { alarm.addPropertyOverride('Threshold', 0.005); })],
  ['a lower threshold by an aspect', visited((alarm) => { alarm.threshold = 0.005; })],
  ['names by an aspect', visited((alarm) => { alarm.alarmName = `prod-${alarm.node.addr}`; })],
  ['a threshold that is known late', guardedBy(Guardrail.fromMetric(average, { threshold: Lazy.number({ produce: () => 0.05 }) }))],
  ['a name that is known late', guardedBy(Guardrail.fromMetric(rawMetric(ERRORS, 'Average', { EndpointName: Lazy.string({ produce: () => 'churn' }), VariantName: 'AllTraffic' }), { threshold: 0.05 }))],
  ['a shorter wait until the old fleet goes', later((target) => { target.addPropertyOverride('DeploymentConfig.BlueGreenUpdatePolicy.MaximumExecutionTimeoutInSeconds', 7200); })],
  ['an L1 alarm on a percentile', byCfnAlarm({ statistic: undefined, extendedStatistic: 'p99', metricName: 'ModelLatency', threshold: 300_000 })],
  ['an L1 alarm on one of metrics', byQueries([query()])],
  ['an L1 alarm on an expression', byQueries([query({ returnData: false }), { id: 'e', expression: 'm * 100', returnData: true }], { threshold: 3 })],
  ['an L1 alarm on a band', byQueries([
    query({}, { stat: 'p99', metric: { namespace: 'AWS/SageMaker', metricName: 'ModelLatency', dimensions: DIMENSIONS } }), { id: 'band', expression: 'ANOMALY_DETECTION_BAND(m, 2)' },
  ], { threshold: undefined, thresholdMetricId: 'band', comparisonOperator: 'GreaterThanUpperThreshold' })],
  ...['MAX([m, n])', 'MAX(METRICS())', 'FILL(m, 0)', 'm / PERIOD(m)', '100*(m/(m+n+1))', 'IF(m>5 OR n>5, m)', 'SUM([m,n])', 'METRICS("m") + n'].map((text): Case => [
    `the expression ${text}`, green((fleet) => of(text, { m: fleet.metricServerErrors(), n: fleet.metricClientErrors() }), 10),
  ]),
  ['a comparison that is 1 where it holds', green((fleet) => of('m > 0.05', { m: fleet.metricServerErrors({ statistic: 'Average' }) }), 1, cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)],
  ['one of two kinds of errors', green((fleet) => of('m > 0.05 OR n > 0.1', { m: fleet.metricServerErrors({ statistic: 'Average' }), n: fleet.metricClientErrors({ statistic: 'Average' }) }), 0)],
  ['both kinds of errors together', green((fleet) => of('(m + n) / i', { m: fleet.metricServerErrors(), n: fleet.metricClientErrors(), i: fleet.metricInvocations() }), 0.05)],
  ['errors a second', green((fleet) => of('m / PERIOD(m)', { m: fleet.metricServerErrors() }), 0.5)],
  ['errors by their samples', green((fleet) => of('m / n', { m: fleet.metricServerErrors(), n: fleet.metricServerErrors({ statistic: 'SampleCount' }) }), 0.05)],
  ['the median of errors', green((fleet) => fleet.metricServerErrors({ statistic: 'p50' }), 0.5)],
  ['the share of slow requests', green((fleet) => fleet.metricModelLatency({ statistic: 'PR(200000:)' }), 5)],
  ['the mean of the middle half', guardedBy(Guardrail.serverErrorRate(), Guardrail.modelLatency({ threshold: Duration.millis(500), statistic: 'IQM' }))],
  ['half of all requests', guardedBy(Guardrail.serverErrorRate({ thresholdPercent: 50 }))],
  ['green compared with all', green((fleet, all) => of('m - n', { m: fleet.metricServerErrors({ statistic: 'Average' }), n: all.metricServerErrors({ statistic: 'Average' }) }), 0.05)],
  ['a composite alarm of either kind of errors', composite((stack) => AlarmRule.anyOf(ringing(stack, 'A', average), ringing(stack, 'B', rawMetric('Invocation4XXErrors', 'Average'))))],
  ['a composite alarm of errors and of one that is not of this app', composite((stack) => AlarmRule.allOf(ringing(stack, 'A', average), AlarmRule.fromString('ALARM("business-hours")')))],
  ['a composite alarm of errors and traffic', composite((stack) => AlarmRule.allOf(ringing(stack, 'A', average), ringing(stack, 'B', rawMetric('Invocations', 'Sum'), 100)))],
  ['the larger of two variants', ofVariants('MAX([a, b])', 0.05)],
  ['the average of two variants, with a low threshold', ofVariants('(a + b) / 2', 0.04)],
  ['a threshold that is a parameter', (stack) => { guardedBy(Guardrail.fromMetric(average, { threshold: new CfnParameter(stack, 'Threshold', { type: 'Number', default: 0.05 }).valueAsNumber }))(stack); }],
  ['a statistic that is a parameter', (stack) => { byCfnAlarm({ statistic: new CfnParameter(stack, 'Statistic').valueAsString, threshold: 5 })(stack); }],
  ['all that is a parameter', (stack) => {
    const [text, number] = [new CfnParameter(stack, 'Text').valueAsString, new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber];
    byCfnAlarm({
      statistic: text,
      threshold: number,
      period: number,
      evaluationPeriods: number,
      datapointsToAlarm: number,
      comparisonOperator: text,
      treatMissingData: text,
      namespace: text,
      metricName: text,
      dimensions: [{ name: text, value: text }],
    })(stack);
  }],
  ['what a condition decides on', (stack) => {
    const production = new CfnCondition(stack, 'Production', { expression: Fn.conditionEquals(new CfnParameter(stack, 'Stage').valueAsString, 'production') });
    byCfnAlarm({ threshold: Token.asNumber(Fn.conditionIf(production.logicalId, 0.01, 0.05)), dimensions: Fn.conditionIf(production.logicalId, [], []) as unknown as cloudwatch.CfnAlarm.DimensionProperty[] })(stack);
  }],
  ['the number of slow requests', green((fleet) => fleet.metricModelLatency({ statistic: 'TC(500000:)' }), 20)],
  ['traffic that falls', green((_fleet, all) => of('DIFF(i)', { i: all.metricInvocations() }), -100, cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD)],
  ['latency that jumps', green((_fleet, all) => of('RATE(l)', { l: all.metricModelLatency() }), 10_000)],
  ['the share of quick requests', green((fleet) => fleet.metricModelLatency({ statistic: 'PR(:300000)' }), 90, cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD)],
  ['the share of slow requests, by two counts', green((fleet) => of('100 * m / n', { m: fleet.metricModelLatency({ statistic: 'TC(300000:)' }), n: fleet.metricModelLatency({ statistic: 'SampleCount' }) }), 5)],
  ['orders, by day', guardedBy(Guardrail.serverErrorRate(), Guardrail.fromMetric(of('IF(HOUR(m) > 8, m, 0)', { m: new cloudwatch.Metric({ namespace: 'Churn', metricName: 'Complaints' }) }), { threshold: 10, label: 'Own' }))],
  ['an increase, written by hand', green((fleet, all) => of('IF(gi > 100, ge / gi - ae / ai)', { ge: fleet.metricServerErrors(), gi: fleet.metricInvocations(), ae: all.metricServerErrors(), ai: all.metricInvocations() }), 0.02)],
  ['expressions of expressions', green((fleet) => of('IF(n > 20, pct)', { n: fleet.metricInvocations(), pct: of('rate * 100', { rate: of('e / i', { e: fleet.metricServerErrors(), i: fleet.metricInvocations() }) }) }), 2)],
  ['errors filled in, in two of three', guardedBy(Guardrail.serverErrorRate(), Guardrail.fromMetric(of('FILL(m, 0)', { m: average }), { threshold: 0.02, evaluationPeriods: 3, datapointsToAlarm: 2, label: 'Own' }))],
  ['a query', besides(of(`SELECT AVG(${ERRORS}) FROM SCHEMA("AWS/SageMaker", EndpointName, VariantName) WHERE EndpointName = 'churn'`, {}), 0.05)],
  ['a query of all that there is', besides(of(`SELECT MAX(${ERRORS}) FROM "AWS/SageMaker" WHERE EndpointName = 'churn'`, {}), 0.5)],
  ['a query of something else', besides(of('SELECT SUM(Surprises) FROM SCHEMA("Churn", Model) WHERE Model = \'churn\' GROUP BY Model', {}), 5)],
  ['the share of errors of an API', besides(new cloudwatch.Metric({ namespace: 'AWS/ApiGateway', metricName: '5XXError', statistic: 'Average', period: MINUTE, dimensionsMap: { ApiName: 'churn' } }), 0.05)],
  ['the number of errors of callers', besides(new cloudwatch.Metric({ namespace: 'AWS/Lambda', metricName: 'Errors', statistic: 'Sum', period: MINUTE, dimensionsMap: { FunctionName: 'caller' } }), 5)],
  ['latency compared with that of all', green((fleet, all) => of('g / a', { g: fleet.metricModelLatency({ statistic: 'Average' }), a: all.metricModelLatency({ statistic: 'Average' }) }), 1.5)],
  ['latency alone', guardedBy(Guardrail.modelLatency({ threshold: Duration.millis(200) }))],
  ['an alarm of the CDK on an expression', byAlarm(of('100 * e / i', { e: rawMetric(ERRORS, 'Sum'), i: rawMetric('Invocations', 'Sum') }), 5)],
];

describe('a trap is told of', () => {
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
