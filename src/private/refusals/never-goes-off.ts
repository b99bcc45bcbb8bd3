import { averageAboveOne } from './average-above-one';
import { metricsOf } from '../watched-alarm';
import { bake, breachesIn, judgesErrors, ONE_EACH, valueIn } from '../what-if';
import type { AlarmRule } from './rule';

const REMEDY = 'use Guardrail.serverErrorRate(), or a threshold that a bad model passes';

/** Refuses an alarm that not even a green fleet which fails every request sets off, or that a single good answer keeps quiet. */
export const neverGoesOff: AlarmRule = (alarm, rollout) => {
  if (alarm.comparison || averageAboveOne(alarm, rollout) !== undefined) {
    return undefined;
  }
  return judgesErrors(alarm) ? ofErrors(alarm, rollout) : ofRequests(alarm, rollout);
};

const ofErrors: AlarmRule = (alarm, rollout) => {
  const { name, comparisonOperator, threshold } = alarm;
  const healthy = breachesIn(bake(rollout, 'last', 'none'), alarm, rollout);
  const [first, last] = (['first', 'last'] as const).map((step) => breachesIn(bake(rollout, step, 'all of green'), alarm, rollout));
  const nearly = (['first', 'last'] as const).map((step) => breachesIn(bake(rollout, step, 'all but one of green'), alarm, rollout));
  const worst = Number(valueIn(bake(rollout, 'last', 'all of green'), alarm, rollout)?.toPrecision(3));
  if (healthy !== false) {
    return undefined;
  }
  if (last === false && first !== true) {
    return Number.isNaN(worst) ? undefined
      : `guardrail ${name} goes off when its value is ${comparisonOperator} ${threshold}, but that is ${worst} when the green fleet fails all its requests, so that no model sets it off; ${REMEDY}`;
  }
  return last === true && nearly[1] === false && nearly[0] !== true
    ? `guardrail ${name} goes off only when the green fleet fails every single request: one good answer in a period keeps it quiet; ${REMEDY}` : undefined;
};

/** Each request counts as one, so only a sum of them says how many there are. */
const ofRequests: AlarmRule = (alarm, rollout) => {
  const { name, comparisonOperator, threshold } = alarm;
  const counted = metricsOf(alarm).find(({ metricName }) => ['Invocations', 'InvocationsPerInstance'].includes(metricName));
  const [few, many] = [ONE_EACH, bake(rollout, 'last', 'none')].map((scenario) => valueIn(scenario, alarm, rollout));
  if (!counted || few === undefined || many === undefined || Math.abs(few - many) > 1e-9 || breachesIn(ONE_EACH, alarm, rollout) !== false) {
    return undefined;
  }
  return `guardrail ${name} goes off when the ${counted.statistic} of ${counted.metricName} is ${comparisonOperator} ${threshold}, but that is ${Number(few.toPrecision(3))} however many `
    + "requests there are, for the service publishes the same value for each of them; use statistic: 'Sum'";
};
