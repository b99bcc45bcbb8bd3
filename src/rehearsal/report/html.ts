import { chartsOf } from './charts';
import { escaped, figure, folded, list, page, table } from './page';
import type { DeploymentReport, EndpointReport, RolloutReport } from './rollout-report';
import { elapsed } from './text';
import { checkInWords } from '../verdict';

/** A rehearsal as one page that needs nothing else: no network, no script. */
export function html(report: RolloutReport): string {
  const { title, summary, reproduce, deployments, endpoints, from } = report;
  return page(title, `${list(summary)}
<h2>Deployments</h2>
${deploymentTable(deployments, from)}
${verdicts(deployments)}
${endpoints.map((endpoint) => endpointSection(endpoint, report)).join('\n')}
<h2>Events of the stack</h2>
${folded(`${report.stackEvents.length} events, as CloudFormation would list them`, eventTable(report))}
<h2>Again</h2>
<p>Simulated, with seeded randomness: the same command gives the same numbers.</p>
<pre tabindex="0" role="region" aria-label="Command"><code>${escaped(reproduce)}</code></pre>`);
}

function endpointSection(endpoint: EndpointReport, report: RolloutReport): string {
  return `<section>
<h2>Endpoint ${escaped(endpoint.endpointName)}</h2>
${chartsOf(endpoint, report).map(figure).join('\n')}
<h3>Timeline</h3>
${timelineTable(endpoint, report)}
</section>`;
}

function deploymentTable(deployments: readonly DeploymentReport[], start: Date): string {
  return table(['Version', 'From', 'To', 'Stack', 'Reason'], deployments.map(({ label, from, to, status, reason = '' }) =>
    [label, elapsed(start, from), elapsed(start, to), status, reason]));
}

function verdicts(deployments: readonly DeploymentReport[]): string {
  const rows = deployments.flatMap(({ label, checks = [] }) => checks.map((check) =>
    [label, checkInWords({ ...check, holds: true }), check.actual, check.holds ? 'holds' : 'DOES NOT HOLD']));
  return rows.length === 0 ? '' : `<h2>Verdicts</h2>\n${table(['Version', 'Expected', 'Actual', 'Verdict'], rows)}`;
}

function timelineTable({ timeline }: EndpointReport, { from }: RolloutReport): string {
  return table(['Time', 'What', 'Event'], timeline.map(({ time, event, message }) => [elapsed(from, new Date(time)), KINDS[event], message]));
}

function eventTable({ stackEvents, from }: RolloutReport): string {
  return table(['Time', 'Resource', 'Event'], stackEvents.map(({ time, logicalId, type, status, reason }) =>
    [elapsed(from, time), `${logicalId} (${type})`, reason === undefined ? status : `${status}: ${reason}`]));
}

const KINDS = { EndpointStatus: 'endpoint', Step: 'step', TrafficSplit: 'traffic', AlarmState: 'alarm' } as const;
