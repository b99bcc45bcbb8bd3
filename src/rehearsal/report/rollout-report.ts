import type { TimelineEntry } from '../../simulator/journal';
import type { Point, VariantMetrics } from '../measure';
import type { StackEvent } from '../stack';
import type { Check } from '../verdict';

/** What a report shows: values only, taken from the wire and the timeline. */
export interface RolloutReport {
  readonly title: string;
  readonly summary: readonly string[];
  readonly from: Date;
  readonly to: Date;
  readonly deployments: readonly DeploymentReport[];
  readonly endpoints: readonly EndpointReport[];
  /** Of the stack, as CloudFormation tells them. */
  readonly stackEvents: readonly StackEvent[];
  /** The command that makes this report again. */
  readonly reproduce: string;
}

export interface DeploymentReport {
  readonly label: string;
  readonly from: Date;
  readonly to: Date;
  /** The stack's status at the end. */
  readonly status: string;
  readonly reason?: string;
  /** What was expected of it, and what came. */
  readonly checks?: readonly Check[];
}

export interface EndpointReport {
  readonly endpointName: string;
  /** In the order in which they first served. */
  readonly fleets: readonly FleetReport[];
  readonly thresholds: readonly Threshold[];
  readonly alarms: readonly AlarmReport[];
  readonly timeline: readonly TimelineEntry[];
}

/** The instances of one endpoint config. */
export interface FleetReport {
  readonly endpointConfigName: string;
  /** What people call the config. */
  readonly version: string;
  /** The version, and the variant where there are several. */
  readonly label: string;
  readonly metrics: VariantMetrics;
  /** How many there are from each time on. */
  readonly instances: readonly Point[];
}

/** An alarm's state from each time on. */
export interface AlarmReport {
  readonly alarmName: string;
  readonly states: ReadonlyArray<{ readonly from: Date; readonly state: string }>;
}

/** An alarm's threshold, in the unit of the chart that it belongs to. */
export interface Threshold {
  readonly alarmName: string;
  readonly chart: 'serverErrorPercent' | 'latencyMilliseconds';
  readonly value: number;
}
