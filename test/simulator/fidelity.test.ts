import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '../../src/simulator/settings';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'fidelity.md'), 'utf8');

describe('the page on fidelity', () => {
  test.each(Object.entries(DEFAULT_SETTINGS))('names the setting %s with its default, %s', (name, value) => {
    const row = PAGE.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? `no row for ${name}`;
    expect(row.split('|')[2].replaceAll('`', '').trim().split(' ')[0]).toBe(String(value));
  });

  test('has a page behind every link, and a use for every page', () => {
    const defined = [...PAGE.matchAll(/^\[([\w-]+)\]: https:\/\/\S+$/gm)].map(([, label]) => label).sort();
    const used = [...new Set([...PAGE.matchAll(/\]\[([\w-]+)\]/g)].map(([, label]) => label))].sort();
    expect(used).toEqual(defined);
  });

  test('says of every behaviour whether it is documented, inferred or chosen', () => {
    const tables = PAGE.slice(PAGE.indexOf('## Endpoints and updates'), PAGE.indexOf('## Not simulated'));
    const rows = tables.split('\n').filter((line) => /^\| [^|]/.test(line) && !line.startsWith('| behaviour'));
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter((row) => !/documented|inferred|chosen|not simulated/.test(row.split(/(?<!\\)\|/)[2] ?? ''))).toEqual([]);
  });
});
