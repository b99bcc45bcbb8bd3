import type { RehearsalResult } from '../../../src/rehearsal/rehearse';
import { junit } from '../../../src/rehearsal/report/junit';

const CHECKS = [
  { what: 'outcome', expected: 'inService', actual: 'rolledBack', holds: false },
  { what: 'within', expected: '1 h', actual: '20 min', holds: true },
];

test('a rehearsal is a suite, an expectation a test case, and what is said in them is only text', () => {
  const deployment = { name: 'v2 "<new>"', seconds: 1200.5, failure: { logicalId: 'Churn', reason: "was 'rolled back' & is\u0000 <gone>" } };
  expect(junit({ stackName: 'A&B\n', versions: [{ deployment, checks: CHECKS }] } as unknown as RehearsalResult)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
<testsuite name="rehearsal of A&amp;B&#10;" tests="2" failures="1">
<testcase classname="v2 &quot;&lt;new&gt;&quot;" name="outcome inService" time="1200.5"><failure message="expected inService, got rolledBack">was &apos;rolled back&apos; &amp; is\uFFFD &lt;gone&gt;</failure></testcase>
<testcase classname="v2 &quot;&lt;new&gt;&quot;" name="within 1 h" time="1200.5"></testcase>
</testsuite>
</testsuites>
`);
});
