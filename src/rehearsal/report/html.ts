import { chartsOf } from './charts';
import { escaped, figure, list, page, table } from './page';
import type { DeploymentReport, RolloutReport } from './rollout-report';
import { elapsed } from './text';

/** The reports of a rehearsal, one an endpoint, as one page that needs nothing else: no network, no script. */
export function html(reports: readonly RolloutReport[]): string {
  const [{ title, summary, reproduce, from, deployments }] = reports;
  return page(title, `${list(summary)}
<h2>Deployments</h2>
${deploymentTable(deployments, from)}
${reports.map(endpointSection).join('\n')}
<h2>Again</h2>
<p>Simulated, with seeded randomness: the same command gives the same numbers.</p>
<pre tabindex="0"><code>${escaped(reproduce)}</code></pre>`);
}

function endpointSection(report: RolloutReport): string {
  return `<section>
<h2>Endpoint ${escaped(report.endpointName)}</h2>
${chartsOf(report).map(figure).join('\n')}
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

const KINDS = { EndpointStatus: 'endpoint', Step: 'step', TrafficSplit: 'traffic', AlarmState: 'alarm' } as const;
