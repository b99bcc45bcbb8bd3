import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain, type Circumstances, type Reason } from '../src/updater/explain';

const ROOT = join(__dirname, '..');
const UPDATER = join(ROOT, 'src', 'updater');
/** The updater's source, with texts that go over several lines in one piece. */
const SOURCE = readdirSync(UPDATER).map((file) => readFileSync(join(UPDATER, file), 'utf8')).join('\n').replace(/['"`]\s*\+\s*['"`]/g, '');

/** The first column of the table: texts in which `...` stands for anything, of which one is in the reason. */
const ROWS = readFileSync(join(ROOT, 'docs', 'guide.md'), 'utf8').split('\n## When a deployment fails')[1].split('\n## ')[0]
  .split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split(' | ')[0]);

/** Rows of what CloudFormation says by itself. */
const CLOUDFORMATION_SAYS = ['did not receive a response from your custom resource'];

const RANG = { at: '2026-11-21T14:06:00.000Z', already: false, reading: { worst: '100 %', threshold: '1 %', breaching: 1, evaluated: 1 } };
const UPDATE: Circumstances = {
  ticket: {
    kind: 'Update',
    rollout: { endpointName: 'churn', endpointConfigName: 'churn-v7', deploymentConfig: {}, tags: [] },
    stage: { status: 'Baking', message: 'Baking for 300 seconds (WaitIntervalInSeconds).' },
  },
  seen: { exists: true, arn: 'arn', status: 'InService', serving: 'churn-v6', lastModified: '2026-11-21T14:06:40.000Z', variantNames: [] },
  evidence: { alarms: [{ alarmName: 'Errors', exists: true, rang: RANG }] },
};
const CREATE: Circumstances = { ...UPDATE, ticket: { ...UPDATE.ticket, kind: 'Create' } };
const taken = (finding: string): Circumstances => ({ ...UPDATE, ticket: { ...UPDATE.ticket, wayBack: { finding: plain(finding) } } as Circumstances['ticket'] });
const refused = (refusal: string): Circumstances => ({ ...UPDATE, refusal: plain(refusal) });

/** What an explanation passes on, with marks around what is not the updater's own words. */
const FINDINGS = {
  inconclusive: 'the new fleet got «3» request«s» while it was watched, «500» are asked for',
  unanswered: "golden request '«one»' was not answered: «»SageMaker answered «with status 503»",
  noTime: 'there was no time left for «all golden requests»',
  wrongAnswer: "golden request '«one»': «»the model answered with status «500», «200» is expected",
  hookFailed: "its «afterUpdate» hook (function '«smoke»')«» failed: «no»",
};
const REFUSALS = {
  ringing: "alarm '«Errors»' has been in ALARM«» since «2026-11-20T09:00:00.000Z»«» already«»; it would be rolled back at once",
  missing: "there is no alarm «'Errors'» that could guard it; deploy the alarm first",
  unreadable: 'the alarms that guard it could not be read («denied»), so that nothing is known of the guard',
  renamed: "its variants would be «'A'», but the endpoint has «'B'», and a guarded update keeps the variants' names",
  dropped: "on «ml.inf1.xlarge» instances (variant '«A»') SageMaker drops the guard without a word",
  hookFailed: "its «beforeUpdate» hook (function '«window»')«» answered FAILED: «closed»",
};
/** What is said before there is a ticket, or after it was lost. */
const OTHERS = [
  '«Update» of «Churn» could not be begun: «denied».',
  "«update of 'churn' to config 'churn-v7'» was given up, the updater could not go on: «denied».",
  "the latest approved version of model package group '«churn»' could not be found: «»none of its versions is approved",
];

/** For each reason, the circumstances that are told apart. */
const TOLD: Readonly<Record<Reason, readonly Circumstances[]>> = {
  rolledBack: [UPDATE, { ...UPDATE, evidence: { alarms: [{ alarmName: 'Errors', exists: true }] } }, { ...UPDATE, evidence: { alarms: [] } }],
  rollbackFailed: [UPDATE],
  createFailed: [CREATE],
  alreadyExists: [CREATE],
  vanished: [UPDATE],
  otherConfig: [UPDATE],
  outOfService: [UPDATE],
  beyondRepair: [UPDATE],
  inconclusive: [taken(FINDINGS.inconclusive)],
  unanswered: [taken(FINDINGS.unanswered), taken(FINDINGS.noTime)],
  wrongAnswer: [taken(FINDINGS.wrongAnswer)],
  hookFailed: [taken(FINDINGS.hookFailed)],
  outdated: [UPDATE, { ...UPDATE, ticket: { ...UPDATE.ticket, underWay: true } as Circumstances['ticket'] }],
  timedOut: [UPDATE],
  refused: [refused('ResourceLimitExceeded: no')],
  notStarted: Object.values(REFUSALS).map(refused),
  ownerUnknown: [UPDATE],
};

const REASONS = [...Object.entries(TOLD).flatMap(([reason, all]) => all.map((one) => explain(reason as Reason, one))), ...OTHERS.map(plain)];

describe('the table of failed deployments', () => {
  test.each(REASONS)('has a row for: %s', (reason) => {
    expect(ROWS.filter((row) => patternsOf(row).some((pattern) => pattern.test(reason)))).not.toEqual([]);
  });

  test.each(ROWS)('has only what the updater says: %s', (row) => {
    const dead = patternsOf(row).filter((pattern) => !REASONS.some((reason) => pattern.test(reason)));
    expect(CLOUDFORMATION_SAYS.some((words) => row.includes(words)) ? [] : dead).toEqual([]);
  });

  test('knows every place at which the updater fails a request', () => {
    expect(SOURCE.match(/status: 'FAILED',/g)).toHaveLength(['begin', 'latest-approved', 'given up', 'explained'].length);
  });

  test.each([...Object.values(FINDINGS), ...Object.values(REFUSALS), ...OTHERS])('is held against the updater\'s own words: %s', (text) => {
    expect(text.split(/«[^»]*»/).filter((words) => !SOURCE.includes(words))).toEqual([]);
  });
});

function patternsOf(row: string): RegExp[] {
  return [...row.matchAll(/`([^`]+)`/g)].map(([, text]) => new RegExp(text.split('...').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')));
}

function plain(text: string): string {
  return text.replace(/[«»]/g, '');
}
