import type { Distribution } from './distribution';
import type { Route } from './endpoint';
import type { VariantFleet } from './fleet';
import type { MetricId, Metrics } from './metrics';
import type { RandomStream } from './random';
import { split } from './split';
import { INVOCATION_NAMESPACE } from '../rollout/endpoint-metrics';

/** Requests that took the same route in the same interval. */
export interface Requests {
  readonly endpointName: string;
  readonly route: Pick<Route, 'fleet' | 'variant' | 'activeInstances'>;
  readonly time: Date;
  readonly count: number;
  readonly serverErrors: number;
  readonly clientErrors: number;
  /** How often they are published, in milliseconds. */
  readonly interval: number;
  /** The container that answered, where requests ask one of several. */
  readonly containerName?: string;
  /** In microseconds. */
  readonly modelLatency: Distribution;
  readonly overheadLatency: Distribution;
}

/**
 * Publishes what SageMaker publishes of requests, for the variant and for the variant in this fleet.
 *
 * Documented: names, units, dimensions, and that errors are 1 or 0 for each request.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
export function publishRequests(metrics: Metrics, requests: Requests): void {
  if (requests.count === 0) {
    return;
  }
  for (const scope of scopesOf(requests)) {
    publishWith(metrics, requests, scope);
  }
  if (requests.containerName !== undefined) {
    publishOfContainer(metrics, requests, scopeWith(requests, { ContainerName: requests.containerName }));
  }
}

/** The metrics of one set of dimensions, by name. */
type Scope = (metricName: string) => MetricId;

/** A variant's fleet serves one endpoint only, and is asked for the same metrics every minute. */
const SCOPES = new WeakMap<VariantFleet, readonly Scope[]>();
const OTHER_SCOPES = new WeakMap<VariantFleet, Map<string, Scope>>();

function scopesOf({ endpointName, route: { fleet, variant } }: Requests): readonly Scope[] {
  let scopes = SCOPES.get(variant);
  if (!scopes) {
    const onVariant = { EndpointName: endpointName, VariantName: variant.variant.VariantName };
    scopes = [scopeOf(onVariant), scopeOf({ ...onVariant, EndpointConfigName: fleet.config.name })];
    SCOPES.set(variant, scopes);
  }
  return scopes;
}

/**
 * Of one instance, or of one container, of a variant.
 *
 * Documented: that InstanceId joins the dimensions of before. Inferred: those of the variant, and not of its fleet.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch-enhanced-metrics.html
 */
function scopeWith({ endpointName, route: { variant } }: Requests, more: Readonly<Record<string, string>>): Scope {
  const scopes = OTHER_SCOPES.get(variant) ?? new Map<string, Scope>();
  OTHER_SCOPES.set(variant, scopes);
  const key = Object.entries(more).join();
  const scope = scopes.get(key) ?? scopeOf({ EndpointName: endpointName, VariantName: variant.variant.VariantName, ...more });
  scopes.set(key, scope);
  return scope;
}

function scopeOf(dimensions: MetricId['dimensions']): Scope {
  const ids = new Map<string, MetricId>();
  return (metricName) => {
    const id = ids.get(metricName) ?? { namespace: INVOCATION_NAMESPACE, metricName, dimensions };
    ids.set(metricName, id);
    return id;
  };
}

function publishWith(metrics: Metrics, requests: Requests, idOf: Scope): void {
  const { count, serverErrors, clientErrors } = requests;
  const { into, zeroOrOne } = publisher(metrics, requests, idOf);
  zeroOrOne('Invocations', count);
  zeroOrOne('Invocation5XXErrors', serverErrors);
  zeroOrOne('Invocation4XXErrors', clientErrors);
  zeroOrOne('InvocationModelErrors', serverErrors + clientErrors);
  into('InvocationsPerInstance', 'None').add(1 / requests.route.variant.instances, count);
  into('ModelLatency', 'Microseconds').merge(requests.modelLatency);
  into('OverheadLatency', 'Microseconds').merge(requests.overheadLatency);
}

/**
 * The same requests by the instances that took them, each an even share at random. Chosen: how many there were and how many failed, and no latencies.
 */
export function publishByInstance(metrics: Metrics, random: RandomStream, requests: Requests, instanceIds: readonly string[]): void {
  const { count, serverErrors, clientErrors } = requests;
  const even = instanceIds.map(() => ({ share: 1 / instanceIds.length }));
  const [failed, refused, answered] = [serverErrors, clientErrors, count - serverErrors - clientErrors].map((some) => split(random, even, some));
  instanceIds.forEach((InstanceId, index) => {
    const own = { ...requests, count: failed[index] + refused[index] + answered[index] };
    if (own.count > 0) {
      const { zeroOrOne } = publisher(metrics, own, scopeWith(requests, { InstanceId }));
      zeroOrOne('Invocations', own.count);
      zeroOrOne('Invocation5XXErrors', failed[index]);
      zeroOrOne('Invocation4XXErrors', refused[index]);
      zeroOrOne('InvocationModelErrors', failed[index] + refused[index]);
    }
  });
}

/** Documented: https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-metrics.html */
function publishOfContainer(metrics: Metrics, requests: Requests, idOf: Scope): void {
  const { count, serverErrors, clientErrors } = requests;
  const { into, zeroOrOne } = publisher(metrics, requests, idOf);
  zeroOrOne('Invocations', count);
  zeroOrOne('Invocation5XXErrors', serverErrors);
  zeroOrOne('Invocation4XXErrors', clientErrors);
  into('ContainerLatency', 'Microseconds').merge(requests.modelLatency);
  into('OverheadLatency', 'Microseconds').merge(requests.overheadLatency);
}

function publisher(metrics: Metrics, { count, time, interval }: Requests, idOf: Scope) {
  const into = (metricName: string, unit: string) => metrics.at(idOf(metricName), unit, time, interval);
  const zeroOrOne = (metricName: string, ones: number) => {
    const values = into(metricName, 'None');
    values.add(1, ones);
    values.add(0, count - ones);
  };
  return { into, zeroOrOne };
}
