import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOUBTFUL_ALARMS, REFUSED_ALARMS } from '../../../src/private/refusals/alarm-rules';

const ROOT = join(__dirname, '..', '..', '..');
/** Those in which rules are listed and worded, and limits that end with the updater's. */
const NOT_RULES = ['alarm-rules', 'composite-rules', 'endpoint-rules', 'not-an-expression', 'longer-than-updater', 'rule'];

const RULES = readdirSync(join(ROOT, 'src', 'private', 'refusals')).map((file) => file.replace(/\.ts$/, '')).filter((name) => !NOT_RULES.includes(name));
const HEADINGS = [...readFileSync(join(ROOT, 'docs', 'traps.md'), 'utf8').matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);

describe('a rule', () => {
  test.each(RULES)('%s has a page and a test', (rule) => {
    expect(HEADINGS).toContain(rule);
    expect(existsSync(join(__dirname, `${rule}.test.ts`))).toBe(true);
  });

  test('has the name of its file for an id', () => {
    expect([...Object.keys(REFUSED_ALARMS), ...Object.keys(DOUBTFUL_ALARMS)].filter((id) => !RULES.includes(id))).toEqual([]);
  });

  test('is there for every page', () => {
    expect(HEADINGS.filter((heading) => !RULES.includes(heading))).toEqual(['detection', 'default-guardrails', 'rounding', 'native-updates']);
  });
});
