import { createColors } from 'picocolors';
import type { FaultVerdict, Proof, Range } from './proof';
import { wrapped } from '../report/text';
import { textTable } from '../report/text-table';

const WIDTH = 80;
const INDENT = '  ';

interface ProofTextOptions {
  readonly colour: boolean;
  /** What limits what was proved. */
  readonly notes?: readonly string[];
}

/** A proof for a terminal of 80 columns, which says everything without colours too. */
export function proofText({ verdicts, score }: Proof, { colour, notes = [] }: ProofTextOptions): string {
  const colors = createColors(colour);
  const endpointNames = [...new Set(verdicts.map(({ endpointName }) => endpointName))];
  const blocks = endpointNames.map((endpointName) => {
    const of = verdicts.filter((verdict) => verdict.endpointName === endpointName);
    return [colors.bold(`Endpoint ${endpointName}`), tableOf(of), ...remediesOf(of)].join('\n');
  });
  return [
    ...blocks,
    ...notes.map((note) => wrapped(note, WIDTH).join('\n')),
    [`Score ${score.toFixed(2)}: the mean share of the faults that were caught.`, ...legend()].join('\n'),
  ].join('\n\n').concat('\n');
}

function tableOf(verdicts: readonly FaultVerdict[]): string {
  return textTable(['fault', 'caught', '95 %', 'after', 'failed', 'unguarded', 'by'], verdicts.map(rowOf));
}

function rowOf({ endpointName, faultId, caught, alarms, secondsToRollback, failedRequests, unguardedFailedRequests }: FaultVerdict): string[] {
  const percent = (share: number): string => `${Math.round(share * 100)}`;
  return [
    faultId,
    `${percent(caught.value)} %`,
    `${percent(caught.low)}-${percent(caught.high)}`,
    secondsToRollback ? `${Math.round(secondsToRollback.median)} s` : '',
    rangeInWords(failedRequests),
    rangeInWords(unguardedFailedRequests),
    alarms.length > 0 ? shortened(alarms[0], endpointName) : caught.value > 0 ? 'the service' : '',
  ];
}

/** What endpoint the alarm is on is in the title of the table; of its variant there is no room to say. */
function shortened(alarmName: string, endpointName: string): string {
  const ours = `${endpointName}-`;
  const rest = alarmName.startsWith(ours) ? alarmName.slice(ours.length) : alarmName;
  const name = (rest === alarmName ? '' : rest.split('-').slice(1).join('-')) || rest;
  return name.length > 20 ? `${name.slice(0, 19)}…` : name;
}

function rangeInWords({ median }: Range): string {
  return String(Math.round(median));
}

function remediesOf(verdicts: readonly FaultVerdict[]): string[] {
  const survivors = verdicts.filter(({ remedy }) => remedy !== undefined);
  if (survivors.length === 0) {
    return ['', 'Every fault was caught with every seed.'];
  }
  return ['', 'Not always caught, and what would catch it:', ...survivors.flatMap(({ faultId, title, remedy }) => [
    ...indented(`${faultId}: ${title}`, 1),
    ...indented(remedy!, 2),
  ])];
}

function indented(text: string, depth: number): string[] {
  const indent = INDENT.repeat(depth);
  return wrapped(text, WIDTH - indent.length).map((line) => indent + line);
}

function legend(): string[] {
  return wrapped('after: from the first request that the new version got to the rollback. failed: requests that it failed or refused until then. '
    + 'unguarded: the same with all traffic at once and no alarms, for as long as the guarded update takes. All are medians over the seeds.', WIDTH);
}
