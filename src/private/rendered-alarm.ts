import { Stack, Token, type aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { overridesOf, renderedProperties } from './rendered-resource';

const WATCHED = [
  'alarmName', 'comparisonOperator', 'datapointsToAlarm', 'dimensions', 'evaluateLowSampleCountPercentile', 'evaluationPeriods', 'extendedStatistic', 'metricName', 'metrics', 'namespace',
  'period', 'statistic', 'threshold', 'thresholdMetricId', 'treatMissingData', 'unit',
] as const;

/** What an alarm is declared with, as far as it decides when the alarm goes off. */
export type AlarmProperties = Pick<cloudwatch.CfnAlarm, typeof WATCHED[number]>;

/** A text that is another one once an escape hatch or an aspect has changed the alarm: for a fraction of what rendering costs. */
export function textOf(resource: cloudwatch.CfnAlarm): string {
  return JSON.stringify([WATCHED.map((property) => resource[property]), overridesOf(resource)]);
}

/** Whether an escape hatch decides on what stands in the template. */
export function isOverridden(resource: cloudwatch.CfnAlarm): boolean {
  return Object.keys(overridesOf(resource)).length > 0;
}

/**
 * A token in such a text: within a string, an object, or a number.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/tokens.html
 */
const TOKEN = /\$\{Token\[|<unresolved-token>|e\+289/;

/** Whether there is something in the text that only becomes known when the app is synthesized; but for the names that are tokens themselves. */
export function hasUnknowns(text: string, names: readonly string[]): boolean {
  return TOKEN.test(names.reduce((rest, name) => rest.replaceAll(name, ''), text));
}

/**
 * The alarm as it stands in the template, with what overrides, aspects and lazy values have made of it.
 *
 * @param names what may be meant by a reference in it, such as the name of the endpoint config
 */
export function renderedAlarm(resource: cloudwatch.CfnAlarm, names: readonly string[]): AlarmProperties {
  const stack = Stack.of(resource);
  const meant = new Map(names.filter((name) => Token.isUnresolved(name)).map((name) => [JSON.stringify(stack.resolve(name)), name]));
  return declared(renderedProperties(resource), meant) as AlarmProperties;
}

/** As the CDK has it: with small letters, and with tokens for what the template only refers to. */
function declared(value: unknown, meant: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => declared(item, meant));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  return entries.length === 1 && /^(?:Ref|Fn::)/.test(entries[0][0])
    ? meant.get(JSON.stringify(value)) ?? Token.asString(value)
    : Object.fromEntries(entries.map(([key, item]) => [key.charAt(0).toLowerCase() + key.slice(1), declared(numeric(key, item), meant)]));
}

/** CloudFormation takes numbers as text, too. */
function numeric(key: string, value: unknown): unknown {
  return NUMBERS.includes(key) && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}

const NUMBERS: readonly string[] = ['DatapointsToAlarm', 'EvaluationPeriods', 'Period', 'Threshold'];
