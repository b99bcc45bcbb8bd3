import type { LineSeriesOption } from 'echarts';
import { newChart } from './new-chart';
import { LINE_STYLES, type Theme } from './theme';

export const WIDTH = 960;
const HEIGHT = 260;
const MINUTE = 60_000;
/** Of the legend: its width, its rows, and what a label takes with its symbol and the gap before the next one. */
const LEGEND_WIDTH = WIDTH - 72;
const LEGEND_ROW = 20;
const LEGEND_SYMBOL = 66;
const LETTER_WIDTH = 7.5;

/** One chart of a page. */
export interface Chart {
  readonly title: string;
  readonly caption: string;
  svg(theme: Theme): string;
}

/** Lines over time, in milliseconds. */
export interface Plot {
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  readonly max?: number;
  /** Of things that have no halves. */
  readonly whole?: boolean;
  readonly series: readonly Series[];
  /** One upon the other, with the area between them filled. */
  readonly stacked?: boolean;
  /** Behind the lines. */
  readonly phases: ReadonlyArray<{ readonly name: string; readonly from: number; readonly to: number }>;
  readonly marks: readonly Mark[];
}

export interface Series {
  readonly label: string;
  /** A `null` interrupts the line. */
  readonly points: ReadonlyArray<readonly [time: number, value: number | null]>;
  /** Which of the theme's colours and line styles; the series' own place if not given. */
  readonly style?: number;
}

/** A moment, or a value, with a line of its own. */
export type Mark = { readonly time: number; readonly label: string } | { readonly value: number; readonly label: string };

/** The labels that there is room for side by side; the library cannot measure text without a browser, and would let them run out of the picture. */
function legendRows(labels: readonly string[]): string[][] {
  const rows: string[][] = [[]];
  let left = LEGEND_WIDTH;
  for (const label of labels) {
    const width = LEGEND_SYMBOL + label.length * LETTER_WIDTH;
    if (width > left && rows.at(-1)!.length > 0) {
      rows.push([]);
      left = LEGEND_WIDTH;
    }
    rows.at(-1)!.push(label);
    left -= width;
  }
  return rows;
}

/** A plot as SVG; each value holds until the next one. */
export function plotSvg(plot: Plot, theme: Theme): string {
  const { from, to, unit, max, whole = false, series, marks } = plot;
  const legend = legendRows(series.map(({ label }) => label));
  const below = (legend.length - 1) * LEGEND_ROW;
  const chart = newChart({ width: WIDTH, height: HEIGHT + below });
  const values = marks.flatMap((mark) => ('value' in mark ? [mark.value] : []));
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif', color: theme.text },
    color: [...theme.fleets],
    grid: { left: 56, right: 24, top: 40 + below, bottom: 40 },
    legend: {
      top: 4,
      left: 48,
      itemWidth: 36,
      itemGap: 24,
      itemStyle: { opacity: 0 },
      textStyle: { color: theme.text },
      // An item of its own that is a line feed ends a row.
      data: legend.flatMap((row, index) => (index === 0 ? row : ['\n', ...row])),
    },
    xAxis: timeAxis({ from, to }, theme),
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: whole ? 1 : undefined,
      max: max ?? ((range: { max: number }) => roundUp(Math.max(range.max, ...values))),
      axisLabel: { color: theme.muted, formatter: (value: number) => `${value}${unit}` },
      splitLine: { lineStyle: { color: theme.grid } },
    },
    series: [...lines(plot, theme), phasesAndMarks(plot, theme)],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function lines({ series, stacked = false }: Plot, theme: Theme): LineSeriesOption[] {
  return series.map(({ label, points, style }, index) => ({
    name: label,
    type: 'line',
    step: 'end',
    symbol: 'none',
    color: theme.fleets[(style ?? index) % theme.fleets.length],
    lineStyle: { width: 2, type: LINE_STYLES[(style ?? index) % LINE_STYLES.length] },
    ...(stacked ? { stack: 'all', areaStyle: { opacity: 0.25 } } : {}),
    data: points.map(([time, value]) => [time, value]),
  }));
}

/** A line without points of its own, for what is drawn behind the others and across them. */
function phasesAndMarks({ phases, marks }: Plot, theme: Theme): LineSeriesOption {
  return {
    type: 'line',
    silent: true,
    data: [],
    markArea: {
      label: { color: theme.muted, fontSize: 10, position: 'insideTop', rotate: 90, align: 'right', verticalAlign: 'middle', distance: 6 },
      data: phases.map((phase, index) => [
        { name: phase.name, xAxis: phase.from, itemStyle: { color: theme.phases[index % 2] } },
        { xAxis: phase.to },
      ]),
    },
    markLine: {
      symbol: 'none',
      label: { color: theme.threshold, fontSize: 11 },
      lineStyle: { color: theme.threshold, width: 1.5 },
      data: marks.map((mark) => 'time' in mark
        ? { xAxis: mark.time, lineStyle: { type: 'solid' }, label: { formatter: mark.label, position: 'end' } }
        : { yAxis: mark.value, lineStyle: { type: 'dashed' }, label: { formatter: mark.label, position: 'insideEndTop' } }),
    },
  };
}

/** The time axis that all charts of a page share. */
export function timeAxis({ from, to }: { readonly from: number; readonly to: number }, theme: Theme): object {
  return {
    type: 'value',
    min: from,
    max: to,
    interval: tickInterval(to - from),
    axisLabel: { color: theme.muted, formatter: (time: number) => minutesLabel(time - from) },
    axisLine: { lineStyle: { color: theme.grid } },
    splitLine: { show: false },
  };
}

/** The end of the axis, which is seldom at a full minute, has no label. */
function minutesLabel(milliseconds: number): string {
  return milliseconds % MINUTE === 0 ? `${milliseconds / MINUTE} min` : '';
}

/** Between the ticks of the time axis: so that there are at most some twenty. */
function tickInterval(milliseconds: number): number {
  const minutes = [1, 5, 10, 15, 30, 60].find((candidate) => milliseconds / (candidate * MINUTE) <= 20) ?? 120;
  return minutes * MINUTE;
}

/** A little more than the value, and round: so that no line is at the edge. */
function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return Math.ceil((value * 1.05) / unit) * unit;
}
