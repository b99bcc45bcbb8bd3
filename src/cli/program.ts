import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { calibrateCommand } from './calibrate';
import { addCompletion } from './completion';
import { planCommand } from './plan';
import { proveCommand } from './prove';
import { rehearseCommand } from './rehearse';
import { simulateCommand } from './simulate';
import type { Surroundings } from './surroundings';
import { printableInColours } from '../rehearsal/report/printable';

const USAGE_ERROR = 2;
const FAILURE = 1;

/** Runs one command line, without the names of node and script, and says with which code the process should exit. */
export async function run(argv: readonly string[], given: Surroundings): Promise<number> {
  const surroundings: Surroundings = {
    ...given,
    out: (text) => given.out(printableInColours(text)),
    err: (text) => given.err(printableInColours(text)),
  };
  try {
    const all = program(surroundings);
    if (argv[0] === 'complete') {
      await addCompletion(all, argv.slice(2));
    }
    await all.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? 0 : USAGE_ERROR;
    }
    surroundings.err(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    return FAILURE;
  }
}

function program(surroundings: Surroundings): Command {
  const all = new Command('guarded-endpoint')
    .description('Rehearse guarded SageMaker endpoint deployments on this machine.')
    .version(version(), '-V, --version', 'print the version')
    .addCommand(planCommand(surroundings))
    .addCommand(proveCommand(surroundings))
    .addCommand(rehearseCommand(surroundings))
    .addCommand(calibrateCommand(surroundings))
    .addCommand(simulateCommand(surroundings))
    .addHelpText('after', `
Completion of commands, options, stacks, faults and files in your shell (zsh,
bash, fish or powershell):
  source <(guarded-endpoint complete bash)
`);
  for (const command of [all, ...all.commands]) {
    command
      .exitOverride()
      .configureHelp({ helpWidth: 80 })
      .configureOutput({ writeOut: surroundings.out, writeErr: surroundings.err })
      .showHelpAfterError(`(${command === all ? '' : 'guarded-endpoint '}${command.name()} --help lists what there is)`);
  }
  return all;
}

/** The package's own, two folders up from the bundle as well as from the source. */
function version(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string }).version;
}
