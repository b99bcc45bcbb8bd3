import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { wholeNumberFrom } from './arguments';
import type { Surroundings } from './surroundings';
import { readStack } from '../rehearsal/assembly';
import type { ObservedEntry } from '../rehearsal/observer';
import { rehearse, summaryOf, type RehearsedVersionResult } from '../rehearsal/rehearse';
import { html } from '../rehearsal/report/html';
import { json } from '../rehearsal/report/json';
import { junit } from '../rehearsal/report/junit';
import { elapsed, entryLines, wrapped } from '../rehearsal/report/text';
import { DEFAULT_SCENARIO } from '../rehearsal/scenario/default-scenario';
import { parseScenario } from '../rehearsal/scenario/parse';
import type { Scenario } from '../rehearsal/scenario/scenario';
import { SCENARIO_SCHEMA } from '../rehearsal/scenario/schema';

interface Options {
  readonly stack?: string;
  readonly from?: string;
  readonly scenario?: string;
  readonly seed?: number;
  readonly html?: string;
  readonly json?: string;
  readonly junit?: string;
  readonly schema?: boolean;
  readonly logs?: boolean;
}

/** The rehearsal ran, but not everything came out as expected. */
export class ExpectationsNotMet extends Error {}

const EXAMPLES = `
Without a scenario: the stack is created, then updated to a version that fails
every request, which has to be rolled back, then to a healthy one.

Exit codes: 0 all came out as expected, 1 not so or an error, 2 wrong usage.

Examples:
  cdk synth --quiet && guarded-endpoint rehearse
  guarded-endpoint rehearse cdk.out --stack Churn --html report.html
  guarded-endpoint rehearse --from deployed/cdk.out --scenario friday.yaml
  guarded-endpoint rehearse --schema > scenario.schema.json
`;

export function rehearseCommand(surroundings: Surroundings): Command {
  return new Command('rehearse')
    .description('Deploy a cloud assembly to a simulated account, against good and bad versions of its models.')
    .argument('[assembly]', 'the cloud assembly, or a template', 'cdk.out')
    .option('--stack <name>', 'which stack, where there are several')
    .option('--from <assembly>', 'what is deployed now: an assembly or a template')
    .option('--scenario <file>', 'traffic, how each version behaves, and what is expected (YAML)')
    .option('--seed <number>', 'instead of the scenario\'s', wholeNumberFrom(0, Number.MAX_SAFE_INTEGER, 'a seed'))
    .option('--html <file>', 'write a report with graphs')
    .option('--json <file>', 'write everything as JSON')
    .option('--junit <file>', 'write the expectations as a JUnit report')
    .option('--logs', 'show what the Lambda functions log')
    .option('--schema', 'print the JSON schema of scenarios, and do nothing else')
    .addHelpText('after', EXAMPLES)
    .action((assembly: string, options: Options) => (options.schema ? printSchema(surroundings) : run(assembly, options, surroundings)));
}

async function run(assemblyPath: string, options: Options, { out }: Surroundings): Promise<void> {
  const assembly = readStack(assemblyPath, options.stack);
  const scenario = scenarioOf(options);
  const say = (line: string): void => out(`${line}\n`);
  let start: Date | undefined;
  const result = await rehearse({
    assembly,
    from: options.from === undefined ? undefined : readStack(options.from, options.stack ?? assembly.stackName),
    scenario,
    reproduce: commandOf(assemblyPath, options),
    onVersion: ({ name }, index) => say(`${index === 0 ? '' : '\n'}${index + 1} of ${scenario.versions.length}: deploying version '${name}'`),
    onEntry: ({ entry, message }: ObservedEntry) => {
      start ??= new Date(entry.time);
      entryLines(elapsed(start, new Date(entry.time)), message).forEach(say);
    },
    onDeployed: (rehearsed) => outcomeLines(rehearsed).forEach(say),
    onLog: options.logs ? (functionName, line) => say(`${functionName}: ${line}`) : undefined,
  });
  say('');
  result.versions.flatMap(({ deployment }) => wrapped(summaryOf(deployment), 80)).forEach(say);
  if (result.standIns.length > 0) {
    wrapped(`Not simulated, with ids made up: ${result.standIns.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ')}`, 80).forEach(say);
  }
  write(options.html, () => html(result.reports), say);
  write(options.json, () => json(result), say);
  write(options.junit, () => junit(result), say);
  const failed = result.versions.flatMap(({ checks }) => checks).filter(({ holds }) => !holds).length;
  if (failed > 0) {
    throw new ExpectationsNotMet(`${failed} ${failed === 1 ? 'expectation does' : 'expectations do'} not hold`);
  }
}

function outcomeLines({ deployment, checks }: RehearsedVersionResult): string[] {
  return [
    ...entryLines('', deployment.status),
    ...(deployment.failure ? entryLines('', `${deployment.failure.logicalId}: ${deployment.failure.reason}`) : []),
    ...checks.flatMap(({ what, expected, actual, holds }) => entryLines(holds ? 'ok' : 'NOT OK', `${what} ${expected}${holds ? '' : `, but it is ${actual}`}`)),
  ];
}

function scenarioOf({ scenario, seed }: Options): Scenario {
  if (scenario !== undefined && !existsSync(scenario)) {
    throw new Error(`no scenario file '${scenario}'`);
  }
  const read = scenario === undefined ? DEFAULT_SCENARIO : parseScenario(readFileSync(scenario, 'utf8'), scenario);
  return seed === undefined ? read : { ...read, seed };
}

function commandOf(assembly: string, { stack, from, scenario, seed }: Options): string {
  const flags = Object.entries({ stack, from, scenario, seed }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));
  return ['guarded-endpoint rehearse', assembly, ...flags].join(' ');
}

function write(file: string | undefined, content: () => string, say: (line: string) => void): void {
  if (file !== undefined) {
    writeFileSync(file, content());
    say(`written: ${file}`);
  }
}

function printSchema({ out }: Surroundings): void {
  out(`${JSON.stringify(SCENARIO_SCHEMA, undefined, 2)}\n`);
}
