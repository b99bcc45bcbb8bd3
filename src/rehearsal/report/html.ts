import { chartsOf } from './charts';
import type { DeploymentReport, RolloutReport } from './rollout-report';
import { elapsed } from './text';
import { THEMES } from './theme';

/** The report as one page that needs nothing else: no network, no script. */
export function html(report: RolloutReport): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(report.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(report.title)}</h1>
<ul class="summary">${report.summary.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>
${deployments(report)}
${chartsOf(report).map((chart) => `<figure>
<h2>${escaped(chart.title)}</h2>
${THEMES.map((theme) => `<div class="chart ${theme.name}" role="img" aria-label="${escaped(`${chart.title}: ${chart.caption}`)}">${chart.svg(theme)}</div>`).join('\n')}
<figcaption>${escaped(chart.caption)}</figcaption>
</figure>`).join('\n')}
${timeline(report)}
<h2>Again</h2>
<p>Simulated, with seeded randomness: the same command gives the same numbers.</p>
<pre><code>${escaped(report.reproduce)}</code></pre>
</main>
</body>
</html>
`;
}

function deployments({ deployments: all, from }: RolloutReport): string {
  const row = ({ label, status, reason, ...deployment }: DeploymentReport): string => `<tr>
<td>${escaped(label)}</td><td>${elapsed(from, deployment.from)}</td><td>${elapsed(from, deployment.to)}</td><td>${escaped(status)}</td><td>${escaped(reason ?? '')}</td></tr>`;
  return `<h2>Deployments</h2>
<div class="table"><table>
<thead><tr><th scope="col">Deployed</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Stack</th><th scope="col">Reason</th></tr></thead>
<tbody>${all.map(row).join('\n')}</tbody>
</table></div>`;
}

function timeline({ timeline: entries, from }: RolloutReport): string {
  return `<h2>Timeline</h2>
<div class="table"><table>
<thead><tr><th scope="col">Time</th><th scope="col">What</th><th scope="col">Event</th></tr></thead>
<tbody>${entries.map((entry) => `<tr><td>${elapsed(from, new Date(entry.time))}</td><td>${escaped(KINDS[entry.event])}</td><td>${escaped(entry.message)}</td></tr>`).join('\n')}</tbody>
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
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; }
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
