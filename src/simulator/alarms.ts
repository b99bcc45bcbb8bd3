import type { AlarmHistoryItem, Tag } from '@aws-sdk/client-cloudwatch';
import type { Alarm, AlarmDefinition } from './alarm';
import { INITIAL_REASON, stateReason, stateReasonData } from './alarm-reason';
import type { Evidence, SeenDatapoint } from './alarm-reason';
import type { Metrics } from './metrics';
import type { Settings } from './settings';
import { percentOf } from './statistic';
import type { AlarmState, Breach } from '../rollout/alarm';
import { COMPARE, decidingDatapoints, evaluateAlarm } from '../rollout/alarm';

export type AlarmListener = (alarm: Alarm, from: AlarmState) => void;

interface NewState {
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData?: string;
}

export interface AlarmsProps {
  readonly clock: { readonly now: Date };
  readonly metrics: Metrics;
  readonly settings: Settings;
  readonly onStateChange: AlarmListener;
}

type Due = 'everyMinute' | 'everyTenSeconds';

/** The account's metric alarms, evaluated on the clock. */
export class Alarms {
  readonly history: AlarmHistoryItem[] = [];
  private readonly byName = new Map<string, Alarm>();
  /** The names of the alarms that are due, sorted; made anew when they have changed. */
  private dueNames?: Readonly<Record<Due, readonly string[]>>;

  constructor(private readonly props: AlarmsProps) {}

  get(alarmName: string): Alarm | undefined {
    return this.byName.get(alarmName);
  }

  /** In the order of their names. */
  all(): Alarm[] {
    return [...this.byName.keys()].sort().map((name) => this.byName.get(name)!);
  }

  /**
   * Creates or changes an alarm.
   *
   * Documented: a new one starts in INSUFFICIENT_DATA; a changed one keeps its state until its next evaluation.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
   */
  put(definition: AlarmDefinition, tags: readonly Tag[]): void {
    const now = this.props.clock.now;
    const before = this.byName.get(definition.name);
    this.dueNames = undefined;
    this.byName.set(definition.name, before
      ? { ...before, ...definition, on: definition.on, configurationUpdated: now }
      : { ...definition, tags: [...tags], configurationUpdated: now, state: 'INSUFFICIENT_DATA', reason: INITIAL_REASON, stateUpdated: now });
    this.noteChange(definition.name, before ? 'Update' : 'Create');
  }

  /** Switches the actions on or off, or changes the tags: nothing that is evaluated. */
  change(alarmName: string, changed: Partial<Pick<Alarm, 'input' | 'tags'>>): void {
    const alarm = this.byName.get(alarmName);
    if (alarm) {
      this.byName.set(alarmName, { ...alarm, ...changed });
    }
  }

  delete(alarmName: string): void {
    if (this.byName.delete(alarmName)) {
      this.dueNames = undefined;
      this.noteChange(alarmName, 'Delete');
    }
  }

  /** Of an alarm that is there, until the next evaluation says otherwise. */
  setState(alarmName: string, next: NewState): void {
    const alarm = this.byName.get(alarmName)!;
    if (alarm.state !== next.state) {
      this.transition(alarm, next);
    }
  }

  /**
   * Evaluates the alarms that are due.
   *
   * Documented: every minute, those with a period below a minute every ten seconds. Chosen: at whole minutes.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
   */
  evaluate(due: Due): void {
    this.dueNames ??= namesByDue(this.all());
    this.dueNames[due].forEach((name) => this.evaluateOne(this.byName.get(name)!));
  }

  private evaluateOne(alarm: Alarm): void {
    const length = alarm.rule.evaluationPeriods + this.props.settings.extraEvaluationPeriods;
    const period = alarm.period * 1000;
    const end = this.endOfRange(alarm.period);
    const start = end - length * period;
    const isBreaching = COMPARE[alarm.comparisonOperator];
    const data = alarm.datapoints(this.props.metrics, { start, end, period });
    const points: Array<SeenDatapoint | undefined> = new Array(length).fill(undefined);
    data.forEach((one) => { points[(one.start - start) / period] = { ...one, breaching: isBreaching(one.value, alarm.threshold) }; });
    const breaches: Breach[] = points.map((point) => point?.breaching);
    const deciding = decidingDatapoints(alarm.rule, breaches).map(({ age }) => points[length - age]!);
    if (alarm.ignoresLowSampleCount && deciding.some(({ sampleCount }) => sampleCount! < samplesNeeded(alarm))) {
      return;
    }
    const state = evaluateAlarm(alarm.rule, breaches);
    if (state === undefined || state === alarm.state) {
      return;
    }
    const evidence: Evidence = { seen: deciding, missing: alarm.rule.evaluationPeriods - deciding.length, now: this.props.clock.now };
    this.transition(alarm, { state, reason: stateReason(alarm, state, evidence), reasonData: stateReasonData(alarm, evidence) });
  }

  /** Chosen: an alarm looks at whole minutes that are visible, so that a datapoint on its way does not count as missing. */
  private endOfRange(periodSeconds: number): number {
    return this.props.metrics.visibleUntil(periodSeconds < 60 ? 10_000 : undefined);
  }

  private transition(alarm: Alarm, next: NewState): void {
    const changed: Alarm = { ...alarm, reasonData: undefined, ...next, stateUpdated: this.props.clock.now };
    this.byName.set(alarm.name, changed);
    this.note(alarm.name, {
      HistoryItemType: 'StateUpdate',
      HistorySummary: `Alarm updated from ${alarm.state} to ${next.state}`,
      HistoryData: `{"version":"1.0","oldState":${stateRecord(alarm)},"newState":${stateRecord(changed)}}`,
    });
    this.props.onStateChange(changed, alarm.state);
  }

  private noteChange(alarmName: string, type: 'Create' | 'Update' | 'Delete'): void {
    this.note(alarmName, {
      HistoryItemType: 'ConfigurationUpdate',
      HistorySummary: `Alarm "${alarmName}" ${{ Create: 'created', Update: 'updated', Delete: 'deleted' }[type]}`,
      HistoryData: JSON.stringify({ version: '1.0', type }),
    });
  }

  private note(alarmName: string, item: Pick<AlarmHistoryItem, 'HistoryItemType' | 'HistorySummary' | 'HistoryData'>): void {
    this.history.push({ AlarmName: alarmName, AlarmType: 'MetricAlarm', Timestamp: this.props.clock.now, ...item });
  }
}

function namesByDue(alarms: readonly Alarm[]): Record<Due, string[]> {
  const namesOf = (belowAMinute: boolean) => alarms.filter(({ period }) => (period < 60) === belowAMinute).map(({ name }) => name);
  return { everyMinute: namesOf(false), everyTenSeconds: namesOf(true) };
}

/**
 * The samples below which a percentile is not significant: 10 / (1 - p) of a high one, and as many of its mirror image. Of what is
 * no percentile NaN, which nothing is below.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
 */
function samplesNeeded({ on }: Alarm): number {
  const percent = percentOf(on!.statistic) ?? NaN;
  return Math.round(1000 / Math.min(percent, 100 - percent));
}

/** The reason's data goes in as it is: parsed and written again, its numbers would lose their decimal points. */
function stateRecord({ state, reason, reasonData }: Alarm): string {
  const data = reasonData === undefined ? '' : `,"stateReasonData":${reasonData}`;
  return `{"stateValue":${JSON.stringify(state)},"stateReason":${JSON.stringify(reason)}${data}}`;
}
