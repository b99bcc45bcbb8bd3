import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli/program';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line; one that serves is stopped as soon as it has said where, after `meanwhile`. */
async function cli(line: string, meanwhile: (url: string) => Promise<void> = async () => undefined): Promise<Run> {
  let out = '';
  let err = '';
  const code = await run(line.split(' ').filter((word) => word !== ''), {
    out: (text) => { out += text; },
    err: (text) => { err += text; },
    stopped: () => new Promise((resolve, reject) => setImmediate(() => meanwhile(/http:\/\/\S+/.exec(out)![0]).then(resolve, reject))),
  });
  return { code, out, err };
}

describe('guarded-endpoint simulate', () => {
  test('says where it listens and how to point clients at it, serves until it is stopped, and exits with 0', async () => {
    let index: any;
    const { code, out } = await cli('simulate --port 0 --seed 7', async (url) => {
      index = await (await fetch(`${url}/_simulator`)).json();
    });
    expect(code).toBe(0);
    expect(out).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
    expect(out).toMatch(/export AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:\d+/);
    expect(out).toContain('virtual time  2026-01-01T00:00:00.000Z; time stands still');
    expect(index.routes).toContainEqual(expect.objectContaining({ method: 'PUT', path: '/_simulator/endpoints/{name}/traffic' }));
  });

  test('lets time pass by itself with a time scale, from the start time given', async () => {
    let later = 0;
    const { out } = await cli('simulate --port 0 --time-scale 3600 --start-time 2030-01-01T00:00:00Z', async (url) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const { now } = await (await fetch(`${url}/_simulator/clock`)).json() as { now: string };
      later = Date.parse(now) - Date.parse('2030-01-01T00:00:00Z');
    });
    expect(out).toContain('virtual time  2030-01-01T00:00:00.000Z; 3600 virtual seconds pass in a real one');
    expect(later).toBeGreaterThan(60_000);
  });

  test('says which port is in use, and what to do', async () => {
    let second: Run | undefined;
    await cli('simulate --port 0', async (url) => {
      second = await cli(`simulate --port ${new URL(url).port}`);
    });
    expect(second).toEqual({ code: 1, out: '', err: expect.stringMatching(/^error: port \d+ is in use on 127\.0\.0\.1; .*port 0 to take a free one\n$/) });
  });

  test.each([
    ['simulate --port 70000', /argument '70000' is invalid. a port is a whole number from 0 to 65535/],
    ['simulate --port http', /argument 'http' is invalid/],
    ['simulate --time-scale -1', /argument '-1' is invalid. a time scale is a number from 0 to 3600/],
    ['simulate --time-scale 1e9', /argument '1e9' is invalid/],
    ['simulate --seed 1.5', /a seed is a whole number/],
    ['simulate --start-time yesterday', /written as in ISO 8601/],
    ['simulate --region here', /like us-east-1/],
    ['simulate --prot 80', /unknown option '--prot'/],
    ['simulate extra', /too many arguments/],
    ['simulat', /unknown command 'simulat'/],
    ['', /Usage: guarded-endpoint/],
  ])('is not started by "%s", which says what is wrong and exits with 2', async (line, message) => {
    const { code, out, err } = await cli(line);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
  });
});

describe('help', () => {
  test.each(['--help', 'simulate --help', 'help simulate'])('of "%s" fits 80 columns and exits with 0', async (line) => {
    const { code, out } = await cli(line);
    expect(code).toBe(0);
    expect(out).toMatch(/Usage: guarded-endpoint/);
    expect(out.split('\n').filter((text) => text.length > 80)).toEqual([]);
  });

  test('of simulate shows examples', async () => {
    expect((await cli('simulate --help')).out).toMatch(/Examples:[^]*--time-scale 60/);
  });

  test('the version is that of the package', async () => {
    expect((await cli('--version')).out.trim()).toBe(JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')).version);
  });
});
