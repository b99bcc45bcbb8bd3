import { Duration } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { newEndpoint, newStack, warned, warningsOf } from '../../declared';

describe('guardrails that count client errors only', () => {
  test('are warned of', () => {
    expect(warned([Guardrail.clientErrorRate()])).toEqual([expect.stringMatching(/count client errors \(4XX\) only.+add Guardrail\.serverErrorRate\(\) \[ack: .+client-errors-only\]$/)]);
  });

  test.each([
    ['server errors', Guardrail.serverErrorRate()],
    ['latency', Guardrail.modelLatency({ threshold: Duration.millis(100) })],
  ])('are not warned of together with %s', (_name, guardrail) => {
    expect(warned([Guardrail.clientErrorRate(), guardrail])).toEqual([]);
  });

  test('are not warned of where another is added later', () => {
    const stack = newStack();
    newEndpoint(stack, { guardrails: [Guardrail.clientErrorRate()] }).addGuardrail(Guardrail.serverErrorRate());
    expect(warningsOf(stack)).toEqual([]);
  });

  test('are warned of where the other only reports', () => {
    expect(warned([Guardrail.clientErrorRate(), Guardrail.serverErrorRate({ enforce: false })])).toHaveLength(1);
  });
});
