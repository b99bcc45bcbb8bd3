/**
 * The metric math of guardrails: written into alarms by the constructs, and known again by the updater when an alarm has gone off.
 *
 * A period that divides by zero has no datapoint, which is how one with too few requests is left out.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */

/** How much worse the green fleet is than the blue one. What is not green's is blue's: a blue fleet has no name that is known at synth. */
interface Increase {
  /** Of `green` and `all`, the metric of the green fleet and of all fleets, and of `greenRequests` and `requests`. */
  readonly expression: string;
  readonly unit: string;
}

/** From sums of requests that failed. */
export const ERROR_RATE_INCREASE: Increase = {
  expression: '100 * (green / greenRequests - (all - green) / (requests - greenRequests))', unit: 'percentage points',
};

/** From sums of latencies. */
export const AVERAGE_INCREASE: Increase = {
  expression: '100 * ((green / greenRequests) / ((all - green) / (requests - greenRequests)) - 1)', unit: '%',
};

/** From percentiles, which cannot be had of the blue fleet alone: over all fleets together. */
export const PERCENTILE_INCREASE: Increase = { expression: '100 * (green / all - 1)', unit: '%' };

const INCREASES: readonly Increase[] = [ERROR_RATE_INCREASE, AVERAGE_INCREASE, PERCENTILE_INCREASE];

/** What the metric that is judged is called, where requests are counted beside it. */
export const JUDGED = 'judged';

/** The judged metric in periods with so many `invocations`. */
export function judgedFrom(minimumInvocations: number): string {
  return `${JUDGED} / (invocations >= ${minimumInvocations})`;
}

/** The increase in periods with so many requests to each of the two fleets. */
export function increaseFrom(minimumInvocations: number, { expression }: Increase): string {
  return `${expression} / ((greenRequests >= ${minimumInvocations}) * ((requests - greenRequests) >= ${minimumInvocations}))`;
}

/** The unit of an increase; undefined for any other expression. */
export function unitOfIncrease(expression: string): string | undefined {
  return INCREASES.find((increase) => expression.startsWith(`${increase.expression} / `))?.unit;
}

/** Whether it is the judged metric, in some of its periods. */
export function isJudged(expression: string): boolean {
  return expression.startsWith(`${JUDGED} / (invocations >= `);
}
