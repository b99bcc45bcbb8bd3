import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn } from 'echarts';
import { newChart } from './new-chart';
import { timeAxis, WIDTH } from './plot';
import type { Chart } from './plot';
import type { EndpointReport, RolloutReport } from './rollout-report';
import type { Theme } from './theme';

const ROW_HEIGHT = 44;
const BAR_HEIGHT = 18;
/** What a letter takes, roughly, at the size of the labels. */
const LETTER_WIDTH = 7;

/** A row an alarm: its name above, a bar of its states below, each with its name where there is room for it. */
export function alarmChart({ alarms }: EndpointReport, { from, to }: RolloutReport): Chart {
  return {
    title: 'Alarm states',
    caption: 'The state of each alarm on the endpoint: a filled bar is ALARM, an outline OK, a dashed outline INSUFFICIENT_DATA.',
    svg: (theme) => render(alarms, { from: from.getTime(), to: to.getTime() }, theme),
  };
}

function render(alarms: EndpointReport['alarms'], { from, to }: { readonly from: number; readonly to: number }, theme: Theme): string {
  const chart = newChart({ width: WIDTH, height: alarms.length * ROW_HEIGHT + 44 });
  const bars = alarms.flatMap(({ states }, row) => states.map(({ from: start, state }, index) => ({
    value: [Math.max(from, start.getTime()), states[index + 1]?.from.getTime() ?? to, row], state,
  })));
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: 'system-ui, sans-serif', color: theme.text },
    grid: { left: 56, right: 24, top: 4, bottom: 40 },
    xAxis: timeAxis({ from, to }, theme),
    yAxis: { type: 'value', min: 0, max: alarms.length, inverse: true, show: false },
    series: [
      {
        type: 'custom',
        silent: true,
        data: bars,
        renderItem: ({ dataIndex }: { dataIndex: number }, api: CustomSeriesRenderItemAPI) => bar(api, bars[dataIndex].state, theme),
      },
      {
        type: 'custom',
        silent: true,
        data: alarms.map((_alarm, row) => [from, row]),
        renderItem: ({ dataIndex }: { dataIndex: number }, api: CustomSeriesRenderItemAPI) => {
          const [x, y] = api.coord([from, dataIndex]);
          return { type: 'text', style: { x, y: y + 6, text: alarms[dataIndex].alarmName, fill: theme.text, font: '12px system-ui, sans-serif' } };
        },
      },
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function bar(api: CustomSeriesRenderItemAPI, state: string, theme: Theme): CustomSeriesRenderItemReturn {
  const [left, top] = api.coord([api.value(0), api.value(2)]);
  const [right] = api.coord([api.value(1), api.value(2)]);
  const width = Math.max(1, right - left);
  const alarm = state === 'ALARM';
  const y = top + 22;
  return {
    type: 'group',
    children: [
      {
        type: 'rect',
        shape: { x: left, y, width, height: BAR_HEIGHT },
        style: {
          fill: alarm ? theme.threshold : 'none',
          stroke: alarm ? theme.threshold : theme.muted,
          lineDash: state === 'INSUFFICIENT_DATA' ? [4, 3] : [],
        },
      },
      ...(width < state.length * LETTER_WIDTH + 8 ? [] : [{
        type: 'text' as const,
        style: { x: left + 6, y: y + 4, text: state, fill: alarm ? theme.page : theme.muted, font: '11px system-ui, sans-serif' },
      }]),
    ],
  };
}
