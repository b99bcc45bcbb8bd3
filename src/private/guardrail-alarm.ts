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
  readonly threshold: number;
  /** Set where the metric is a share of the requests to all fleets, so that a small green fleet moves it little. */
  readonly diluted?: boolean;
  readonly comparisonOperator: cloudwatch.ComparisonOperator;
  readonly timing: AlarmTiming;
}

/** An alarm to declare, or one that is there already. */
export type GuardrailAlarm = { readonly declared: DeclaredAlarm } | { readonly existing: cloudwatch.IAlarmRef };
