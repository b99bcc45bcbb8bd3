import type { RehearsalResult } from '../rehearse';

/** A rehearsal as JSON; times are ISO 8601, in virtual time. */
export function json({ stackName, seed, passed, versions, reports, standIns }: RehearsalResult): string {
  return `${JSON.stringify({
    stackName,
    seed,
    passed,
    versions: versions.map(({ deployment, checks }) => ({ ...deployment, checks })),
    endpoints: reports.map(({ endpointName, fleets, thresholds, timeline }) => ({ endpointName, fleets, thresholds, timeline })),
    standIns,
  }, undefined, 2)}\n`;
}
