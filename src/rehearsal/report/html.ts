import { chartsOf } from './charts';
import type { DeploymentReport, RolloutReport } from './rollout-report';
import { elapsed } from './text';
import { THEMES } from './theme';

/** The reports of a rehearsal, one an endpoint, as one page that needs nothing else: no network, no script. */
export function html(reports: readonly RolloutReport[]): string {
  const [{ title, summary, reproduce, from, deployments }] = reports;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<ul class="summary">${summary.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>
<h2>Deployments</h2>
${deploymentTable(deployments, from)}
${reports.map(endpointSection).join('\n')}
<h2>Again</h2>
<p>Simulated, with seeded randomness: the same command gives the same numbers.</p>
<pre tabindex="0"><code>${escaped(reproduce)}</code></pre>
</main>
</body>
</html>
`;
}

function endpointSection(report: RolloutReport): string {
  return `<section>
<h2>Endpoint ${escaped(report.endpointName)}</h2>
${chartsOf(report).map((chart) => `<figure>
<h3>${escaped(chart.title)}</h3>
${THEMES.map((theme) => `<div class="chart ${theme.name}" role="img" aria-label="${escaped(`${chart.title}: ${chart.caption}`)}">${chart.svg(theme)}</div>`).join('\n')}
<figcaption>${escaped(chart.caption)}</figcaption>
</figure>`).join('\n')}
<h3>Timeline</h3>
${timelineTable(report)}
</section>`;
}

function deploymentTable(deployments: readonly DeploymentReport[], start: Date): string {
  return table(['Deployed', 'From', 'To', 'Stack', 'Reason'], deployments.map(({ label, from, to, status, reason = '' }) =>
    [label, elapsed(start, from), elapsed(start, to), status, reason]));
}

function timelineTable({ timeline, from }: RolloutReport): string {
  return table(['Time', 'What', 'Event'], timeline.map(({ time, event, message }) => [elapsed(from, new Date(time)), KINDS[event], message]));
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const cells = (row: readonly string[]): string => row.map((cell) => `<td>${escaped(cell)}</td>`).join('');
  return `<div class="table" tabindex="0"><table>
<thead><tr>${head.map((title) => `<th scope="col">${escaped(title)}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n')}</tbody>
</table></div>`;
}

const KINDS = { EndpointStatus: 'endpoint', Step: 'step', TrafficSplit: 'traffic', AlarmState: 'alarm' } as const;

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --muted: #59636e; --line: #d1d9e0; --page: #ffffff; --raised: #f6f8fa; }
@media screen and (prefers-color-scheme: dark) { :root { --text: #e6edf3; --muted: #9198a1; --line: #3d444d; --page: #0d1117; --raised: #151b23; } }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1000px; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin: 2.25rem 0 0.5rem; } h3 { font-size: 1rem; margin: 1.75rem 0 0.5rem; }
.summary { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 0.75rem 1rem 0.75rem 2rem; }
figure { margin: 0; break-inside: avoid; } figcaption { color: var(--muted); font-size: 0.85rem; }
.chart svg { width: 100%; height: auto; display: block; }
.chart.dark { display: none; }
@media screen and (prefers-color-scheme: dark) { .chart.light { display: none; } .chart.dark { display: block; } }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid var(--line); }
td { font-variant-numeric: tabular-nums; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 0.75rem 1rem; overflow-x: auto; }
`;
