import { App, Stack } from 'aws-cdk-lib';
import type { ManagedInstanceScaling } from '../../../src';
import { newEndpoint, newVariant, warningsOf } from '../../declared';

function warned(managedInstanceScaling?: ManagedInstanceScaling): string[] {
  const stack = new Stack(new App(), 'Stack');
  newEndpoint(stack, { variants: [newVariant(stack, { managedInstanceScaling })] });
  return warningsOf(stack);
}

describe('managed instance scaling', () => {
  test('is warned of, with the service\'s own words and what to use instead', () => {
    expect(warned({ minInstanceCount: 1, maxInstanceCount: 4 })).toEqual([
      expect.stringMatching(/^variant 'AllTraffic' has managedInstanceScaling and a model.*"ManagedInstanceScaling is only supported for inference component endpoints".*autoScaleInstanceCount\(.*\[ack: cdk-guarded-endpoints:managed-scaling-of-model\]/),
    ]);
  });

  test('is not spoken of where there is none', () => {
    expect(warned()).toEqual([]);
  });
});
