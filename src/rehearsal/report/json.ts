import type { RehearsalResult } from '../rehearse';

/** Changes when a field is renamed, removed or means something else. */
const FORMAT_VERSION = 1;

/** A rehearsal as JSON; times are ISO 8601, in virtual time. */
export function json({ stackName, seed, passed, versions, report, standIns, silentAlarms }: RehearsalResult): string {
  return `${JSON.stringify({
    formatVersion: FORMAT_VERSION,
    stackName,
    seed,
    passed,
    versions: versions.map(({ deployment, checks }) => ({ ...deployment, checks })),
    endpoints: report.endpoints,
    stackEvents: report.stackEvents,
    standIns,
    silentAlarms,
  }, undefined, 2)}\n`;
}
