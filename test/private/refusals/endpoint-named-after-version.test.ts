import { GuardedEndpoint } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warned(endpointName: string): string[] {
  const stack = newStack();
  newEndpoint(stack, { endpointName });
  return warningsOf(stack);
}

describe('an endpoint that has the name of a build', () => {
  test.each(['churn-2026-11-21', 'churn-20261121', 'churn-1-4-2', 'churn-3f2a9bc', 'churn-1795280000', 'churn-build-118'])('is warned of: %s', (name) => {
    expect(warned(name)).toEqual([
      `endpointName is '${name}', which seems to be made for one version, but an endpoint with another name is a new one: it is created without a guard, and the old one is deleted after it; `
      + 'use a name that stays [ack: cdk-guarded-endpoints:endpoint-named-after-version]',
    ]);
  });

  // The version of an interface stays, and so does the hash in a name that comes from a path.
  test.each(['churn', 'churn-v2', 'churn-eu-west-1', 'llama-3-8b', 'decade', 'team-7-prod'])('is not: %s', (name) => {
    expect(warned(name)).toEqual([]);
  });

  test('is not one that was given no name', () => {
    const stack = newStack();
    new GuardedEndpoint(stack, 'Churn', { variants: [newVariant(stack)] });
    expect(warningsOf(stack)).toEqual([]);
  });
});
