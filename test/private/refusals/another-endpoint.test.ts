import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

describe('an alarm on some other endpoint', () => {
  test.each([
    ['Churn', ["guardrail Invocation5XXErrors is on endpoint 'Churn', but guards 'churn', so it does not see this endpoint's models fail; use EndpointName: 'churn', "
      + "or acknowledge this if the other endpoint is meant to stop this one's updates [ack: cdk-guarded-endpoints:another-endpoint]"]],
    ['churn', []],
  ])('is warned of unless it is this one: %s', (EndpointName, expected) => {
    expect(warned([Guardrail.fromMetric(rawMetric('Invocation5XXErrors', 'Average', { EndpointName, VariantName: 'AllTraffic' }), { threshold: 0.05 })])).toEqual(expected);
  });
});
