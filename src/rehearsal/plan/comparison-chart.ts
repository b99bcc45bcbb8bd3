import type { Comparison } from './comparison';
import { isUnguarded, type StrategyOption } from './strategy-option';
import { amount, strategyName } from './words';
import { newChart } from '../report/new-chart';
import type { Chart } from '../report/plot';
import type { Theme } from '../report/theme';

const WIDTH = 960;
const HEIGHT = 320;
const LEAST_DOT = 10;
const LARGEST_DOT = 46;

/** Risk against duration, with a dot as large as the extra capacity; those that the service refuses, or of which nothing is known, are left out. */
export function comparisonChart({ options, recommendation }: Comparison): Chart | undefined {
  const shown = options.filter(({ refusals, requestsAtRisk }) => refusals.length === 0 && requestsAtRisk !== null);
  return shown.length === 0 ? undefined : {
    title: 'Risk against duration',
    caption: 'Requests at risk and duration of each strategy; the larger the dot, the more extra instance-hours.'
      + `${recommendation ? ' The dashed line is the risk budget.' : ''}`,
    svg: (theme) => scatter(shown, recommendation?.riskBudget, theme),
  };
}

function scatter(options: readonly StrategyOption[], budget: number | undefined, theme: Theme): string {
  const chart = newChart({ width: WIDTH, height: HEIGHT });
  const most = Math.max(...options.map(({ extraInstanceHours }) => extraInstanceHours), Number.MIN_VALUE);
  const axis = { axisLabel: { color: theme.muted }, axisLine: { lineStyle: { color: theme.grid } }, splitLine: { lineStyle: { color: theme.grid } } };
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif', color: theme.text },
    grid: { left: 72, right: 72, top: 30, bottom: 48 },
    xAxis: { ...axis, type: 'value', min: 0, name: 'minutes', nameLocation: 'middle', nameGap: 28, nameTextStyle: { color: theme.muted } },
    yAxis: { ...axis, type: 'value', min: 0, boundaryGap: [0, '25%'], name: 'requests at risk', nameTextStyle: { color: theme.muted, align: 'left' } },
    series: options.map((option, index) => ({
      type: 'scatter' as const,
      color: theme.fleets[index % theme.fleets.length],
      symbolSize: LEAST_DOT + (LARGEST_DOT - LEAST_DOT) * Math.sqrt(Math.max(0, option.extraInstanceHours) / most),
      data: [[option.durationSeconds / 60, option.requestsAtRisk]],
      label: {
        show: true,
        // Strategies with the same risk stand side by side.
        position: index % 2 === 0 ? 'top' : 'bottom',
        color: theme.text,
        formatter: `${strategyName(option.strategy)}${option.declared ? ' (declared)' : ''}${isUnguarded(option) ? ' (unguarded)' : ''}\n${amount(option.extraInstanceHours)} h extra`,
      },
      markLine: budget !== undefined && index === 0 ? {
        symbol: 'none',
        silent: true,
        lineStyle: { color: theme.threshold, type: 'dashed', width: 1.5 },
        label: { color: theme.threshold, formatter: `budget ${amount(budget)}`, position: 'insideStartTop' },
        data: [{ yAxis: budget }],
      } : undefined,
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
