import { create } from 'xmlbuilder2';
import type { RehearsalResult } from '../rehearse';
import { checkInWords } from '../verdict';

/** A rehearsal as a JUnit report: one suite, one test case an expectation. */
export function junit({ stackName, versions }: RehearsalResult): string {
  const cases = versions.flatMap(({ deployment, checks }) => checks.map((check) => ({ deployment, check })));
  const suite = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites').ele('testsuite', {
    name: `rehearsal of ${stackName}`,
    tests: cases.length,
    failures: cases.filter(({ check }) => !check.holds).length,
  });
  for (const { deployment, check } of cases) {
    const testCase = suite.ele('testcase', { classname: deployment.name, name: checkInWords({ ...check, holds: true }), time: deployment.seconds });
    if (!check.holds) {
      testCase.ele('failure', { message: `expected ${check.expected}, got ${check.actual}` }).txt(deployment.failure?.reason ?? '');
    }
  }
  return suite.end({ prettyPrint: true });
}
