import { answeredIn, BEFORE_GREEN, bake, breachesIn, judgesErrors, SILENCE } from '../what-if';
import type { AlarmRule } from './rule';

/** Warns of an alarm that takes silence for harm: a green fleet has no data before its first request, and not for a minute after it. */
export const missingDataBreaching: AlarmRule = (alarm, rollout) => {
  const { name, treatMissingData, tempered } = alarm;
  if (tempered) {
    return undefined;
  }
  if (treatMissingData === 'breaching') {
    return `guardrail ${name} treats missing data as breaching, and there is none when an update starts: it may roll back every update, whatever the model does; `
      + 'use TreatMissingData.MISSING, or a metric that always has data';
  }
  const silent = judgesErrors(alarm) ? [BEFORE_GREEN, SILENCE] : [BEFORE_GREEN];
  const good = [bake(rollout, 'last', 'none'), answeredIn({ green: 0, blue: 0 }, rollout)];
  return silent.some((scenario) => breachesIn(scenario, alarm, rollout) === true)
    && good.some((scenario) => breachesIn(scenario, alarm, rollout) === false)
    ? `guardrail ${name} fills in missing data with values beyond its threshold, and there is none when an update starts: it may roll back every update, whatever the model does; `
      + 'leave FILL out, or fill in what a good model has' : undefined;
};
