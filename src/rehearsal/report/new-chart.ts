import type { EChartsType } from 'echarts';

/**
 * A chart that is drawn as SVG, without a browser.
 *
 * The library is loaded with the first chart: most commands draw none, and it takes as long as the rest of their start.
 */
export function newChart(size: { readonly width: number; readonly height: number }): EChartsType {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  const { init } = require('echarts') as typeof import('echarts');
  return init(null, null, { renderer: 'svg', ssr: true, ...size });
}
