import type { TimelineEntry } from '../../simulator/journal';
import type { VariantMetrics } from '../measure';

/** What a report shows: values only, taken from the wire and the timeline. */
export interface RolloutReport {
  readonly title: string;
  readonly summary: readonly string[];
  readonly endpointName: string;
  readonly from: Date;
  readonly to: Date;
  readonly deployments: readonly DeploymentReport[];
  /** In the order in which they first served. */
  readonly fleets: readonly FleetReport[];
  readonly thresholds: readonly Threshold[];
  readonly timeline: readonly TimelineEntry[];
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
}

/** The instances of one endpoint config. */
export interface FleetReport {
  readonly endpointConfigName: string;
  /** What people call it: the version of the model, say. */
  readonly label: string;
  readonly metrics: VariantMetrics;
}

/** An alarm's threshold, in the unit of the chart that it belongs to. */
export interface Threshold {
  readonly alarmName: string;
  readonly chart: 'serverErrorPercent' | 'latencyMilliseconds';
  readonly value: number;
}
