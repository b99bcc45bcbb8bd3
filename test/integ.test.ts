import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { BAD_RELEASE } from '../integ/assertions';
import { rehearse } from '../src/rehearsal';

const DIRECTORY = join(__dirname, '..', 'integ');
const FILES = readdirSync(DIRECTORY);
const NAMES = FILES.map((file) => /^integ\.(.+)\.ts$/.exec(file)?.[1]).filter((name) => name !== undefined);

/** Of those that have something else than one guarded variant named AllTraffic. */
const ALARMS: Readonly<Record<string, readonly string[]>> = {
  // The alarm that tells people rings with it.
  observed: ['integ-observed-AllTraffic-ServerErrorRate', 'integ-observed-Guardrails'],
  ab: ['integ-ab-Challenger-ServerErrorRate', 'integ-ab-Champion-ServerErrorRate'],
};

test('there is an app for each strategy, for each way an endpoint is updated, and for each main feature', () => {
  expect([...NAMES].sort()).toEqual([
    'ab', 'all-at-once', 'async', 'auto-scaling', 'canary', 'existing-endpoint', 'gated', 'linear', 'long-rollout', 'native', 'observed', 'pipeline',
    'rolling', 'shadow',
  ]);
});

test('each has a snapshot that was reviewed', () => {
  expect(NAMES.filter((name) => !FILES.includes(`integ.${name}.ts.snapshot`))).toEqual([]);
});

// Templates are compared with the snapshots by integ-runner: npm run integ.
test.each(NAMES)('the app integ.%s, deployed to the simulator, goes back from a bad release and keeps a good one', async (name) => {
  const { app } = jest.requireActual(join(DIRECTORY, `integ.${name}.ts`)) as { app: (release?: string) => App };
  const { versions: [before, bad, good] } = await rehearse(
    app(BAD_RELEASE),
    { traffic: { requestsPerSecond: 10 }, settle: '10m', versions: [{ name: 'before' }, { name: 'bad', behaviour: { errorRate: 1 } }, { name: 'good' }] },
    { from: app(), stack: `integ-${name}` },
  );
  expect(before).toMatchObject({ outcome: 'inService', status: 'CREATE_COMPLETE' });
  expect(bad).toMatchObject({ outcome: 'rolledBack', status: 'UPDATE_ROLLBACK_COMPLETE', servingVersions: ['before'] });
  expect([...bad.alarms].sort()).toEqual(ALARMS[name] ?? [`integ-${name}-AllTraffic-ServerErrorRate`]);
  expect(good).toMatchObject({ outcome: 'inService', status: 'UPDATE_COMPLETE', servingVersions: ['good'], failedRequests: 0, alarms: [] });
});
