import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OptionHandler } from '@bomb.sh/tab' with { 'resolution-mode': 'import' };
import type { Command } from 'commander';
import { readStacks } from '../rehearsal/assembly';
import { FAULTS } from '../rehearsal/prove/fault';

/** What completes a value: of the option with this name, or of the argument. */
const STACKS = ['stack'];
const FILES = ['assembly', 'from', 'scenario', 'html', 'json', 'junit', 'merge'];

/**
 * Adds `complete <shell>`, which prints a script for that shell, and `complete -- <words>`, which the script calls at each press of
 * the key.
 *
 * @param words what has been typed of the command line so far, the last word being the one to complete.
 */
export async function addCompletion(program: Command, words: readonly string[]): Promise<void> {
  // Published as an ES module, and of use to this one command only.
  const { default: tab } = await import('@bomb.sh/tab/commander');
  const completion = tab(program);
  const typed = words[words.length - 1] ?? '';
  const handlers = new Map<string, OptionHandler>([
    ...FILES.map((name) => [name, valuesFrom(() => filesFrom(typed))] as const),
    ...STACKS.map((name) => [name, valuesFrom(() => stacksIn(words))] as const),
    ['fault', (complete) => FAULTS.forEach(({ id, title }) => complete(id, title))],
  ]);
  for (const command of completion.commands.values()) {
    for (const value of [...command.options.entries(), ...command.arguments.entries()]) {
      const handler = handlers.get(value[0]);
      if (handler) {
        Object.assign(value[1], { handler });
      }
    }
  }
}

function valuesFrom(list: () => readonly string[]): OptionHandler {
  return (complete) => list().forEach((value) => complete(value, ''));
}

/** Folders end with a slash, so that one can go on. */
function filesFrom(typed: string): string[] {
  const folder = typed.endsWith('/') ? typed : typed.includes('/') ? `${dirname(typed)}/` : '';
  if (folder !== '' && !existsSync(folder)) {
    return [];
  }
  return readdirSync(folder || '.', { withFileTypes: true })
    .map((entry) => join(folder, entry.name) + (entry.isDirectory() ? '/' : ''));
}

/** Of the assembly that is named on the line, or of the default one. */
function stacksIn(words: readonly string[]): string[] {
  const assembly = words.find((word) => existsSync(join(word, 'manifest.json'))) ?? 'cdk.out';
  try {
    return readStacks(assembly).map(({ stackName }) => stackName);
  } catch {
    // Nothing to offer; the command itself will say what is wrong with the assembly.
    return [];
  }
}
