import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { rehearse } from '../src/rehearsal';

const DIRECTORY = join(__dirname, '..', 'integ');
const NAMES = readdirSync(DIRECTORY).map((file) => /^integ\.(.+)\.ts$/.exec(file)?.[1]).filter((name) => name !== undefined);
const ASSET_HASH = /\b[0-9a-f]{64}\b/g;

test('there is an app for each strategy, for long updates, for endpoints that CloudFormation updates, and for those that are there already', () => {
  expect([...NAMES].sort()).toEqual(['all-at-once', 'canary', 'existing-endpoint', 'linear', 'long-rollout', 'native', 'rolling']);
});

describe.each(NAMES)('the app integ.%s', (name) => {
  const { app } = jest.requireActual(join(DIRECTORY, `integ.${name}.ts`)) as { app: (image?: string) => App };
  const update = (behaviour: object) => rehearse(
    app('123456789012.dkr.ecr.us-east-1.amazonaws.com/model:2'),
    { traffic: { requestsPerSecond: 10 }, settle: '10m', versions: [{ name: 'before' }, { name: 'after', behaviour }] },
    { from: app() },
  );

  test('synthesizes to the template that was reviewed', () => {
    const [{ templateFullPath }] = app().synth().stacks;
    const { Resources } = JSON.parse(readFileSync(templateFullPath, 'utf8').replace(ASSET_HASH, '(hash)'));
    // What the updater is made of is the same in all, and tested in test/private.
    expect(Object.fromEntries(Object.entries(Resources).filter(([id]) => !id.startsWith('GuardedEndpointUpdater')))).toMatchSnapshot();
  });

  test('goes back from a bad model when it is deployed to the simulator', async () => {
    const { versions: [before, after] } = await update({ errorRate: 1 });
    expect(before).toMatchObject({ outcome: 'inService', status: 'CREATE_COMPLETE' });
    expect(after).toMatchObject({ outcome: 'rolledBack', servingVersions: ['before'], alarms: [`integ-${name}-AllTraffic-ServerErrorRate`] });
  });

  test('keeps a good model when it is deployed to the simulator', async () => {
    const { versions: [, after] } = await update({});
    expect(after).toMatchObject({ outcome: 'inService', status: 'UPDATE_COMPLETE', servingVersions: ['after'], failedRequests: 0, alarms: [] });
  });
});
