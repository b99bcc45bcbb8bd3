import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError } from 'commander';
import { numberFrom, rateWithoutScenario, wholeNumberFrom } from './arguments';
import { propertyInFile } from './json-file';
import { Output, type JsonOption } from './output';
import type { Surroundings } from './surroundings';
import { readStack } from '../rehearsal/assembly';
import { isRehearsable } from '../rehearsal/declared-endpoints';
import { FAULTS, type Fault } from '../rehearsal/prove/fault';
import { ownFaultsOf, withOwnFaults } from '../rehearsal/prove/own-fault';
import { runAll } from '../rehearsal/prove/pool';
import { keysOf, proofOf, type Proof, type Trial } from '../rehearsal/prove/proof';
import { record } from '../rehearsal/prove/recording';
import { proofText } from '../rehearsal/prove/text';
import { wrapped } from '../rehearsal/report/text';
import { defaultScenario } from '../rehearsal/scenario/default-scenario';
import { readScenario } from '../rehearsal/scenario/parse';
import { silenceInWords } from '../rehearsal/silent-alarms';

interface Options {
  readonly stack?: string;
  readonly from?: string;
  readonly scenario?: string;
  readonly requestsPerSecond?: number;
  readonly seeds: number;
  readonly fault?: readonly Fault[];
  readonly threads?: number;
  readonly shard?: { readonly index: number; readonly of: number };
  readonly merge?: readonly string[];
  readonly json?: JsonOption;
  readonly failUnder?: number;
}

const EXAMPLES = `
Each fault is injected into the new version of each endpoint, and the update is
played on the simulator. Caught means that the endpoint ends on the old version.

Exit codes: 0 proved, 1 score below --fail-under or an error, 2 wrong usage.

Examples:
  cdk synth --quiet && guarded-endpoint prove
  guarded-endpoint prove --requests-per-second 50
  guarded-endpoint prove --seeds 100 --fail-under 0.8
  guarded-endpoint prove --fault errors-2 --fault leak
  guarded-endpoint prove --shard 2/4 --json part2.json
  guarded-endpoint prove --merge part1.json part2.json part3.json part4.json

Faults:
${FAULTS.flatMap(({ id, title }) => wrapped(title, 53).map((line, index) => `  ${(index === 0 ? id : '').padEnd(24)} ${line}`)).join('\n')}
`;

export function proveCommand(surroundings: Surroundings): Command {
  return new Command('prove')
    .description('Inject faults into the new version, and report which of them the guardrails catch.')
    .argument('[assembly]', 'the cloud assembly, or a template', 'cdk.out')
    .option('--stack <name>', 'the stack to prove, if several have endpoints')
    .option('--from <assembly>', 'what is deployed now: an assembly or a template')
    .option('--scenario <file>', 'traffic, how a healthy version behaves (the first), and faults of your own (those expected to be rolledBack)')
    .addOption(rateWithoutScenario())
    .option('--seeds <n>', 'how often each fault is tried', wholeNumberFrom(1, 100_000, 'a number of seeds'), 20)
    .option('--fault <id>', 'only this fault; repeatable', addFault)
    .option('--threads <n>', 'threads (default: one a core)', wholeNumberFrom(1, 1024, 'a number of threads'))
    .option('--shard <i/n>', 'run only part i of n, to be merged later', shardFrom)
    .option('--merge <files...>', 'merge the files of shards instead of running trials')
    .option('--json [file]', 'write trials and verdicts as JSON, by default to standard output')
    .option('--fail-under <score>', 'fail if the score is lower', numberFrom(0, 1, 'a score'))
    .addHelpText('after', EXAMPLES)
    .action((assembly: string, options: Options) => prove(assembly, options, new Output(surroundings, options.json)));
}

async function prove(assemblyPath: string, options: Options, output: Output): Promise<void> {
  const { trials, faults, notes = [] } = options.merge ? merged(options.merge, options.fault) : await tried(assemblyPath, options, output);
  const proof = proofOf(trials, faults);
  output.result(proofText(proof, { ...output, notes }));
  output.writeJson(() => `${JSON.stringify({ formatVersion: 1, ...proof, trials }, undefined, 2)}\n`);
  requireScore(proof, options.failUnder);
}

interface Tried {
  readonly trials: readonly Trial[];
  readonly faults: readonly Fault[];
  /** What limits what the trials can prove. */
  readonly notes?: readonly string[];
}

async function tried(assemblyPath: string, options: Options, output: Output): Promise<Tried> {
  const assembly = readStack(assemblyPath, options.stack, isRehearsable);
  const from = options.from === undefined ? assembly : readStack(options.from, options.stack ?? assembly.stackName);
  const scenario = options.scenario === undefined ? defaultScenario(options.requestsPerSecond) : readScenario(options.scenario);
  const ownFaults = ownFaultsOf(scenario.versions);
  const faults = options.fault ?? withOwnFaults(ownFaults);
  const recording = await record(assembly, from, scenario);
  const seeds = Array.from({ length: options.seeds }, (_, index) => scenario.seed + index);
  const keys = keysOf(faults, recording.endpointNames, seeds, options.shard);
  const { requestsPerSecond, traffic, versions: [{ behaviour: healthy }] } = scenario;
  const bar = progressBar(keys.length, output);
  try {
    const results = await runAll({ recording, requestsPerSecond, traffic, healthy, ownFaults }, keys, () => bar.increment(), options.threads);
    return {
      trials: results.map((result, index) => {
        const { fault, endpointName, seed } = keys[index];
        return { faultId: fault.id, endpointName, seed, ...result };
      }),
      faults,
      notes: recording.silentAlarms.map(silenceInWords),
    };
  } finally {
    bar.stop();
  }
}

/** On a terminal only; a log gets one line. */
function progressBar(total: number, output: Output): Pick<SingleBar, 'increment' | 'stop'> {
  if (!process.stderr.isTTY) {
    output.progress(`playing ${total} deployments ...\n`);
    return { increment: () => {}, stop: () => {} };
  }
  const format = '{bar} {value} of {total} deployments, {eta} s left';
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true });
  bar.start(total, 0);
  return bar;
}

function merged(files: readonly string[], chosen: readonly Fault[] | undefined): Tried {
  const trials = files.flatMap((file) => {
    const written = propertyInFile(file, 'trials');
    if (!Array.isArray(written)) {
      throw new Error(`${file} has no trials; merge files that were written by \`prove --shard i/n --json\``);
    }
    return written as Trial[];
  });
  const own = [...new Set(trials.map(({ faultId }) => faultId))].filter((id) => !FAULTS.some((fault) => fault.id === id));
  return { trials, faults: chosen ?? withOwnFaults(own.map((id) => ({ id, behaviour: {} }))) };
}

function requireScore({ score }: Proof, least: number | undefined): void {
  if (least !== undefined && score < least) {
    throw new Error(`the score is ${score.toFixed(3)}, at least ${least} was asked for (--fail-under)`);
  }
}

function addFault(id: string, before: readonly Fault[] = []): readonly Fault[] {
  const fault = FAULTS.find((candidate) => candidate.id === id);
  if (!fault) {
    throw new InvalidArgumentError(`there are ${FAULTS.map((candidate) => candidate.id).join(', ')}`);
  }
  return [...before, fault];
}

function shardFrom(text: string): { readonly index: number; readonly of: number } {
  const [, part, of] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (part === undefined || of === undefined || part < 1 || part > of) {
    throw new InvalidArgumentError('a shard is written like 2/4: the second of four');
  }
  return { index: part - 1, of };
}
