import type { AlarmRule } from './rule';

/** Warns of an alarm that takes silence for harm: a green fleet has no data before its first request, and not for a minute after it. */
export const missingDataBreaching: AlarmRule = ({ name, treatMissingData, tempered }) => treatMissingData !== 'breaching' || tempered ? undefined
  : `guardrail ${name} treats missing data as breaching, and there is none when an update starts: it may roll back every update, whatever the model does; `
    + 'use TreatMissingData.MISSING, or a metric that always has data';
