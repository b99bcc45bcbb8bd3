import { metricsOf } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Warns of a band of what is usual around a metric that begins with each update: there is nothing to learn it from. */
export const anomalyOfNewFleet: AlarmRule = (alarm) => {
  const bands = [...alarm.queries?.byId.values() ?? []].some(({ expression = '' }) => expression.includes('ANOMALY_DETECTION_BAND'));
  const fresh = metricsOf(alarm).find(({ dimensions }) => dimensions.EndpointConfigName !== undefined);
  return bands && fresh
    ? `guardrail ${alarm.name} compares ${fresh.metricName} of the green fleet with what is usual for it, but that metric begins with the update, and anomaly detection has nothing to learn from, so the alarm has no `
      + 'data to go by; use Guardrail.serverErrorRateIncrease() or modelLatencyIncrease(), which compare with the blue fleet' : undefined;
};
