import type { AlarmEntry, TimelineEntry, TrafficSplitEntry } from '../../simulator/journal';
import type { Point, VariantMetrics } from '../measure';
import { phasesOf } from './phases';
import { plotSvg, type Chart, type Plot, type Series } from './plot';
import type { RolloutReport, Threshold } from './rollout-report';
import type { Theme } from './theme';

const MINUTE = 60_000;

/** The charts of a report, from top to bottom; all have the same time axis. */
export function chartsOf(report: RolloutReport): Chart[] {
  const perFleet = (metric: keyof VariantMetrics): Series[] =>
    report.fleets.map(({ label, metrics }) => ({ label, points: minutes(metrics[metric]) }));
  return [
    {
      title: 'Traffic per fleet',
      caption: 'Share of the requests that each fleet takes, in percent.',
      svg: (theme) => render(report, theme, { unit: '%', max: 100, series: trafficShares(report) }),
    },
    {
      title: 'Invocations',
      caption: 'Requests a minute to each fleet (Sum).',
      svg: (theme) => render(report, theme, { unit: '', series: perFleet('invocationsPerMinute') }),
    },
    {
      title: 'Invocation5XXErrors',
      caption: 'Requests answered with a 5XX status, in percent of those to the fleet (Average), with the alarm thresholds.',
      svg: (theme) => render(report, theme, {
        unit: '%',
        max: 100,
        series: perFleet('serverErrorPercent'),
        thresholds: of(report.thresholds, 'serverErrorPercent'),
      }),
    },
    {
      title: 'ModelLatency',
      caption: '99th percentile of the time that the model takes, in milliseconds, with the alarm thresholds.',
      svg: (theme) => render(report, theme, {
        unit: ' ms',
        series: perFleet('latencyP99Milliseconds'),
        thresholds: of(report.thresholds, 'latencyMilliseconds'),
      }),
    },
  ];
}

type Lines = Pick<Plot, 'unit' | 'max' | 'series'> & { readonly thresholds?: readonly Threshold[] };

function of(thresholds: readonly Threshold[], chart: Threshold['chart']): Threshold[] {
  return thresholds.filter((threshold) => threshold.chart === chart);
}

/** A point stands for its whole minute; in a minute without traffic there is no line. */
function minutes(points: readonly Point[]): Series['points'] {
  return points.flatMap(({ time, value }) => {
    const at = time.getTime();
    return [[at, value] as const, [at + MINUTE, value] as const, [at + MINUTE, null] as const];
  }).filter(([at, value], index, all) => value !== null || all[index + 1]?.[0] !== at);
}

function trafficShares({ timeline, fleets, to }: RolloutReport): Series[] {
  const splits = timeline.filter((entry): entry is TrafficSplitEntry => entry.event === 'TrafficSplit');
  return fleets.map(({ label, endpointConfigName }) => {
    const points = splits.map(({ time, shares }) => [Date.parse(time), (shares[endpointConfigName] ?? 0) * 100] as const);
    const last = points[points.length - 1];
    return { label, points: last ? [...points, [to.getTime(), last[1]]] : [] };
  });
}

/** All charts have the phases behind, and the alarms that went off. */
function render({ timeline, from, to }: RolloutReport, theme: Theme, { thresholds = [], ...lines }: Lines): string {
  return plotSvg({
    ...lines,
    from: from.getTime(),
    to: to.getTime(),
    phases: phasesOf(timeline).map((phase) => ({ name: phase.name, from: phase.from.getTime(), to: phase.to.getTime() })),
    marks: [
      ...alarmsGoneOff(timeline).map(({ time }) => ({ time: Date.parse(time), label: 'alarm' })),
      ...thresholds.map(({ value, alarmName }) => ({ value, label: alarmName })),
    ],
  }, theme);
}

function alarmsGoneOff(timeline: readonly TimelineEntry[]): AlarmEntry[] {
  return timeline.filter((entry): entry is AlarmEntry => entry.event === 'AlarmState' && entry.to === 'ALARM');
}
