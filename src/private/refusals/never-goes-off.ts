import { averageAboveOne } from './average-above-one';
import { hoursGuarded } from './only-at-times';
import type { GuardedRollout } from '../guarded-rollout';
import { isLatency, metricsOf, type WatchedAlarm } from '../watched-alarm';
import {
  answeredIn, bake, breachesIn, failingBy, goesOff, judgesErrors, looksAtClock, looksBack, ONE_EACH, SILENCE, valueIn, wholeUpdate,
} from '../what-if';
import type { AlarmRule } from './rule';

const REMEDY = 'use Guardrail.serverErrorRate(), or a threshold that a bad model passes';

/** Refuses an alarm that not even a green fleet which fails every request sets off, or that a single good answer keeps quiet. */
export const neverGoesOff: AlarmRule = (alarm, rollout) => {
  if (alarm.comparison || averageAboveOne(alarm, rollout) !== undefined) {
    return undefined;
  }
  if (!judgesErrors(alarm)) {
    return looksBack(alarm) || looksAtClock(alarm) ? undefined : ofRequests(alarm, rollout) ?? ofLatency(alarm, rollout);
  }
  if (looksAtClock(alarm)) {
    return hoursGuarded(alarm, rollout)?.includes(true) === false
      ? `guardrail ${alarm.name} goes off at no hour of a week when the green fleet fails all its requests, so that no model sets it off; ${REMEDY}` : undefined;
  }
  return looksBack(alarm) ? ofChange(alarm, rollout) : ofErrors(alarm, rollout) ?? ofOneKind(alarm, rollout);
};

/** An expression of what came before: a model that fails from its first request on does not change. */
const ofChange: AlarmRule = (alarm, rollout) => {
  const [healthy, failing] = (['none', 'all of green'] as const).map((each) => alarm.timing && goesOff(wholeUpdate(alarm.timing, rollout, each), alarm, rollout));
  return healthy === false && failing === false
    ? `guardrail ${alarm.name} goes off when its value is ${alarm.comparisonOperator} ${alarm.threshold}, but in no minute of an update is it when the green fleet fails all its requests from the first one on, for its `
      + `expression tells of changes, and that fleet does not change; ${REMEDY}` : undefined;
};

/** A request that fails is either a fault of the model's or refused. */
const ofOneKind: AlarmRule = (alarm, rollout) => {
  const fires = (failing?: '4XX' | '5XX') => (['first', 'last'] as const).map((step) => {
    const all = bake(rollout, step, 'all of green');
    return breachesIn(failing ? failingBy(failing, all) : all, alarm, rollout);
  });
  return countsBothKinds(alarm) && fires().includes(true) && [...fires('4XX'), ...fires('5XX')].every((each) => each === false)
    ? `guardrail ${alarm.name} goes off only when requests are refused (4XX) and fail (5XX) at once, but a model that breaks does one of the two, so that it would not set it off; `
      + 'use MAX of the two, or a guardrail for each' : undefined;
};

function countsBothKinds(alarm: WatchedAlarm): boolean {
  const names = metricsOf(alarm).map(({ metricName }) => metricName);
  return names.includes('Invocation4XXErrors') && names.some((name) => ['Invocation5XXErrors', 'InvocationModelErrors'].includes(name));
}

/** Less than the one request without which there is no datapoint. */
function ofNoRequest(alarm: WatchedAlarm, rollout: GuardedRollout): string | undefined {
  const { name, comparisonOperator = '', threshold } = alarm;
  const values = [SILENCE, ONE_EACH, bake(rollout, 'last', 'none')].map((scenario) => breachesIn(scenario, alarm, rollout));
  return comparisonOperator.startsWith('LessThan') && values.every((each) => each === false) && alarm.treatMissingData !== 'breaching'
    ? `guardrail ${name} goes off when its value is ${comparisonOperator} ${threshold}, but one request is more, and without a request there is no datapoint, so that nothing sets it off; `
      + 'use verification: { minimumInvocations }, which fails an update that had too few' : undefined;
}

const ofErrors: AlarmRule = (alarm, rollout) => {
  const { name, comparisonOperator, threshold } = alarm;
  if (breachesIn(bake(rollout, 'last', 'none'), alarm, rollout) !== false) {
    return undefined;
  }
  const [first, last] = (['first', 'last'] as const).map((step) => breachesIn(bake(rollout, step, 'all of green'), alarm, rollout));
  if (last === false && first !== true) {
    const worst = Number(valueIn(bake(rollout, 'last', 'all of green'), alarm, rollout)?.toPrecision(3));
    return Number.isNaN(worst) ? undefined
      : `guardrail ${name} goes off when its value is ${comparisonOperator} ${threshold}, but that is ${worst} when the green fleet fails all its requests, so that no model sets it off; ${REMEDY}`;
  }
  const isOnIn = (step: 'first' | 'last') => breachesIn(bake(rollout, step, 'all but one of green'), alarm, rollout);
  return last === true && isOnIn('last') === false && isOnIn('first') !== true
    ? `guardrail ${name} goes off only when the green fleet fails every single request: one good answer in a period keeps it quiet; ${REMEDY}` : undefined;
};

/** A value that latency does not change, such as the share of requests within some time, which is at most 100. */
function ofLatency(alarm: WatchedAlarm, rollout: GuardedRollout): string | undefined {
  if (!metricsOf(alarm).some(isLatency)) {
    return undefined;
  }
  const values = LATENCIES_TRIED.flatMap((time) => [
    answeredIn({ green: time, blue: time }, rollout), answeredIn({ green: time, blue: 1_000 }, rollout, 'first'), answeredIn({ green: 1_000, blue: time }, rollout, 'first'),
  ]).map((scenario) => breachesIn(scenario, alarm, rollout));
  return values.every((each) => each === false) && breachesIn(SILENCE, alarm, rollout) !== true
    ? `guardrail ${alarm.name} goes off when its value is ${alarm.comparisonOperator} ${alarm.threshold}, but it is not, however long requests take, so that no model sets it off; `
      + "use statistic: 'p99', 'p90' or 'Average'" : undefined;
}

/** From no time to an hour, in microseconds. */
const LATENCIES_TRIED: readonly number[] = [0, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 60_000_000, 3_600_000_000];

/** Each request counts as one, so only a sum of them says how many there are. */
const ofRequests: AlarmRule = (alarm, rollout) => {
  const { name, comparisonOperator, threshold } = alarm;
  const counted = metricsOf(alarm).find(({ metricName }) => ['Invocations', 'InvocationsPerInstance'].includes(metricName));
  if (!counted) {
    return undefined;
  }
  const none = ofNoRequest(alarm, rollout);
  if (none !== undefined) {
    return none;
  }
  const [few, many] = [ONE_EACH, bake(rollout, 'last', 'none')].map((scenario) => valueIn(scenario, alarm, rollout));
  if (few === undefined || many === undefined || Math.abs(few - many) > 1e-9 || breachesIn(ONE_EACH, alarm, rollout) !== false) {
    return undefined;
  }
  return `guardrail ${name} goes off when the ${counted.statistic} of ${counted.metricName} is ${comparisonOperator} ${threshold}, but that is ${Number(few.toPrecision(3))} however many `
    + "requests there are, for the service publishes the same value for each of them; use statistic: 'Sum'";
};
