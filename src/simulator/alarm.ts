import type { PutMetricAlarmInput, Tag } from '@aws-sdk/client-cloudwatch';
import type { Datapoint, MetricStatistic, Range } from './metric-queries';
import type { MetricId, Metrics } from './metrics';
import type { AlarmRule, AlarmState } from '../rollout/alarm';

/** A metric alarm, and the state it is in. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  /** As it was put, for what is given back unchanged. */
  readonly input: PutMetricAlarmInput;
  /** The metric and the statistic, unless the alarm is on metric math. */
  readonly on?: MetricStatistic;
  /** All the metrics that its datapoints come from. */
  readonly watched: readonly MetricId[];
  readonly datapoints: (metrics: Metrics, range: Range) => Datapoint[];
  /** In seconds. */
  readonly period: number;
  readonly threshold: number;
  readonly comparisonOperator: string;
  readonly rule: AlarmRule;
  /** Whether a percentile of too few samples leaves the state as it is; not of an alarm on metric math. */
  readonly ignoresLowSampleCount: boolean;
  readonly tags: Tag[];
  readonly configurationUpdated: Date;
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData?: string;
  readonly stateUpdated: Date;
}

/** What is put: the rest is state. */
export type AlarmDefinition = Omit<Alarm, 'tags' | 'configurationUpdated' | 'state' | 'reason' | 'reasonData' | 'stateUpdated'>;
