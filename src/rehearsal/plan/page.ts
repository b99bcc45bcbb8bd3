import { chartsOf } from './charts';
import { verdictOn, type Comparison } from './comparison';
import { comparisonChart } from './comparison-chart';
import { instancesIn, type InstanceUse } from './instance-use';
import type { PlanReport, ReportedEndpoint } from './plan-report';
import { isUnguarded } from './strategy-option';
import { amount, clock, fleetInWords, inWords, percent, rateInWords, risk, strategyName, timingInWords } from './words';
import { escaped, figure, list, page, table } from '../report/page';

/** The plans as one page that needs nothing else: no network, no script. */
export function planPage({ endpoints, notPlanned, assumptions }: PlanReport): string {
  const { requestsPerSecond, provisioningSeconds } = assumptions;
  return page('Rollout plan', `${list([
    `Planned from the templates: ${rateInWords(requestsPerSecond)} to each endpoint, ${inWords(provisioningSeconds)} for each launch of instances.`,
    'At risk is what fails if green fails every request that it gets, until the fastest guardrail goes off; unguarded, if nothing does. +: and from then on every request, until somebody notices.',
    ...notPlanned.map(({ endpointName, stackName, reason }) => `${endpointName} (stack ${stackName}) is not planned: ${reason}.`),
  ])}
${endpoints.map(section).join('\n')}`);
}

function section(endpoint: ReportedEndpoint): string {
  const { refusals, remarks, comparison } = endpoint;
  return `<section>
<h2>${escaped(`${endpoint.endpointName}: ${strategyName(endpoint.strategy)}, ${fleetInWords(endpoint.variants)}`)}</h2>
${refusals.length + remarks.length === 0 ? '' : list([...refusals.map(({ reason, source }) => `The service refuses this: ${reason} (${source}).`), ...remarks])}
${phaseTable(endpoint)}
${chartsOf(endpoint).map(figure).join('\n')}
<h3>Guardrails</h3>
${guardrailTable(endpoint)}
<h3>Instances</h3>
${instanceTable(endpoint)}
<h3>Duration</h3>
${durationTable(endpoint)}
${comparison ? comparisonSection(comparison) : ''}
</section>`;
}

function phaseTable({ phases, instances, requestsAtRisk, durationSeconds }: ReportedEndpoint): string {
  return table(['Phase', 'From', 'To', 'Green traffic', 'Blue + green instances', 'At risk', 'Unguarded'], [
    ...phases.map((phase) => [
      phase.name,
      clock(phase.fromSeconds),
      clock(phase.toSeconds),
      percent(phase.greenShare),
      fleets(instances, ({ instanceType }) => instancesIn(phase, instanceType)),
      risk(phase.requestsAtRisk, true),
      amount(phase.requestsAtRiskUnguarded),
    ]),
    ['done', clock(durationSeconds), '', '100 %', fleets(instances, ({ after }) => ({ blue: 0, green: after })), risk(requestsAtRisk.guarded, requestsAtRisk.rolledBackAfterSeconds !== null),
      risk(requestsAtRisk.unguarded, false)],
  ]);
}

function fleets(instances: readonly InstanceUse[], fleetsOf: (use: InstanceUse) => { readonly blue: number; readonly green: number }): string {
  return instances.map((use) => {
    const { blue, green } = fleetsOf(use);
    return `${blue} + ${green}${instances.length > 1 ? ` ${use.instanceType}` : ''}`;
  }).join(', ');
}

function guardrailTable({ guardrails }: ReportedEndpoint): string {
  return guardrails.length === 0 ? '<p>None that is known.</p>' : table(['Alarm', 'Metric', 'Goes off'],
    guardrails.map((guardrail) => [guardrail.alarmName, guardrail.metricName ?? 'an expression', timingInWords(guardrail)]));
}

function instanceTable({ instances }: ReportedEndpoint): string {
  return instances.length === 0 ? '<p>None to count.</p>' : table(['Type', 'Before', 'After', 'Peak', 'Quota', 'Extra instance-hours', 'Extra cost'],
    instances.map(({ instanceType, usual, after, peak, extraInstanceHours, extraCost }) =>
      [instanceType, String(usual), String(after), String(peak), `${instanceType} for endpoint usage`, amount(extraInstanceHours), extraCost === null ? 'no price given' : amount(extraCost)]));
}

function durationTable({ durationSeconds, worstCase }: ReportedEndpoint): string {
  const worst = inWords(worstCase.seconds);
  return table(['What', 'Time', 'Limit', 'Verdict'], [
    ['if all goes well', inWords(durationSeconds), '', ''],
    ...worstCase.limits.map(({ name, seconds, fits }, index) =>
      [index === 0 ? `at worst: ${inWords(worstCase.provisioningSeconds)} a launch, rolled back in the last bake` : 'at worst', worst, `${inWords(seconds)}, ${name}`,
        fits ? 'fits' : 'longer than that']),
  ]);
}

function comparisonSection(comparison: Comparison): string {
  const { options, recommendation } = comparison;
  const chart = comparisonChart(comparison);
  const { riskBudget = 0, strategy = null, reason = '' } = recommendation ?? {};
  const rows = options.map((option) => [
    `${strategyName(option.strategy)}${option.declared ? ' (declared)' : ''}`,
    option.refusals.length > 0 ? '-' : risk(option.requestsAtRisk, !isUnguarded(option)),
    clock(option.durationSeconds),
    clock(option.worstCaseSeconds),
    String(option.peakInstances),
    amount(option.extraInstanceHours),
    [verdictOn(option, recommendation), ...option.refusals.map(({ reason: why }) => why), ...option.exceeds.map((limit) => `longer than ${limit}`)].join(': '),
  ]);
  return `<h3>Strategies with the same bakes</h3>
${table(['Strategy', 'At risk', 'All well', 'At worst', 'Peak', 'Extra hours', 'Verdict'], rows)}
${recommendation ? list([`${strategy === null ? `None keeps within ${amount(riskBudget)} requests` : `Take ${strategyName(strategy)}`}: ${reason}.`]) : ''}
${chart ? figure(chart) : ''}`;
}
