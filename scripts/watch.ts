/** On every change: bundles, the tests that the changed files are part of, and types. Run it by `npm run watch`. */
import { spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const FOLDERS = ['src', 'test', 'examples', 'integ', 'bench'];
/** Editors write a file in several steps, and tools write several files. */
const QUIET_MILLISECONDS = 200;

const TYPES_KNOWN = join('node_modules', '.cache', 'watch.tsbuildinfo');

const changed = new Set<string>();
let timer: NodeJS.Timeout | undefined;

function run(title: string, command: string, ...words: string[]): boolean {
  const from = performance.now();
  const { status } = spawnSync(join(ROOT, 'node_modules', '.bin', command), words, { cwd: ROOT, stdio: 'inherit' });
  process.stdout.write(`${title}: ${status === 0 ? 'ok' : 'NOT OK'}, ${((performance.now() - from) / 1000).toFixed(1)} s\n`);
  return status === 0;
}

function check(): void {
  const files = [...changed].sort();
  changed.clear();
  process.stdout.write(`\n${files.join(', ')}\n`);
  if (!files.some((file) => file.startsWith('src')) || run('bundles', 'projen', 'bundle')) {
    run('tests', 'jest', '--passWithNoTests', '--reporters=default', '--findRelatedTests', ...files);
  }
  run('types', 'tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', TYPES_KNOWN, '-p', join('test', 'tsconfig.json'));
  process.stdout.write('waiting for changes\n');
}

for (const folder of FOLDERS) {
  watch(join(ROOT, folder), { recursive: true }, (_event, file) => {
    if (file !== null && /\.(ts|js|json|snap|yaml)$/.test(file)) {
      changed.add(join(folder, file));
      clearTimeout(timer);
      timer = setTimeout(check, QUIET_MILLISECONDS);
    }
  });
}
process.stdout.write(`watching ${FOLDERS.join(', ')}\n`);
