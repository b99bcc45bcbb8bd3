import { Command, InvalidArgumentError } from 'commander';
import { createColors } from 'picocolors';
import { rateWithoutScenario, wholeNumberFrom } from './arguments';
import { Output, type JsonOption } from './output';
import type { Surroundings } from './surroundings';
import { readStack, type AssemblyStack } from '../rehearsal/assembly';
import { isRehearsable } from '../rehearsal/declared-endpoints';
import type { ObservedEntry } from '../rehearsal/observer';
import { rehearse, type RehearsalResult, type RehearsedVersionResult } from '../rehearsal/rehearse';
import { html } from '../rehearsal/report/html';
import { json } from '../rehearsal/report/json';
import { junit } from '../rehearsal/report/junit';
import { elapsed, entryLines, wrapped } from '../rehearsal/report/text';
import { defaultScenario } from '../rehearsal/scenario/default-scenario';
import { readScenario } from '../rehearsal/scenario/parse';
import type { Scenario } from '../rehearsal/scenario/scenario';
import { SCENARIO_SCHEMA } from '../rehearsal/scenario/schema';
import { checkInWords } from '../rehearsal/verdict';

interface Options {
  readonly stack?: string;
  readonly from?: string;
  readonly scenario?: string;
  readonly requestsPerSecond?: number;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly seed?: number;
  readonly html?: string;
  readonly json?: JsonOption;
  readonly junit?: string;
  readonly schema?: boolean;
  readonly logs?: boolean;
  readonly quiet?: boolean;
}

/** The rehearsal ran, but not everything came out as expected. */
class ExpectationsNotMet extends Error {}

const EXAMPLES = `
Without a scenario: the stack is created, then updated to a version that fails
every request, which has to be rolled back, then to a healthy one.

Results go to standard output, progress to standard error.

Exit codes: 0 all expectations hold, 1 one does not or an error, 2 wrong usage.

Examples:
  cdk synth --quiet && guarded-endpoint rehearse
  guarded-endpoint rehearse cdk.out --stack Churn --html report.html
  guarded-endpoint rehearse --requests-per-second 50
  guarded-endpoint rehearse --from deployed/cdk.out --scenario friday.yaml
  guarded-endpoint rehearse --quiet --junit rehearsal.xml
  guarded-endpoint rehearse --json | jq '.versions[] | {name, outcome}'
  guarded-endpoint rehearse --schema > scenario.schema.json
`;

export function rehearseCommand(surroundings: Surroundings): Command {
  return new Command('rehearse')
    .description('Deploy a cloud assembly to a simulated account, against good and bad versions of its models.')
    .argument('[assembly]', 'the cloud assembly, or a template', 'cdk.out')
    .option('--stack <name>', 'the stack to rehearse, if several have endpoints')
    .option('--from <assembly>', 'what is deployed now: an assembly or a template')
    .option('--scenario <file>', 'traffic, how each version behaves, and what is expected (YAML)')
    .addOption(rateWithoutScenario())
    .option('--parameters <name=value>', 'value of a template parameter, or of ssm:<name> or import:<name>; repeatable', addValue)
    .option('--seed <number>', 'seed to use instead of the scenario\'s', wholeNumberFrom(0, Number.MAX_SAFE_INTEGER, 'a seed'))
    .option('--html <file>', 'write a report with graphs')
    .option('--json [file]', 'write everything as JSON, by default to standard output')
    .option('--junit <file>', 'write the expectations as a JUnit report')
    .option('--logs', 'show what the Lambda functions log')
    .option('--quiet', 'show results only, no progress')
    .option('--schema', 'only print the JSON schema of scenarios')
    .addHelpText('after', EXAMPLES)
    .action((assembly: string, options: Options) =>
      (options.schema ? printSchema(surroundings) : run(assembly, options, new Output(surroundings, options.json))));
}

