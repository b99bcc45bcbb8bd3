import { secondsSince } from './deadline';
import type { Verdict } from './respond';
import type { Ticket } from './ticket';
import { ROLLOUT_METRICS } from '../rollout/rollout-metrics';

/**
 * The updater's own metrics, in the format that CloudWatch reads from log lines, so that they need neither a call nor a permission.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function started(now: Date, { rollout }: Ticket): Readonly<Record<string, unknown>> {
  return embedded(now, rollout.endpointName, { [ROLLOUT_METRICS.started]: { value: 1, unit: 'Count' } });
}

/** Of an update that was asked for; one that found its config in service already is no rollout. */
export function ended(now: Date, ticket: Ticket, verdict: Verdict): Readonly<Record<string, unknown>> {
  const { endpointName } = ticket.rollout;
  if (ticket.intent?.call !== 'update' || ticket.askedAt === undefined) {
    return { endpointName, status: verdict.status };
  }
  return embedded(now, endpointName, {
    [outcomeOf(ticket, verdict)]: { value: 1, unit: 'Count' },
    [ROLLOUT_METRICS.duration]: { value: secondsSince(now, ticket.askedAt), unit: 'Seconds' },
  });
}

function outcomeOf({ because }: Ticket, { status }: Verdict): string {
  if (status === 'SUCCESS') {
    return ROLLOUT_METRICS.succeeded;
  }
  return because === 'rolledBack' ? ROLLOUT_METRICS.rolledBack : ROLLOUT_METRICS.failed;
}

type Values = Readonly<Record<string, { readonly value: number; readonly unit: string }>>;

function embedded(now: Date, EndpointName: string, metrics: Values): Readonly<Record<string, unknown>> {
  const Metrics = Object.entries(metrics).map(([Name, { unit }]) => ({ Name, Unit: unit }));
  return {
    _aws: { Timestamp: now.getTime(), CloudWatchMetrics: [{ Namespace: ROLLOUT_METRICS.namespace, Dimensions: [['EndpointName']], Metrics }] },
    EndpointName,
    ...Object.fromEntries(Object.entries(metrics).map(([name, { value }]) => [name, value])),
  };
}
