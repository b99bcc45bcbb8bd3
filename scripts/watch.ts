/** On every change: bundles, the tests that the changed files are part of, and types. A further change begins anew. Run it by `npm run watch`. */
import { spawn, type ChildProcess } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const FOLDERS = ['src', 'test', 'examples', 'integ', 'bench', 'scripts'];
/** Editors write a file in several steps, and tools write several files. */
const QUIET_MILLISECONDS = 200;

const TYPES_KNOWN = join('node_modules', '.cache', 'watch.tsbuildinfo');

/** What has changed since everything was last looked at to the end. */
const changed = new Set<string>();
const running = new Set<ChildProcess>();
let round = 0;
let timer: NodeJS.Timeout | undefined;

async function run(title: string, command: string, ...words: string[]): Promise<boolean> {
  const [from, mine] = [performance.now(), round];
  // A group of its own, so that jest's workers end with it.
  const child = spawn(join(ROOT, 'node_modules', '.bin', command), words, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  running.add(child);
  const status = await new Promise<number | null>((settle) => child.on('close', settle).on('error', () => settle(null)));
  running.delete(child);
  if (mine === round) {
    process.stdout.write(`${title}: ${status === 0 ? 'ok' : 'NOT OK'}, ${((performance.now() - from) / 1000).toFixed(1)} s\n`);
  }
  return status === 0 && mine === round;
}

async function testAll(files: readonly string[]): Promise<void> {
  if (!files.some((file) => file.startsWith('src')) || await run('bundles', 'tsx', join('scripts', 'bundle.ts'))) {
    await run('tests', 'jest', '--passWithNoTests', '--reporters=default', '--findRelatedTests', ...files);
  }
}

function stop(): void {
  for (const { pid, exitCode } of running) {
    if (pid !== undefined && exitCode === null) {
      process.kill(-pid);
    }
  }
}

async function check(): Promise<void> {
  const mine = ++round;
  stop();
  const files = [...changed].sort();
  process.stdout.write(`\n${files.join(', ')}\n`);
  await Promise.all([
    run('types', 'tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', TYPES_KNOWN, '-p', join('test', 'tsconfig.json')),
    testAll(files),
  ]);
  if (mine === round) {
    changed.clear();
    process.stdout.write('waiting for changes\n');
  }
}

for (const folder of FOLDERS) {
  watch(join(ROOT, folder), { recursive: true }, (_event, file) => {
    if (file !== null && /\.(ts|js|json|snap|yaml)$/.test(file)) {
      changed.add(join(folder, file));
      clearTimeout(timer);
      timer = setTimeout(() => void check(), QUIET_MILLISECONDS);
    }
  });
}
process.on('SIGINT', () => { stop(); process.exit(); });
process.on('SIGTERM', () => { stop(); process.exit(); });
process.stdout.write(`watching ${FOLDERS.join(', ')}\n`);
