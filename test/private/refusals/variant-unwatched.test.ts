import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warned(guardrails: Guardrail[], weight = 1): string[] {
  const stack = newStack();
  newEndpoint(stack, { guardrails, variants: [newVariant(stack, { variantName: 'Champion' }), newVariant(stack, { variantName: 'Challenger', initialVariantWeight: weight })] });
  return warningsOf(stack);
}

const champion = Guardrail.serverErrorRate({ variantName: 'Champion' });

describe('a variant that no guardrail watches', () => {
  test('is warned of', () => {
    expect(warned([champion])).toEqual([
      "no guardrail watches variant 'Challenger', which gets requests, and an update replaces its fleet as well, so that nothing would roll a bad model of it back; "
      + 'leave variantName out of a guardrail, or add one for it [ack: cdk-guarded-endpoints:variant-unwatched]',
    ]);
  });

  test('is warned of where one only reports', () => {
    expect(warned([champion, Guardrail.serverErrorRate({ variantName: 'Challenger', enforce: false })])).toHaveLength(1);
  });

  test.each([
    ['each has its own', [champion, Guardrail.serverErrorRate({ variantName: 'Challenger', thresholdPercent: 5 })], 1],
    ['it gets no requests', [champion], 0],
    ['a metric of the business may see it', [champion, Guardrail.fromMetric(new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Lost', statistic: 'Sum' }), { threshold: 5, evaluationPeriods: 1 })], 1],
  ])('is not warned of where %s', (_name, guardrails, weight) => {
    expect(warned(guardrails, weight).join()).not.toContain('variant-unwatched');
  });
});
