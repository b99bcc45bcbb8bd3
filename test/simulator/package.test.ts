import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FleetSimulator, serve } from '../../src/simulator';
import { matchers } from '../../src/simulator/jest';
import type * as published from 'cdk-guarded-endpoints/simulator';

const ROOT = join(__dirname, '..', '..');

/** These do not compile unless the declarations that are published say what the source does. */
const SIMULATOR: typeof published.FleetSimulator = FleetSimulator;
const SERVE: typeof published.serve = serve;

describe('the published simulator', () => {
  test('is declared as it is', () => {
    expect([SIMULATOR, SERVE]).toEqual([FleetSimulator, serve]);
  });

  test('needs nothing that is not in the bundles', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'simulator-'));
    try {
      ['simulator', 'shared'].forEach((folder) => cpSync(join(ROOT, 'assets', folder), join(elsewhere, folder), { recursive: true }));
      const script = "const { FleetSimulator } = require('./simulator/index.js'); const { matchers } = require('./simulator/jest.js');"
        + 'const simulator = new FleetSimulator(); simulator.clock.advance({ toSeconds: () => 90 });'
        + 'console.log(simulator.clock.now.toISOString(), Object.keys(matchers).join());';
      expect(execFileSync(process.execPath, ['-e', script], { cwd: elsewhere, encoding: 'utf8' }))
        .toBe('2026-01-01T00:01:30.000Z toRollBackBecauseOf,toServe\n');
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  test('is documented by a test that runs', () => {
    const documented = /```ts\n([^]*?)```/.exec(readFileSync(join(ROOT, 'docs', 'simulator.md'), 'utf8'))![1];
    expect(documented).toBe(readFileSync(join(__dirname, 'documented.test.ts'), 'utf8'));
  });
});

describe('the matchers', () => {
  test('are for endpoints of the simulator', () => {
    expect(() => matchers.toServe('churn', 'v1')).toThrow("toServe is for an endpoint of the simulator: expect(simulator.endpoint('churn')).toServe(...)");
  });
});
