import { Guardrail } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warned(guardrail: Guardrail, instanceType: string, ...fallbackInstanceTypes: string[]): string[] {
  const stack = newStack();
  newEndpoint(stack, {
    guardrails: [guardrail, Guardrail.serverErrorRate()],
    variants: [newVariant(stack, { instanceType, fallbackInstanceTypes })],
  });
  return warningsOf(stack);
}

describe('a utilization of one vCPU or GPU of many', () => {
  test('is warned of with its share of the instance', () => {
    expect(warned(Guardrail.cpuUtilization({ thresholdPercent: 80 }), 'ml.m5.4xlarge')).toEqual([
      'guardrail CPUUtilization compares CPUUtilization with 80, which is 80 % of one vCPU, and ml.m5.4xlarge has 16 or more, so that the alarm is on from 5 % of what there is, and takes good models back; '
      + 'use 1280 if 80 % of the instance are meant [ack: cdk-guarded-endpoints:one-core-of-many]',
    ]);
    expect(warned(Guardrail.gpuUtilization({ thresholdPercent: 90 }), 'ml.g5.12xlarge')).toEqual([expect.stringContaining('90 % of one GPU, and ml.g5.12xlarge has 4 or more')]);
  });

  test.each([
    ['of the whole instance', Guardrail.cpuUtilization({ thresholdPercent: 320 }), ['ml.m5.xlarge']],
    ['of one of two', Guardrail.cpuUtilization({ thresholdPercent: 90 }), ['ml.m5.large']],
    ['of the only GPU', Guardrail.gpuUtilization({ thresholdPercent: 90 }), ['ml.g5.xlarge']],
    ['where one type has few', Guardrail.cpuUtilization({ thresholdPercent: 90 }), ['ml.m5.xlarge', 'ml.m5.large']],
    ['of memory', Guardrail.memoryUtilization({ thresholdPercent: 90 }), ['ml.m5.4xlarge']],
  ])('is not warned of %s', (_name, guardrail, [first, ...others]) => {
    expect(warned(guardrail, first, ...others)).toEqual([]);
  });
});
