import { Duration } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { warned } from '../../declared';

/** A third of these go to the canary of one of three instances. */
function judged(statistic: string, expectedRequestsPerSecond: number): string[] {
  return warned([Guardrail.modelLatency({ threshold: Duration.millis(100), statistic })], { expectedRequestsPerSecond });
}

describe('a percentile of too few requests', () => {
  test('is warned of with the number that is needed', () => {
    expect(judged('p99', 30)).toEqual([
      expect.stringMatching(/^guardrail ModelLatency-p99 takes the p99 of about 600 requests in its period of 60 s, at least 1000 are needed.+use statistic: 'p95' or a longer period.+percentile-of-too-few\]$/),
    ]);
  });

  test.each([
    ['p99', 49, 1], ['p99', 50, 0], ['p90', 4.9, 1], ['p90', 5, 0], ['p50', 0.9, 1], ['p50', 1, 0], ['Average', 1, 0],
  ])('%s of %d requests a second: %d', (statistic, requestsPerSecond, warnings) => {
    expect(judged(statistic, requestsPerSecond)).toHaveLength(warnings);
  });
});
