import { EndpointUpdater } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warnings(scaled: string[], updater?: EndpointUpdater): string[] {
  const stack = newStack();
  const endpoint = newEndpoint(stack, { updater, variants: ['small', 'large'].map((variantName) => newVariant(stack, { variantName })) });
  scaled.forEach((variantName) => endpoint.variant(variantName).autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 20 }));
  return warningsOf(stack);
}

describe('variants of which CloudFormation can keep the counts together only', () => {
  test('are warned of where some are autoscaled and others are not', () => {
    expect(warnings(['small'], EndpointUpdater.cloudFormation())).toEqual([
      expect.stringMatching(/^'small' is autoscaled, so updates keep .+ a changed initialInstanceCount of 'large' has no effect.+leave updater out.+counts-kept-of-all\]$/),
    ]);
  });

  test.each([
    ['all are autoscaled', ['small', 'large'], EndpointUpdater.cloudFormation()],
    ['none is', [], EndpointUpdater.cloudFormation()],
    ['a Lambda function tells them apart', ['small'], EndpointUpdater.lambdaFunction()],
  ])('are not where %s', (_name, scaled, updater) => {
    expect(warnings(scaled, updater)).toEqual([]);
  });
});
