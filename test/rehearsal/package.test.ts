import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rehearse } from '../../src/rehearsal';
import type * as published from 'cdk-guarded-endpoints/rehearsal';

const ROOT = join(__dirname, '..', '..');

/** This does not compile unless the declarations that are published say what the source does. */
const REHEARSE: typeof published.rehearse = rehearse;

describe('the published rehearsal', () => {
  test('is declared as it is', () => {
    expect(REHEARSE).toBe(rehearse);
  });

  test('is documented by a test that runs', () => {
    const [, documented] = /```ts\n([^]*?)```/.exec(readFileSync(join(ROOT, 'docs', 'rehearse.md'), 'utf8'))!;
    expect(documented).toBe(readFileSync(join(__dirname, 'documented.test.ts'), 'utf8'));
  });

  test('says what does not hold, and refuses a scenario of another form as a file of it', async () => {
    const assembly = join(__dirname, 'fixtures', 'native.json');
    const { failures, html, junit } = await rehearse(assembly, { versions: [{ name: 'only', expect: { outcome: 'rolledBack' } }] });
    expect(failures).toEqual(['only: outcome rolledBack, but it is inService']);
    expect(html()).toMatch(/DOES NOT HOLD/);
    expect(junit()).toMatch(/failures="1"/);
    await expect(rehearse(assembly, { versions: [{ name: '' }] })).rejects.toThrow(/^scenario:\d+: versions\.0\.name is ""/);
  });
});
