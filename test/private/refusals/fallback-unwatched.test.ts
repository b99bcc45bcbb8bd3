import { Guardrail } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warned(guardrail: Guardrail, instanceType: string, ...fallbackInstanceTypes: string[]): string[] {
  const stack = newStack();
  const variants = [newVariant(stack, { instanceType, fallbackInstanceTypes })];
  newEndpoint(stack, { guardrails: [guardrail, Guardrail.serverErrorRate()], variants });
  return warningsOf(stack);
}

describe('a guardrail on what some of the types of a variant do not have', () => {
  test('is warned of with the most there is', () => {
    expect(warned(Guardrail.gpuUtilization({ thresholdPercent: 90 }), 'ml.g5.xlarge', 'ml.c5.2xlarge')).toEqual([
      expect.stringMatching(/^guardrail GPUUtilization compares GPUUtilization with 90, but instances may be launched on ml.c5.2xlarge, where it is at most 0, so that the alarm could not go off there; .+fallback-unwatched\]$/),
    ]);
    expect(warned(Guardrail.cpuUtilization({ thresholdPercent: 900 }), 'ml.m5.4xlarge', 'ml.m5.2xlarge', 'ml.m5.xlarge')).toEqual([
      expect.stringContaining('launched on ml.m5.2xlarge, where it is at most 800, and on ml.m5.xlarge, where it is at most 400, so'),
    ]);
  });

  test.each([
    ['all have it', Guardrail.gpuUtilization({ thresholdPercent: 90 }), ['ml.g5.xlarge', 'ml.g6.2xlarge']],
    ['it is one that all instances have', Guardrail.memoryUtilization({ thresholdPercent: 90 }), ['ml.g5.xlarge', 'ml.c5.2xlarge']],
    ['one type is not known', Guardrail.cpuUtilization({ thresholdPercent: 350 }), ['ml.m5.xlarge', 'ml.m9.large']],
  ])('is not warned of where %s', (_name, guardrail, [first, ...others]) => {
    expect(warned(guardrail, first, ...others).filter((warning) => !warning.includes('m9'))).toEqual([]);
  });
});
