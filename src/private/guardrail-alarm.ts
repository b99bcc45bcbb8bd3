import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import type { AlarmTiming } from '../rollout/detection';

/** What a guardrail has to know of its endpoint. */
export interface GuardrailContext {
  readonly endpointName: string;
  /** The endpoint config that is about to be deployed. */
  readonly endpointConfigName: string;
  readonly variantNames: readonly string[];
}

/** An alarm that a guardrail asks for. */
export interface DeclaredAlarm {
  /** What an operator reads in the alarm's name. */
  readonly label: string;
  /** Absent where the metric is the user's own. */
  readonly variantName?: string;
  /** When it goes off, as the alarm's description says it. */
  readonly condition: string;
  readonly metric: cloudwatch.IMetric;
  /** What is compared with the threshold, where `metric` is an expression around it. */
  readonly judged?: cloudwatch.IMetric;
  /** Requests below which a period has no datapoint. */
  readonly minimumInvocations?: number;
  /** Set where the green fleet is compared with the blue one. */
  readonly comparison?: FleetComparison;
  readonly threshold: number;
  /** Whether the threshold was written with its unit, as a duration. */
  readonly hasUnit?: boolean;
  readonly comparisonOperator: cloudwatch.ComparisonOperator;
  readonly timing: AlarmTiming;
  /** Whether it rolls an update back, or only reports. */
  readonly enforced: boolean;
}

export interface FleetComparison {
  /** Where a percentile is compared, which cannot be had of the blue fleet alone: 99 for p99. */
  readonly percentileOfMix?: number;
}

/** An alarm to declare, or one that is there already. */
export type GuardrailAlarm = { readonly declared: DeclaredAlarm } | { readonly existing: cloudwatch.IAlarmRef };

export function isEnforced(alarm: GuardrailAlarm): boolean {
  return 'existing' in alarm || alarm.declared.enforced;
}
