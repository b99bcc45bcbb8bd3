import { spawn } from 'node:child_process';
import { join } from 'node:path';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command in a process of its own; `onUrl` is called once it says where it serves. */
function guardedEndpoint(words: readonly string[], onUrl?: (url: string, stop: (signal: NodeJS.Signals) => void) => void): Promise<Ended> {
  const root = join(__dirname, '..', '..');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'bin', 'guarded-endpoint'), ...words], { cwd: root });
    const said = { out: '', err: '' };
    child.stderr.on('data', (chunk) => { said.err += chunk; });
    child.stdout.on('data', (chunk) => {
      said.out += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said.out)?.[0];
      if (url !== undefined && onUrl) {
        const once = onUrl;
        onUrl = undefined;
        once(url, (signal) => child.kill(signal));
      }
    });
    child.on('error', reject).on('close', (code) => resolve({ code, ...said }));
  });
}

test.each(['SIGINT', 'SIGTERM'] as const)('simulate serves until %s, and then exits with 0 and nothing in its error output', async (signal) => {
  let status: number | undefined;
  const { code, out, err } = await guardedEndpoint(['simulate', '--port', '0'], (url, stop) => {
    void fetch(`${url}/_simulator/clock`).then((response) => { status = response.status; }).finally(() => stop(signal));
  });
  expect({ code, err, status }).toEqual({ code: 0, err: '', status: 200 });
  expect(out).toMatch(/stopped\n$/);
}, 20_000);

test('a wrong option exits with 2', async () => {
  const { code, err } = await guardedEndpoint(['simulate', '--port', 'x']);
  expect(code).toBe(2);
  expect(err).toMatch(/a port is a whole number/);
}, 20_000);
