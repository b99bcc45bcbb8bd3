import { Guardrail } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warned(instanceType: string, fallbackInstanceTypes?: string[]): string[] {
  const stack = newStack();
  const variants = [newVariant(stack, { instanceType, fallbackInstanceTypes })];
  newEndpoint(stack, { variants, guardrails: [Guardrail.serverErrorRate(), Guardrail.gpuMemoryUtilization({ thresholdPercent: 90 })] });
  return warningsOf(stack);
}

describe('a guardrail on GPUs', () => {
  test.each(['ml.m5.xlarge', 'ml.c7g.xlarge', 'ml.inf2.xlarge', 'ml.trn1.2xlarge'])('fails on %s', (instanceType) => {
    expect(() => warned(instanceType)).toThrow(`guardrail GPUMemoryUtilization is on GPUMemoryUtilization of variant 'AllTraffic', but ${instanceType} has no GPU, so the alarm would never have data; `
      + 'use Guardrail.cpuUtilization, or variantName for a variant that has GPUs [cdk-guarded-endpoints:no-gpu]');
  });

  test.each([['ml.g5.xlarge', []], ['ml.p5.48xlarge', []], ['ml.gr6.4xlarge', []], ['ml.g5.xlarge', ['ml.g6.xlarge']]])('can be on %s', (instanceType, others) => {
    expect(warned(instanceType, others)).toEqual([]);
  });
});
