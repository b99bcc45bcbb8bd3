import { Guardrail } from '../../../src';
import { warned } from '../../declared';

describe('a utilization written as a fraction', () => {
  test('is warned of with what is meant', () => {
    expect(warned([Guardrail.serverErrorRate(), Guardrail.memoryUtilization({ thresholdPercent: 0.9 })])).toEqual([
      'guardrail MemoryUtilization compares MemoryUtilization with 0.9, which is 0.9 %, for the metric is in percent, and every instance that runs uses more; '
      + 'use 90 if 90 % are meant [ack: cdk-guarded-endpoints:fraction-for-percent]',
    ]);
  });

  test('is not warned of in percent', () => {
    expect(warned([Guardrail.serverErrorRate(), Guardrail.memoryUtilization({ thresholdPercent: 90 })])).toEqual([]);
  });
});
