import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Guardrail } from '../../../src';
import { newEndpoint, newStack, rawMetric, warningsOf } from '../../declared';

function warned(guardrails: Guardrail[]): string[] {
  const stack = newStack();
  newEndpoint(stack, { guardrails });
  Template.fromStack(stack);
  return warningsOf(stack);
}

describe('guardrails none of which looks at what the model answers', () => {
  test.each([
    ['CPUUtilization', [Guardrail.cpuUtilization({ thresholdPercent: 300 })]],
    ['InvocationsPerInstance', [Guardrail.invocationsPerInstance({ maximumPerMinute: 600 })]],
    ['OverheadLatency, DiskUtilization', [Guardrail.overheadLatency({ threshold: Duration.millis(50) }), Guardrail.diskUtilization({ thresholdPercent: 90 })]],
  ])('are warned of: %s', (names, guardrails) => {
    expect(warned(guardrails)).toEqual([expect.stringMatching(new RegExp(`^the guardrails watch ${names} only.+model-unwatched\\]$`))]);
  });

  test.each([
    ['latency', [Guardrail.modelLatency({ threshold: Duration.seconds(1) })]],
    ['something of one\'s own', [Guardrail.cpuUtilization({ thresholdPercent: 300 }), Guardrail.fromMetric(rawMetric('Surprises', 'Average').with({ statistic: 'Sum' }), { threshold: 5 })]],
    ['errors besides', [Guardrail.cpuUtilization({ thresholdPercent: 300 }), Guardrail.serverErrorRate()]],
  ])('are not those on %s', (_name, guardrails) => {
    expect(warned(guardrails).filter((warning) => warning.includes('model-unwatched'))).toEqual([]);
  });
});
