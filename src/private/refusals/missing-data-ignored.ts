import { countsAllFleets, isVariantMetric, metricsOf } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Warns of an alarm on the green fleet that keeps its state while there is no data: the ALARM of one rollback then stops the next update. */
export const missingDataIgnored: AlarmRule = (alarm) => {
  const ofGreen = metricsOf(alarm).filter(isVariantMetric).some((metric) => !countsAllFleets(metric));
  return alarm.treatMissingData !== 'ignore' || !ofGreen ? undefined
    : `guardrail ${alarm.name} ignores missing data, and there is none of a green fleet that is not there yet: once it has rolled an update back it stays in ALARM, `
      + 'and the update that would help is stopped as well; use TreatMissingData.MISSING';
};
