import { requestsPerPeriod } from '../guarded-rollout';
import { isInvocationMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';

const PAGE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html';

/** Warns of a percentile of too few requests to mean what it says: of fifty requests, p99 is the slowest one. */
export const percentileOfTooFew: AlarmRule = ({ name, metric, timing }, rollout) => {
  const [, digits] = (isInvocationMetric(metric) && /^p(\d+(?:\.\d+)?)$/.exec(metric.statistic)) || [];
  const requests = metric && timing && requestsPerPeriod(rollout, metric, timing.periodSeconds);
  if (digits === undefined || requests === undefined || requests < 1) {
    return undefined;
  }
  const tail = Math.min(Number(digits), 100 - Number(digits)) / 100;
  const needed = Math.ceil(Number((10 / tail).toPrecision(12)));
  if (tail <= 0 || requests >= needed) {
    return undefined;
  }
  return `guardrail ${name} takes the ${metric!.statistic} of about ${Math.round(requests)} requests in its period of ${timing!.periodSeconds} s, `
    + `at least ${needed} are needed for it to be steady (${PAGE}); use statistic: '${steady(requests)}' or a longer period`;
};

/** The highest common percentile that so many requests are enough for. */
function steady(requests: number): string {
  return requests >= 200 ? 'p95' : requests >= 100 ? 'p90' : 'Average';
}
