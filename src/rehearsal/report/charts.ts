import type { AlarmEntry, TimelineEntry, TrafficSplitEntry } from '../../simulator/journal';
import type { Point, VariantMetrics } from '../measure';
import { alarmChart } from './alarm-chart';
import { phasesOf } from './phases';
import { plotSvg, type Chart, type Plot, type Series } from './plot';
import type { EndpointReport, RolloutReport, Threshold } from './rollout-report';
import type { Theme } from './theme';

const MINUTE = 60_000;

/** The charts of an endpoint, from top to bottom; all have the same time axis. */
export function chartsOf(endpoint: EndpointReport, report: RolloutReport): Chart[] {
  const chart = (title: string, caption: string, lines: Lines): Chart =>
    ({ title, caption, svg: (theme) => render(endpoint, report, { theme, ...lines }) });
  const perFleet = (metric: keyof VariantMetrics): Series[] =>
    endpoint.fleets.map(({ label, metrics }) => ({ label, points: minutes(metrics[metric]) }));
  return [
    chart('Traffic per fleet', 'Share of the requests that each fleet takes, in percent.', { unit: '%', max: 100, series: trafficShares(endpoint, report) }),
    chart('Instances', 'Instances of each fleet, one upon the other.', { unit: '', whole: true, stacked: true, series: instances(endpoint, report) }),
    chart('Invocations', 'Requests a minute to each fleet (Sum).', { unit: '', series: perFleet('invocationsPerMinute') }),
    chart('Invocation5XXErrors', 'Requests answered with a 5XX status, in percent of those to the fleet (Average), with the alarm thresholds.', {
      unit: '%',
      max: 100,
      series: perFleet('serverErrorPercent'),
      thresholds: of(endpoint.thresholds, 'serverErrorPercent'),
    }),
    chart('ModelLatency', '99th percentile of the time that the model takes, in milliseconds, with the alarm thresholds.', {
      unit: ' ms',
      series: perFleet('latencyP99Milliseconds'),
      thresholds: of(endpoint.thresholds, 'latencyMilliseconds'),
    }),
    ...(endpoint.alarms.length > 0 ? [alarmChart(endpoint, report)] : []),
  ];
}

type Lines = Pick<Plot, 'unit' | 'max' | 'whole' | 'stacked' | 'series'> & { readonly thresholds?: readonly Threshold[] };

function of(thresholds: readonly Threshold[], chart: Threshold['chart']): Threshold[] {
  return thresholds.filter((threshold) => threshold.chart === chart);
}

type Themed = Lines & { readonly theme: Theme };

/** A point stands for its whole minute; in a minute without traffic there is no line. */
function minutes(points: readonly Point[]): Series['points'] {
  return points.flatMap(({ time, value }) => {
    const at = time.getTime();
    return [[at, value] as const, [at + MINUTE, value] as const, [at + MINUTE, null] as const];
  }).filter(([at, value], index, all) => value !== null || all[index + 1]?.[0] !== at);
}

function trafficShares({ timeline, fleets }: EndpointReport, { to }: RolloutReport): Series[] {
  const splits = timeline.filter((entry): entry is TrafficSplitEntry => entry.event === 'TrafficSplit');
  // All variants of a config shift together.
  const configs = new Map(fleets.map(({ endpointConfigName, version }) => [endpointConfigName, version]));
  return [...configs].map(([endpointConfigName, label]) => {
    const points = splits.map(({ time, shares }) => [Date.parse(time), (shares[endpointConfigName] ?? 0) * 100] as const);
    const last = points[points.length - 1];
    return { label, points: last ? [...points, [to.getTime(), last[1]]] : [] };
  });
}

/** Every fleet has a value at every time, or the fleets could not be put one upon the other. */
function instances({ fleets }: EndpointReport, { to }: RolloutReport): Series[] {
  const times = [...new Set(fleets.flatMap((fleet) => fleet.instances.map(({ time }) => time.getTime())))].sort((left, right) => left - right);
  return fleets.map((fleet) => {
    const at = (time: number): number => fleet.instances.filter((point) => point.time.getTime() <= time).at(-1)?.value ?? 0;
    return { label: fleet.label, points: [...times, to.getTime()].map((time) => [time, at(time)] as const) };
  });
}

/** All charts have the phases behind, and the alarms that went off. */
function render({ timeline }: EndpointReport, { from, to }: RolloutReport, { theme, thresholds = [], ...lines }: Themed): string {
  return plotSvg({
    ...lines,
    from: from.getTime(),
    to: to.getTime(),
    phases: phasesOf(timeline).map((phase) => ({ name: phase.name, from: phase.from.getTime(), to: phase.to.getTime() })),
    marks: [
      ...[...new Set(alarmsGoneOff(timeline).map(({ time }) => time))].map((time) => ({ time: Date.parse(time), label: 'alarm' })),
      ...[...new Set(thresholds.map(({ value }) => value))].map((value) => ({ value, label: labelAt(thresholds, value) })),
    ],
  }, theme);
}

/** One label for all the alarms of one threshold, or they would be one upon the other. */
function labelAt(thresholds: readonly Threshold[], value: number): string {
  const [{ alarmName }, ...more] = thresholds.filter((threshold) => threshold.value === value);
  return more.length === 0 ? alarmName : `${alarmName} and ${more.length} more`;
}

function alarmsGoneOff(timeline: readonly TimelineEntry[]): AlarmEntry[] {
  return timeline.filter((entry): entry is AlarmEntry => entry.event === 'AlarmState' && entry.to === 'ALARM');
}
