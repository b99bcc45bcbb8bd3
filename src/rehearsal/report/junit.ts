import { element, escaped, xmlDocument } from '../../simulator/api/xml';
import type { RehearsalResult, RehearsedVersionResult } from '../rehearse';
import { checkInWords, type Check } from '../verdict';

/** A rehearsal as a JUnit report: one suite, one test case an expectation. */
export function junit({ stackName, versions }: RehearsalResult): string {
  const checks = versions.flatMap((version) => version.checks);
  const cases = versions.flatMap((version) => version.checks.map((check) => testCase(version, check)));
  const suite = element('testsuite', `\n${cases.join('')}`, {
    name: `rehearsal of ${stackName}`, tests: checks.length, failures: checks.filter(({ holds }) => !holds).length,
  });
  return xmlDocument(element('testsuites', `\n${suite}\n`));
}

function testCase({ deployment }: RehearsedVersionResult, check: Check): string {
  const failure = (): string => element('failure', escaped(deployment.failure?.reason ?? ''), { message: `expected ${check.expected}, got ${check.actual}` });
  const said = { classname: deployment.name, name: checkInWords({ ...check, holds: true }), time: deployment.seconds };
  return `${element('testcase', check.holds ? '' : failure(), said)}\n`;
}
