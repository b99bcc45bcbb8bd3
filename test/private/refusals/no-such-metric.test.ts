import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

describe('a metric that nobody publishes', () => {
  test.each([['Invocation5xxErrors', 'Invocation5XXErrors'], ['modelLatency', 'ModelLatency']])('fails for %s', (written, meant) => {
    expect(() => warned([Guardrail.fromMetric(rawMetric(written, 'Average'), { threshold: 0.5 })]))
      .toThrow(new RegExp(`is on '${written}', which the service does not publish.+use '${meant}' \\[cdk-guarded-endpoints:no-such-metric\\]$`));
  });

  test.each(['ModelCacheHit', 'Invocation5XXErrors', 'SomethingNew'])('can be %s, for all that is known', (metricName) => {
    expect(() => warned([Guardrail.fromMetric(rawMetric(metricName, 'Average'), { threshold: 0.5 })])).not.toThrow();
  });
});
