import { COMPARE, evaluateAlarm } from '../../src/rollout/alarm';
import type { AlarmRule, AlarmState, Breach, TreatMissingData } from '../../src/rollout/alarm';

/** `X` breaching, `0` not breaching, `-` missing; oldest first, as the user guide's tables write them. */
function range(row: string): Breach[] {
  return [...row].map((point) => ({ 'X': true, '0': false, '-': undefined }[point]));
}

const COLUMNS: readonly TreatMissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
type Cell = AlarmState | undefined;
const KEEP = undefined;

function columns(row: string, rule: Omit<AlarmRule, 'treatMissingData'>): Cell[] {
  return COLUMNS.map((treatMissingData) => evaluateAlarm({ ...rule, treatMissingData }, range(row)));
}

describe('the user guide\'s table for 3 out of 3 datapoints', () => {
  test.each<[string, Cell[]]>([
    ['0-X-X', ['OK', 'OK', 'OK', 'OK']],
    ['0----', ['OK', 'OK', 'OK', 'OK']],
    ['-----', ['INSUFFICIENT_DATA', KEEP, 'ALARM', 'OK']],
    ['0XX-X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['--X--', ['ALARM', KEEP, 'ALARM', 'OK']],
  ])('%s', (row, states) => {
    expect(columns(row, { evaluationPeriods: 3, datapointsToAlarm: 3 })).toEqual(states);
  });
});

describe('the user guide\'s table for 2 out of 3 datapoints', () => {
  test.each<[string, Cell[]]>([
    ['0-X-X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['00X0X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['0-X--', ['OK', 'OK', 'ALARM', 'OK']],
    ['----0', ['OK', 'OK', 'ALARM', 'OK']],
    ['---X-', ['ALARM', KEEP, 'ALARM', 'OK']],
  ])('%s', (row, states) => {
    expect(columns(row, { evaluationPeriods: 3, datapointsToAlarm: 2 })).toEqual(states);
  });
});

describe('a lone breaching datapoint and nothing else', () => {
  const missing = (row: string) => evaluateAlarm({ evaluationPeriods: 3, datapointsToAlarm: 3, treatMissingData: 'missing' }, range(row));

  test('does not alarm while what is missing may still arrive', () => {
    expect(missing('----X')).toBe(KEEP);
    expect(missing('---X-')).toBe(KEEP);
  });

  test('alarms once it is as old as the datapoints to alarm', () => {
    expect(missing('--X--')).toBe('ALARM');
    expect(missing('-X---')).toBe('ALARM');
  });

  test('alarms at once where one datapoint is enough', () => {
    expect(evaluateAlarm({ evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: 'missing' }, range('--X'))).toBe('ALARM');
  });
});

describe('more datapoints than evaluation periods', () => {
  test('only the latest of those that are there decide', () => {
    expect(columns('XXX00', { evaluationPeriods: 2, datapointsToAlarm: 1 })).toEqual(['OK', 'OK', 'OK', 'OK']);
    expect(columns('X0-0-', { evaluationPeriods: 2, datapointsToAlarm: 1 })).toEqual(['OK', 'OK', 'OK', 'OK']);
  });
});

describe('two breaching datapoints of the three that it takes, and nothing else', () => {
  const rule: AlarmRule = { datapointsToAlarm: 3, evaluationPeriods: 3, treatMissingData: 'missing' };

  test('alarm once the older one is three periods old', () => {
    expect(evaluateAlarm(rule, [true, undefined, true])).toBe('ALARM');
  });

  test('change nothing while what is missing may still arrive', () => {
    expect(evaluateAlarm(rule, [undefined, true, true])).toBeUndefined();
  });
});

describe('a comparison', () => {
  test.each<[string, boolean, boolean, boolean]>([
    ['GreaterThanOrEqualToThreshold', false, true, true],
    ['GreaterThanThreshold', false, false, true],
    ['LessThanOrEqualToThreshold', true, true, false],
    ['LessThanThreshold', true, false, false],
  ])('%s says of values below, at and above the threshold: %s, %s, %s', (operator, below, at, above) => {
    expect([1, 2, 3].map((value) => COMPARE[operator](value, 2))).toEqual([below, at, above]);
  });
});
