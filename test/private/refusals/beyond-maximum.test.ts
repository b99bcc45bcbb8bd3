import { Guardrail } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warned(thresholdPercent: number, instanceType: string, fallbackInstanceTypes?: string[], guardrail = Guardrail.cpuUtilization): string[] {
  const stack = newStack();
  const variants = [newVariant(stack, { instanceType, fallbackInstanceTypes })];
  newEndpoint(stack, { variants, guardrails: [Guardrail.serverErrorRate(), guardrail({ thresholdPercent })] });
  return warningsOf(stack);
}

describe('a utilization above all there is', () => {
  test('fails with what there is', () => {
    expect(() => warned(400, 'ml.m5.xlarge')).toThrow('guardrail CPUUtilization compares CPUUtilization with 400, but that is at most 400, 100 for each vCPU, '
      + 'so the alarm would never go off; use a threshold well below 400 [cdk-guarded-endpoints:beyond-maximum]');
  });

  test.each([
    ['ml.m5.large', 200], ['ml.c4.8xlarge', 3600], ['ml.g5.48xlarge', 19_200], ['ml.t3.medium', 200],
  ])('fails for all the vCPUs of %s', (instanceType, most) => {
    expect(() => warned(most, instanceType)).toThrow(`at most ${most}, 100 for each vCPU`);
    expect(warned(most - 10, instanceType)).toEqual([]);
  });

  test.each([
    ['ml.g4dn.xlarge', 100], ['ml.g4dn.12xlarge', 400], ['ml.g5.16xlarge', 100], ['ml.g6e.24xlarge', 400], ['ml.p3.8xlarge', 400], ['ml.p4d.24xlarge', 800],
  ])('fails for all the GPUs of %s', (instanceType, most) => {
    expect(() => warned(most, instanceType, undefined, Guardrail.gpuUtilization)).toThrow(`at most ${most}, 100 for each GPU`);
    expect(warned(most - 10, instanceType, undefined, Guardrail.gpuUtilization)).toEqual([]);
  });

  test.each([
    ['all of several types have it', 300, 'ml.m5.xlarge', ['ml.m5.4xlarge']],
    ['the type is not known', 5000, 'ml.m9.metal', undefined],
  ])('can be where %s', (_name, threshold, instanceType, others) => {
    expect(warned(threshold, instanceType, others)).toEqual([]);
  });
});
