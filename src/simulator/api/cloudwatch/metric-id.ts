import type { Dimension } from '@aws-sdk/client-cloudwatch';
import type { MetricId } from '../../metrics';

export interface MetricFields {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly Dimension[];
}

export function metricId({ Namespace, MetricName, Dimensions = [] }: MetricFields): MetricId {
  return {
    namespace: Namespace!,
    metricName: MetricName!,
    dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name!, Value!])),
  };
}

export function dimensionsOf({ dimensions }: MetricId): Dimension[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

export function sameMetric(a: MetricId, b: MetricId): boolean {
  const [left, right] = [Object.entries(a.dimensions), Object.entries(b.dimensions)];
  return a.namespace === b.namespace && a.metricName === b.metricName
    && left.length === right.length && left.every(([name, value]) => Object.hasOwn(b.dimensions, name) && b.dimensions[name] === value);
}
