/** What need not wait for each other, at once: the output of each is printed when it is done. Run it by `npx projen check`. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const CHECKS = {
  types: ['tsc', '--noEmit', '-p', join('test', 'tsconfig.json')],
  style: ['projen', 'eslint'],
};

function run(title: string, [command, ...words]: string[]): void {
  const from = performance.now();
  const child = spawn(join(ROOT, 'node_modules', '.bin', command), words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  child.on('error', (error) => { throw error; });
  child.on('close', (status) => {
    process.stdout.write(status === 0 ? '' : Buffer.concat(said));
    process.stdout.write(`${title}: ${status === 0 ? 'ok' : 'NOT OK'}, ${((performance.now() - from) / 1000).toFixed(1)} s\n`);
    process.exitCode ||= status === 0 ? 0 : 1;
  });
}

for (const [title, words] of Object.entries(CHECKS)) {
  run(title, words);
}
