import type { TimelineEntry } from '../../simulator/journal';

/** A stretch of a deployment, from one step to the next. */
export interface Phase {
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
}

/** What a step is called in a report. */
const NAMES = {
  Provisioning: 'provisioning',
  ActivatingTraffic: 'shifting traffic',
  Baking: 'baking',
  Terminating: 'terminating',
  RollingBack: 'rolling back',
} as const;

/** The phases of a timeline: each step lasts until the next step, or until the endpoint has arrived. */
export function phasesOf(timeline: readonly TimelineEntry[]): Phase[] {
  const turns = timeline.filter((entry) => entry.event === 'Step' || entry.event === 'EndpointStatus');
  return turns.flatMap((entry, index) => {
    const next = turns[index + 1];
    if (entry.event !== 'Step' || !next || next.time === entry.time) {
      return [];
    }
    const name = entry.field === 'TerminationWaitInSeconds' ? 'final baking' : NAMES[entry.step];
    return [{ name, from: new Date(entry.time), to: new Date(next.time) }];
  });
}
