import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warnings(variantName: string): string[] {
  const stack = newStack();
  newEndpoint(stack, { variants: [newVariant(stack, { variantName })] });
  return warningsOf(stack);
}

describe('a variant that is named after a version', () => {
  test.each(['v1', 'v1-2-0', 'churn-v12', 'Model-V3', 'churn-2026-11-21', 'model20261121', 'churn-3f9c2ab'])('is warned of: %s', (variantName) => {
    expect(warnings(variantName)).toEqual([expect.stringContaining(`variant '${variantName}' seems to be named after a version`)]);
  });

  test.each(['AllTraffic', 'variant-1', 'Champion', 'Challenger2', 'gpu', 'defaced', 'primary', 'v'])('is not warned of: %s', (variantName) => {
    expect(warnings(variantName)).toEqual([]);
  });
});
