import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

describe('a statistic that grows with traffic', () => {
  test.each(['Sum', 'SampleCount'])('is warned of for the %s of a latency', (statistic) => {
    expect(warned([Guardrail.fromMetric(rawMetric('ModelLatency', statistic), { threshold: 500_000 })])).toContainEqual(
      `guardrail ModelLatency takes the ${statistic} of ModelLatency, which grows with requests, so it would tell much traffic from little rather than a good model from a bad one; `
      + "use statistic: 'p99', 'Average' or 'Maximum' [ack: cdk-guarded-endpoints:statistic-of-traffic]");
  });

  test('is warned of for instances', () => {
    expect(warned([Guardrail.serverErrorRate(), Guardrail.cpuUtilization({ thresholdPercent: 300, statistic: 'Sum' })])).toEqual([expect.stringContaining('which grows with instances')]);
  });

  test.each(['p99', 'tm95', 'Maximum'])('is not warned of for %s', (statistic) => {
    expect(warned([Guardrail.fromMetric(rawMetric('ModelLatency', statistic), { threshold: 500_000 })]).join()).not.toContain('statistic-of-traffic');
  });
});