async function run(assemblyPath: string, options: Options, output: Output): Promise<void> {
  const assembly = readStack(assemblyPath, options.stack, isRehearsable);
  const scenario = scenarioOf(options);
  const result = await rehearse({
    assembly,
    from: fromOf(options, assembly),
    scenario,
    reproduce: commandOf(assemblyPath, options),
    ...(options.quiet ? {} : progressTo(output, scenario)),
    onDeployed: (rehearsed) => lines(output, outcomeLines(rehearsed, output.colour)),
    onLog: options.logs ? (functionName, line) => output.progress(`${functionName}: ${line}\n`) : undefined,
  });
  lines(output, ['', ...result.report.summary.flatMap((line) => wrapped(line, 80)), ...standInLines(result)]);
  output.writeFile(options.html, () => html(result.report));
  output.writeJson(() => json(result));
  output.writeFile(options.junit, () => junit(result));
  const failed = result.versions.flatMap(({ checks }) => checks).filter(({ holds }) => !holds).length;
  if (failed > 0) {
    throw new ExpectationsNotMet(`${failed} ${failed === 1 ? 'expectation does' : 'expectations do'} not hold`);
  }
}

function progressTo(output: Output, { versions }: Scenario): Pick<Parameters<typeof rehearse>[0], 'onVersion' | 'onEntry'> {
  let start: Date | undefined;
  return {
    onVersion: ({ name }, index) => output.progress(`${index + 1} of ${versions.length}: deploying version '${name}'\n`),
    onEntry: ({ entry, message }: ObservedEntry) => {
      start ??= new Date(entry.time);
      entryLines(elapsed(start, new Date(entry.time)), message).forEach((line) => output.progress(`${line}\n`));
    },
  };
}

function outcomeLines({ deployment, checks }: RehearsedVersionResult, colour: boolean): string[] {
  const { green, red, bold } = createColors(colour);
  const { name, status, failure } = deployment;
  return [
    bold(`${name}: ${status}`),
    ...(failure ? entryLines('', `${failure.logicalId}: ${failure.reason}`) : []),
    ...checks.flatMap((check) => entryLines(check.holds ? 'ok' : 'NOT OK', checkInWords(check)).map((line) => (check.holds ? green(line) : red(line)))),
  ];
}

/** How many of each type; `--json` has them all. */
function standInLines({ standIns }: RehearsalResult): string[] {
  const counts = new Map<string, number>();
  standIns.filter(({ reason }) => reason === undefined).forEach(({ type }) => counts.set(type, (counts.get(type) ?? 0) + 1));
  const words = [
    ...[...counts].map(([type, count]) => (count === 1 ? type : `${count} ${type}`)),
    ...standIns.flatMap(({ logicalId, type, reason }) => (reason === undefined ? [] : `${logicalId} (${type}: ${reason})`)),
  ];
  return words.length === 0 ? [] : wrapped(`Not simulated, only given made-up ids: ${words.join(', ')}`, 80);
}

function scenarioOf({ scenario, requestsPerSecond, seed, parameters }: Options): Scenario {
  const read = scenario === undefined ? defaultScenario(requestsPerSecond) : readScenario(scenario);
  return { ...read, ...(seed !== undefined && { seed }), ...(parameters && { parameters: { ...read.parameters, ...parameters } }) };
}

/** The last one counts, as with the CDK's command. */
function addValue(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new InvalidArgumentError('a value is written like Instances=4');
  }
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** The stack of the same name, or the only one. */
function fromOf({ from, stack }: Options, { stackName }: AssemblyStack): AssemblyStack | undefined {
  return from === undefined ? undefined : readStack(from, stack ?? stackName);
}

function commandOf(assembly: string, { stack, from, scenario, requestsPerSecond, seed, parameters = {} }: Options): string {
  const flags = [
    ...Object.entries({ stack, from, scenario, 'requests-per-second': requestsPerSecond, seed }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)])),
    ...Object.entries(parameters).flatMap(([name, value]) => ['--parameters', `${name}=${value}`]),
  ];
  return ['guarded-endpoint', 'rehearse', assembly, ...flags].map(quoted).join(' ');
}

/** As a shell reads it. */
function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function lines(output: Output, texts: readonly string[]): void {
  texts.forEach((text) => output.result(`${text}\n`));
}

function printSchema({ out }: Surroundings): void {
  out(`${JSON.stringify(SCENARIO_SCHEMA, undefined, 2)}\n`);
}
