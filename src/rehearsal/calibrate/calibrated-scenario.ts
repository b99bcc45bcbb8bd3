import { Document } from 'yaml';
import { levelsOf, type Levels } from './levels';
import type { MeasuredPeriod, MeasuredVariant } from './measured';
import { dailyWave } from './wave';
import type { ScenarioFile, WrittenBehaviour, WrittenTraffic } from '../scenario/scenario-file';

export interface CalibratedScenario {
  readonly yaml: string;
  /** The trace that the scenario names, if it has one. */
  readonly trace?: string;
}

const DAY_SECONDS = 86_400;

/**
 * A scenario with an endpoint's own traffic, latency and error rates: its live version, one that fails every request, and
 * one that is as good as the live one.
 *
 * @param traceFile what the trace will be called. Left out, the traffic is a daily wave.
 */
export function calibratedScenario(variant: MeasuredVariant, periods: readonly MeasuredPeriod[], traceFile?: string): CalibratedScenario {
  const levels = levelsOf(periods);
  if (levels.requests === 0 || periods.length === 0) {
    const { endpointName, variantName, from, to } = variant;
    throw new Error(`variant '${variantName}' of endpoint '${endpointName}' had no request from ${from.toISOString()} to ${to.toISOString()}; `
      + 'check the names, the region and the time');
  }
  const rates = ratesOf(variant, periods);
  const traffic = traceFile === undefined ? waveOf(variant, rates) : { trace: traceFile };
  return {
    yaml: yamlOf(variant, levels, traffic),
    ...(traceFile !== undefined && { trace: traceOf(rates) }),
  };
}

interface Rate {
  readonly time: Date;
  readonly atSeconds: number;
  readonly requestsPerSecond: number;
}

/** One for each period; CloudWatch has no datapoint where there was no request. */
function ratesOf({ from, to, periodSeconds }: MeasuredVariant, periods: readonly MeasuredPeriod[]): Rate[] {
  const requests = new Map(periods.map((period) => [period.time.getTime(), period.requests]));
  const start = Math.min(Math.ceil(from.getTime() / (periodSeconds * 1000)) * periodSeconds * 1000, periods[0].time.getTime());
  const count = Math.max(1, Math.floor((to.getTime() - start) / (periodSeconds * 1000)));
  return Array.from({ length: count }, (_, index) => {
    const atSeconds = index * periodSeconds;
    const time = new Date(start + atSeconds * 1000);
    return { time, atSeconds, requestsPerSecond: (requests.get(time.getTime()) ?? 0) / periodSeconds };
  });
}

function waveOf({ from, to }: MeasuredVariant, rates: readonly Rate[]): WrittenTraffic {
  if (to.getTime() - from.getTime() < DAY_SECONDS * 1000) {
    throw new Error('a daily wave needs the metrics of a day at least; ask for 24 hours or more, or for a trace');
  }
  const wave = dailyWave(rates);
  return { requestsPerSecond: rounded(wave.requestsPerSecond), wave: { period: '1d', amplitude: rounded(wave.amplitude) } };
}

function traceOf(rates: readonly Rate[]): string {
  return `time,requestsPerSecond\n${rates.map(({ time, requestsPerSecond }) => `${time.toISOString()},${rounded(requestsPerSecond)}\n`).join('')}`;
}

function yamlOf({ endpointName, variantName, from, to }: MeasuredVariant, levels: Levels, traffic: WrittenTraffic): string {
  const live = behaviourOf(levels);
  const scenario: ScenarioFile = {
    traffic,
    versions: [
      { name: 'live', behaviour: live },
      { name: 'fails', behaviour: { ...live, errorRate: 1, clientErrorRate: 0 }, expect: { outcome: 'rolledBack', serving: 'live' } },
      { name: 'as good as live', behaviour: live, expect: { outcome: 'inService' } },
    ],
  };
  const document = new Document(scenario, { aliasDuplicateObjects: false });
  document.commentBefore = [
    ` From the metrics of endpoint '${endpointName}', variant '${variantName}':`,
    ` ${levels.requests} requests from ${from.toISOString()} to ${to.toISOString()}.`,
    ...(levels.latency ? [] : [' No latency was measured: the simulator\'s own is used.']),
  ].join('\n');
  return document.toString();
}

function behaviourOf({ errorRate, clientErrorRate, latency }: Levels): WrittenBehaviour {
  return {
    errorRate: rounded(errorRate),
    clientErrorRate: rounded(clientErrorRate),
    ...(latency && { latencyMs: { p50: rounded(latency.p50), p99: rounded(latency.p99) } }),
  };
}

/** Four digits that matter: more than any metric is good for. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
