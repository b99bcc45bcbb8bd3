import { percentileOf } from '../statistic';
import { isInstanceMetric, type WatchedAlarm } from '../watched-alarm';
import { answeredIn, bake, breachesIn, judgesErrors, looksAtClock, looksBack, type Failing } from '../what-if';
import type { AlarmRule } from './rule';

/** Longer than any request may take, so that no mean hides it. */
const AN_HOUR = 3_600_000_000;

/** Warns of an alarm that a small part of good answers, or a single instance at ease, keeps quiet. */
export const onlyTheBest: AlarmRule = (alarm, rollout) => {
  const { name, metric, comparison, comparisonOperator = '' } = alarm;
  if (looksBack(alarm) || looksAtClock(alarm)) {
    return undefined;
  }
  if (isInstanceMetric(metric)) {
    return comparisonOperator.startsWith('GreaterThan') && isOfTheLeast(metric.statistic)
      ? `guardrail ${name} takes the ${metric.statistic} of ${metric.metricName}, which is that of the instances least in use: one of them at ease keeps it quiet; use statistic: 'Maximum'` : undefined;
  }
  if (judgesErrors(alarm)) {
    const isOn = (failing: Failing) => breachesIn(bake(rollout, comparison ? 'first' : 'last', failing), alarm, rollout);
    return isOn('nine of ten of green') === false && isOn('all but one of green') === true
      ? `guardrail ${name} goes off only when more than nine of ten requests fail: its value is not ${limitOf(alarm)} when 90 % do; use Guardrail.serverErrorRate(), or a threshold that a bad model passes`
      : undefined;
  }
  const [none, all, most] = [{ green: 0, blue: 0 }, { green: AN_HOUR, blue: AN_HOUR }, { green: AN_HOUR, blue: AN_HOUR, quick: 0.25 }]
    .map((times) => breachesIn(answeredIn(times, rollout), alarm, rollout));
  return none === false && all === true && most === false
    ? `guardrail ${name} goes off only when more than three of four requests are slow: its value is not ${limitOf(alarm)} when 75 % are; use statistic: 'p99', 'p90' or 'Average'` : undefined;
};

function limitOf({ comparisonOperator, threshold }: WatchedAlarm): string {
  return `${comparisonOperator} ${threshold}`;
}

function isOfTheLeast(statistic: string): boolean {
  return statistic === 'Minimum' || (percentileOf(statistic) ?? Infinity) <= 25;
}
