import { init } from 'echarts';
import type { AlarmEntry, TimelineEntry, TrafficSplitEntry } from '../../simulator/journal';
import type { Point, VariantMetrics } from '../measure';
import { phasesOf } from './phases';
import type { RolloutReport, Threshold } from './rollout-report';
import { LINE_STYLES, type Theme } from './theme';

const WIDTH = 960;
const HEIGHT = 260;
const MINUTE = 60_000;

/** One chart of a report. */
export interface Chart {
  readonly title: string;
  readonly caption: string;
  svg(theme: Theme): string;
}

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

interface Series {
  readonly label: string;
  readonly points: ReadonlyArray<readonly [time: number, value: number | null]>;
}

interface Plot {
  readonly unit: string;
  readonly max?: number;
  readonly series: readonly Series[];
  readonly thresholds?: readonly Threshold[];
}

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

function render(report: RolloutReport, theme: Theme, plot: Plot): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  const start = report.from.getTime();
  const thresholds = plot.thresholds ?? [];
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif', color: theme.text },
    color: [...theme.fleets],
    grid: { left: 56, right: 24, top: 40, bottom: 40 },
    legend: {
      top: 4,
      left: 48,
      itemWidth: 36,
      itemGap: 24,
      itemStyle: { opacity: 0 },
      textStyle: { color: theme.text },
      data: plot.series.map(({ label }) => label),
    },
    xAxis: {
      type: 'value',
      min: start,
      max: report.to.getTime(),
      interval: 5 * MINUTE,
      axisLabel: { color: theme.muted, formatter: (time: number) => `${Math.round((time - start) / MINUTE)} min` },
      axisLine: { lineStyle: { color: theme.grid } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: plot.max ?? ((range: { max: number }) => roundUp(Math.max(range.max, ...thresholds.map(({ value }) => value)))),
      axisLabel: { color: theme.muted, formatter: (value: number) => `${value}${plot.unit}` },
      splitLine: { lineStyle: { color: theme.grid } },
    },
    series: [
      ...plot.series.map(({ label, points }, index) => ({
        name: label,
        type: 'line' as const,
        step: 'end' as const,
        symbol: 'none',
        lineStyle: { width: 2, type: LINE_STYLES[index % LINE_STYLES.length] },
        data: points.map(([time, value]) => [time, value]),
      })),
      annotations(report, theme, thresholds),
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

/** What all charts have: the phases behind, the alarms that went off, and the chart's own thresholds. */
function annotations({ timeline }: RolloutReport, theme: Theme, thresholds: readonly Threshold[]): object {
  return {
    type: 'line',
    silent: true,
    data: [],
    markArea: {
      label: { color: theme.muted, fontSize: 10, position: 'insideTop', rotate: 90, align: 'right', verticalAlign: 'middle', distance: 6 },
      data: phasesOf(timeline).map(({ name, from, to }, index) => [
        { name, xAxis: from.getTime(), itemStyle: { color: theme.phases[index % 2] } },
        { xAxis: to.getTime() },
      ]),
    },
    markLine: {
      symbol: 'none',
      label: { color: theme.threshold, fontSize: 11 },
      lineStyle: { color: theme.threshold, width: 1.5 },
      data: [
        ...alarmsGoneOff(timeline).map(({ time }) => ({ xAxis: Date.parse(time), lineStyle: { type: 'solid' }, label: { formatter: 'alarm', position: 'end' } })),
        ...thresholds.map(({ value, alarmName }) => ({ yAxis: value, lineStyle: { type: 'dashed' }, label: { formatter: alarmName, position: 'insideEndTop' } })),
      ],
    },
  };
}

/** A little more than the value, and round: so that no line is at the edge. */
function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return Math.ceil((value * 1.05) / unit) * unit;
}

function alarmsGoneOff(timeline: readonly TimelineEntry[]): AlarmEntry[] {
  return timeline.filter((entry): entry is AlarmEntry => entry.event === 'AlarmState' && entry.to === 'ALARM');
}
