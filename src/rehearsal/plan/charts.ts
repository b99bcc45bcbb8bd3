import { instancesIn } from './instance-use';
import type { ReportedEndpoint } from './plan-report';
import type { Phase } from './timetable';
import { plotSvg, type Chart, type Plot, type Series } from '../report/plot';

const SECOND = 1000;
const BLUE = 0;
const TOGETHER = 1;
const GREEN = 2;

/** The charts of one endpoint's plan; all have the same time axis. */
export function chartsOf({ phases, instances, durationSeconds, requestsAtRisk: { rolledBackAfterSeconds } }: ReportedEndpoint): Chart[] {
  const frame: Pick<Plot, 'from' | 'to' | 'phases'> = {
    from: 0,
    to: durationSeconds * SECOND,
    phases: phases.filter(({ fromSeconds, toSeconds }) => toSeconds > fromSeconds)
      .map(({ name, fromSeconds, toSeconds }) => ({ name, from: fromSeconds * SECOND, to: toSeconds * SECOND })),
  };
  const line = (label: string, style: number, valueOf: (phase: Phase) => number): Series => ({ label, style, points: stepsOf(phases, valueOf) });
  const rollback = rolledBackAfterSeconds === null ? [] : [{ time: rolledBackAfterSeconds * SECOND, label: 'rolled back if green fails' }];
  return [
    {
      title: 'Traffic per fleet',
      caption: 'Share of the requests that each fleet takes, in percent, if all goes well.',
      svg: (theme) => plotSvg({
        ...frame,
        unit: '%',
        max: 100,
        series: [line('blue', BLUE, ({ greenShare }) => (1 - greenShare) * 100), line('green', GREEN, ({ greenShare }) => greenShare * 100)],
        marks: rollback,
      }, theme),
    },
    ...instances.map(({ instanceType, peak }): Chart => ({
      title: `Instances of ${instanceType}`,
      caption: `Instances of each fleet, those being launched included; at most ${peak} together, which the account's quota has to allow.`,
      svg: (theme) => plotSvg({
        ...frame,
        unit: '',
        max: peak + 1,
        series: [
          line('blue', BLUE, (phase) => instancesIn(phase, instanceType).blue),
          line('green', GREEN, (phase) => instancesIn(phase, instanceType).green),
          line('together', TOGETHER, (phase) => instancesIn(phase, instanceType).blue + instancesIn(phase, instanceType).green),
        ],
        marks: [],
      }, theme),
    })),
  ];
}

/** A value for each phase, from its start; the last one also at the end. */
function stepsOf(phases: readonly Phase[], valueOf: (phase: Phase) => number): Series['points'] {
  const last = phases[phases.length - 1];
  return [...phases.map((phase) => [phase.fromSeconds * SECOND, valueOf(phase)] as const), [last.toSeconds * SECOND, valueOf(last)] as const];
}
