import { Annotations, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { AlarmTiming } from '../../rollout/detection';

/** How often SageMaker publishes invocation metrics. https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
const METRIC_INTERVAL_SECONDS = 60;

/** Warns of an alarm that looks more often than there is something to see: it falls back to INSUFFICIENT_DATA in between. */
export function warnOfPeriodShorterThanMetric(scope: IConstruct, alarm: string, { periodSeconds }: AlarmTiming): void {
  if (!Token.isUnresolved(periodSeconds) && periodSeconds < METRIC_INTERVAL_SECONDS) {
    Annotations.of(scope).addWarningV2('cdk-guarded-endpoints:period-shorter-than-metric',
      `guardrail ${alarm} has a period of ${periodSeconds} seconds, but the metric is published every ${METRIC_INTERVAL_SECONDS} seconds, `
      + 'so most of its periods have no data; use period: Duration.minutes(1)');
  }
}
