import { Token } from 'aws-cdk-lib';
import type { Faults } from './faults';

const PAGE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html';

const SIMPLE = /^(SampleCount|Average|Sum|Minimum|Maximum|IQM)$/;
/** `p99`, `tm95`, `wm98`, `tc90`, `ts90`: up to a percentile. */
const PERCENTILE = /^(?:p|tm|wm|tc|ts)(100|\d{1,2}(?:\.\d{1,10})?)$/i;
/** `TM(10%:90%)`, `PR(:300)`: between two bounds, of which one may be left out. */
const RANGE = /^(?:TM|WM|TC|TS|PR)\((?:\d+(?:\.\d+)?%?)?:(?:\d+(?:\.\d+)?%?)?\)$/;

/** Whether CloudWatch has this statistic. */
export function isStatistic(statistic: string): boolean {
  return [SIMPLE, PERCENTILE, RANGE].some((form) => form.test(statistic));
}

/** Checks that CloudWatch has this statistic. */
export function checkStatistic(faults: Faults, statistic: string): void {
  if (!Token.isUnresolved(statistic) && !isStatistic(statistic)) {
    faults.add(`statistic is '${statistic}', which CloudWatch does not have (${PAGE}); use 'p99', 'Average', 'tm95' or another of Stats in aws-cloudwatch`);
  }
}

/** 99.9 for `p99.9`; undefined for what is no percentile below the largest value. */
export function percentileOf(statistic: string): number | undefined {
  const [, digits] = /^p(\d{1,2}(?:\.\d+)?)$/i.exec(statistic) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
