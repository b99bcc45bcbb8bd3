import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

const NATIVE = 'test/endpoint-updater.test.ts';
const STORY = 'test/stories/two-ways.test.ts';

/** What holds each row of the table in docs/two-ways.md: a test by its file and its name. */
const HELD_BY: Readonly<Record<string, readonly [file: string, name: string]>> = {
  'additional resources': [NATIVE, 'adds the endpoint, its config, its alarms and the permission to read them, and nothing else'],
  'strategies, guardrails, what is refused and warned of': [NATIVE, 'is no less refused than with a function'],
  'alarms on the green fleet': [NATIVE, 'watches the green fleet, whose config each alarm refers to'],
  "the endpoint's name": ['test/endpoint-guardrails.test.ts', 'fails with guardrails on its metrics, and says the way out'],
  'the execution roles may read the alarms': [NATIVE, 'adds the endpoint, its config, its alarms and the permission to read them, and nothing else'],
  'metrics, grants, events, dashboard': [NATIVE, 'can be used as any other: invoked, looked at, told of and scaled'],
  'a rollback by a guardrail': [STORY, 'a rollback fails the deployment of the updater with the alarm, its threshold and what it saw'],
  'something else in the stack fails after the update': [STORY, 'CloudFormation goes back by another canary'],
  'an alarm is in ALARM before the update': [STORY, 'CloudFormation launches a fleet for nothing'],
  'autoscaling': [NATIVE, 'keeps the numbers of instances of autoscaled variants, and nothing else that the app declares'],
  '`verification`, `hooks`': [NATIVE, 'does not count requests'],
  'an endpoint of that name exists': [STORY, 'fails where CloudFormation has never had it, and leaves the endpoint as it was'],
  'longest update': [NATIVE, 'needs no wait condition however long an update takes'],
  'rehearsed, planned and proved on your machine': ['test/rehearsal/native.test.ts', 'is proved, from the calls that CloudFormation makes'],
};

const ROWS = [...readFileSync(join(ROOT, 'docs', 'two-ways.md'), 'utf8').matchAll(/^\| ([^|]+?) \|/gm)].map(([, row]) => row.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1'));

test('each row of what the ways can and cannot do is held by a test', () => {
  expect(ROWS).toEqual(Object.keys(HELD_BY));
});

test.each(Object.entries(HELD_BY))('%s', (_row, [file, name]) => {
  expect(readFileSync(join(ROOT, file), 'utf8')).toContain(name);
});
