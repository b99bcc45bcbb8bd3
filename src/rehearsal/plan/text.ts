import { createColors } from 'picocolors';
import { verdictOn, type Comparison } from './comparison';
import { instancesIn, type InstanceUse } from './instance-use';
import type { PlanReport, ReportedEndpoint } from './plan-report';
import { isUnguarded, type StrategyOption } from './strategy-option';
import { amount, clock, fleetInWords, inWords, percent, rateInWords, risk, strategyName, timingInWords } from './words';
import { wrapped } from '../report/text';
import { textTable } from '../report/text-table';

export interface TextOptions {
  readonly colour: boolean;
}

type Colors = ReturnType<typeof createColors>;

const WIDTH = 80;
const LABEL_COLUMN = 14;
const INDENT = '  ';

/** The plans for a terminal of 80 columns, which say everything without colours too. */
export function planText(report: PlanReport, { colour }: TextOptions): string {
  const colors = createColors(colour);
  const blocks = [
    ...report.endpoints.map((endpoint) => endpointText(endpoint, report, colors)),
    ...report.notPlanned.map(({ endpointName, stackName, reason }) =>
      wrapped(`${endpointName} (stack ${stackName}) is not planned: ${reason}`, WIDTH).join('\n')),
  ];
  return `${blocks.join('\n\n\n')}\n`;
}

function endpointText(endpoint: ReportedEndpoint, { assumptions }: PlanReport, colors: Colors): string {
  const { requestsAtRisk, guardrails, worstCase, instances, refusals, remarks } = endpoint;
  return [
    ...wrapped(`${endpoint.endpointName} (stack ${endpoint.stackName}): ${strategyName(endpoint.strategy)}, ${fleetInWords(endpoint.variants)}`, WIDTH).map(colors.bold),
    '',
    phaseTable(endpoint, colors),
    '',
    ...field('at risk', [
      `requests that fail if green fails all of its own, at ${rateInWords(assumptions.requestsPerSecond)}${requestsAtRisk.rolledBackAfterSeconds === null ? '' : `; rolled back after ${inWords(requestsAtRisk.rolledBackAfterSeconds)}`}`,
      'unguarded: the same if nothing goes off; +: and from then on every request, until somebody notices',
    ], colors),
    ...field('guardrails', guardrails.length === 0 ? ['none that is known'] : guardrails.map((guardrail) => `${guardrail.alarmName}: ${timingInWords(guardrail)}`), colors),
    ...field('instances', instances.map(instancesLine), colors),
    ...field('all well', [`${inWords(endpoint.durationSeconds)}, with ${inWords(assumptions.provisioningSeconds)} a launch`], colors),
    ...field('at worst', [
      `${inWords(worstCase.seconds)}, with ${inWords(worstCase.provisioningSeconds)} a launch and a rollback in the last bake`,
      ...worstCase.limits.map(({ name, seconds, fits }) => `${fits ? 'within' : 'LONGER than'} ${inWords(seconds)}, ${name}`),
    ], colors, (line) => (line.startsWith('LONGER') ? colors.red(line) : line)),
    ...field('refused', refusals.map(({ reason }) => reason), colors, colors.red),
    ...field('mind', remarks, colors),
    ...(endpoint.comparison ? comparisonLines(endpoint.comparison, assumptions.requestsPerSecond, colors) : []),
  ].join('\n');
}

function phaseTable({ phases, instances, requestsAtRisk, durationSeconds }: ReportedEndpoint, colors: Colors): string {
  return table(['phase', 'from', 'to', 'green', fleetsHead(instances), 'at risk', 'unguarded'], [
    ...phases.map((phase) => [
      phase.name,
      clock(phase.fromSeconds),
      clock(phase.toSeconds),
      percent(phase.greenShare),
      fleetCells(instances, ({ instanceType }) => instancesIn(phase, instanceType)),
      risk(phase.requestsAtRisk, true),
      amount(phase.requestsAtRiskUnguarded),
    ]),
    [
      'done',
      clock(durationSeconds),
      '',
      '100 %',
      fleetCells(instances, ({ after }) => ({ blue: 0, green: after })),
      risk(requestsAtRisk.guarded, requestsAtRisk.rolledBackAfterSeconds !== null),
      risk(requestsAtRisk.unguarded, false),
    ],
  ], colors);
}

/** Several types stand one below the other, in the cells as well. */
function fleetsHead(instances: readonly InstanceUse[]): string {
  return ['blue + green', ...(instances.length > 1 ? instances.map(({ instanceType }) => instanceType) : [])].join('\n');
}

function fleetCells(instances: readonly InstanceUse[], fleetsOf: (use: InstanceUse) => { readonly blue: number; readonly green: number }): string {
  return instances.map((use) => {
    const { blue, green } = fleetsOf(use);
    return `${blue} + ${green}`;
  }).join('\n');
}

function instancesLine({ instanceType, peak, usual, after, extraInstanceHours, extraCost }: InstanceUse): string {
  return `${instanceType}: ${peak} at the same time, ${after === usual ? `usually ${usual}` : `${usual} before and ${after} after`} (against the quota "${instanceType} for endpoint usage"); `
    + `${amount(extraInstanceHours)} instance-hours more than without the update${extraCost === null ? '' : `, which cost ${amount(extraCost)}`}`;
}

function comparisonLines({ options, recommendation }: Comparison, requestsPerSecond: number, colors: Colors): string[] {
  const notes = (option: StrategyOption): string[] => [
    ...option.refusals.map(({ reason }) => `refused: ${reason}`),
    ...option.exceeds.map((limit) => `may take ${inWords(option.worstCaseSeconds)}, longer than ${limit}`),
    ...(isUnguarded(option) ? ['done before a guardrail goes off: nothing rolls it back'] : []),
  ];
  return [
    '',
    colors.bold(`Strategies with the same bakes, at ${rateInWords(requestsPerSecond)}`),
    '',
    table(['strategy', 'at risk', 'steps', 'all well', 'at worst', 'peak', 'extra hours', 'verdict'], options.map((option) => [
      `${strategyName(option.strategy)}${option.declared ? ' *' : ''}`,
      option.refusals.length > 0 ? '-' : risk(option.requestsAtRisk, !isUnguarded(option)),
      String(option.steps),
      clock(option.durationSeconds),
      clock(option.worstCaseSeconds),
      String(option.peakInstances),
      amount(option.extraInstanceHours),
      verdictOn(option, recommendation),
    ]), colors),
    `${INDENT}* as declared`,
    '',
    ...options.flatMap((option) => field(strategyName(option.strategy), notes(option), colors)),
    ...(recommendation ? field(recommendation.strategy === null ? 'none will do' : 'take', [
      `${recommendation.strategy === null ? '' : `${strategyName(recommendation.strategy)}: `}${recommendation.reason}`,
    ], colors) : []),
  ];
}

/** A label, and lines beside it. */
function field(label: string, lines: readonly string[], colors: Colors, paint: (line: string) => string = (line) => line): string[] {
  return lines.flatMap((line) => wrapped(line, WIDTH - LABEL_COLUMN - INDENT.length)).map((line, index) =>
    `${INDENT}${colors.dim((index === 0 ? label : '').padEnd(LABEL_COLUMN))}${paint(line)}`);
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>, colors: Colors): string {
  return textTable(head, rows, colors.dim).split('\n').map((line) => `${INDENT}${line}`).join('\n');
}
