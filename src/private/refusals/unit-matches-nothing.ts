import { Token } from 'aws-cdk-lib';
import { isInstanceMetric, isInvocationMetric, isLatency, metricsOf, type WatchedMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';

const PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html';

/** Refuses a unit that the service does not publish the metric in: CloudWatch converts none, so the alarm never has data. */
export const unitMatchesNothing: AlarmRule = (alarm) => {
  const [found] = metricsOf(alarm).flatMap((metric) => faultOf(metric) ?? []);
  return found && `guardrail ${alarm.name} is on ${found}`;
};

function faultOf(metric: WatchedMetric): string | undefined {
  const { metricName, unit } = metric;
  const published = isLatency(metric) ? 'Microseconds' : isInstanceMetric(metric) ? 'Percent' : 'None';
  if (unit === undefined || Token.isUnresolved(unit) || unit === published || !(isInvocationMetric(metric) || isInstanceMetric(metric))) {
    return undefined;
  }
  return `${metricName} in ${unit}, but the service publishes it in ${published} (${PAGE}) and CloudWatch does not convert it, so the alarm would never have data; leave unit out`;
}
