import { countsAllFleets, isVariantMetric, metricsOf } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Warns of an alarm on the green fleet that keeps its state while there is no data: the ALARM of one rollback then stops the next update. */
export const missingDataIgnored: AlarmRule = (alarm) => {
  if ([...alarm.queries?.byId.values() ?? []].some(({ expression = '' }) => /\bFILL\s*\(.*,\s*REPEAT\s*\)/.test(expression))) {
    return `guardrail ${alarm.name} fills in missing data with the last value there was (FILL with REPEAT), so that it says what it said before when no more requests are answered: a green fleet without requests passes for a `
      + 'good one, and an ALARM outlives what it was about; leave FILL out, or FILL with 0 and 2 of 3 datapoints';
  }
  const ofGreen = metricsOf(alarm).filter(isVariantMetric).some((metric) => !countsAllFleets(metric));
  return alarm.treatMissingData !== 'ignore' || !ofGreen ? undefined
    : `guardrail ${alarm.name} ignores missing data, and there is none of a green fleet that is not there yet: once it has rolled an update back it stays in ALARM, `
      + 'and the update that would help is stopped as well; use TreatMissingData.MISSING';
};
