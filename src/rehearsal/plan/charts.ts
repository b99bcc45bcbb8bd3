import { instancesIn } from './instance-use';
import type { ReportedEndpoint } from './plan-report';
import type { Phase } from './timetable';
import { plotSvg, type Chart, type Plot, type Series } from '../report/plot';

const SECOND = 1000;
const BLUE = 0;
const GREEN = 2;

/** How much longer than the update the time axis is, so that its end can be seen. */
const AFTERWARDS = 1.06;

/** The charts of one endpoint's plan; all have the same time axis. */
export function chartsOf({ phases, instances, durationSeconds, requestsAtRisk: { rolledBackAfterSeconds } }: ReportedEndpoint): Chart[] {
  const frame: Pick<Plot, 'from' | 'to' | 'phases'> = {
    from: 0,
    to: durationSeconds * SECOND * AFTERWARDS,
    phases: phases.filter(({ fromSeconds, toSeconds }) => toSeconds > fromSeconds)
      .map(({ name, fromSeconds, toSeconds }) => ({ name, from: fromSeconds * SECOND, to: toSeconds * SECOND })),
  };
  const line = (label: string, style: number, afterwards: number, valueOf: (phase: Phase) => number): Series => ({
    label,
    style,
    points: [
      ...phases.map((phase) => [phase.fromSeconds * SECOND, valueOf(phase)] as const),
      [durationSeconds * SECOND, afterwards],
      [frame.to, afterwards],
    ],
  });
  const rollback = rolledBackAfterSeconds === null ? [] : [{ time: rolledBackAfterSeconds * SECOND, label: 'rolled back if green fails' }];
  return [
    {
      title: 'Traffic per fleet',
      caption: 'Share of the requests that each fleet takes, in percent, if all goes well.',
      svg: (theme) => plotSvg({
        ...frame,
        unit: '%',
        max: 100,
        series: [line('blue', BLUE, 0, ({ greenShare }) => (1 - greenShare) * 100), line('green', GREEN, 100, ({ greenShare }) => greenShare * 100)],
        marks: rollback,
      }, theme),
    },
    ...instances.map(({ instanceType, peak, after }): Chart => ({
      title: `Instances of ${instanceType}`,
      caption: `Instances of both fleets, one upon the other, those being launched included: at most ${peak}, which the account's quota has to allow.`,
      svg: (theme) => plotSvg({
        ...frame,
        unit: '',
        max: peak + 1,
        whole: true,
        stacked: true,
        series: [
          line('blue', BLUE, 0, (phase) => instancesIn(phase, instanceType).blue),
          line('green, upon blue', GREEN, after, (phase) => instancesIn(phase, instanceType).green),
        ],
        marks: [],
      }, theme),
    })),
  ];
}
