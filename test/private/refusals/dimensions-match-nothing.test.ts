import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

function guardedBy(dimensions: Record<string, string>): () => string[] {
  return () => warned([Guardrail.fromMetric(rawMetric('Invocation5XXErrors', 'Average', dimensions), { threshold: 0.05 })]);
}

describe('dimensions under which there is never any data', () => {
  test.each([
    ['without VariantName', { EndpointName: 'churn' }],
    ['without EndpointName', { VariantName: 'AllTraffic' }],
    ['without EndpointName and VariantName', {}],
    ["of variant 'Alltraffic', there is 'AllTraffic'", { EndpointName: 'churn', VariantName: 'Alltraffic' }],
    ["on the fleet of endpoint config 'churn-v1', which is not the one", { EndpointName: 'churn', VariantName: 'AllTraffic', EndpointConfigName: 'churn-v1' }],
  ])('fails for a metric %s', (fault, dimensions) => {
    expect(guardedBy(dimensions)).toThrow(fault);
    expect(guardedBy(dimensions)).toThrow(/\[cdk-guarded-endpoints:dimensions-match-nothing\]$/);
  });

  test('are not those of the endpoint and its variant', () => {
    expect(guardedBy({ EndpointName: 'churn', VariantName: 'AllTraffic' })()).toEqual([]);
  });
});
