import type { Alarm } from './alarm';
import { Alarms } from './alarms';
import { childNames, CompositeAlarms, nameIn } from './composite-alarms';
import { Metrics } from './metrics';
import type { MetricId } from './metrics';
import type { Settings } from './settings';
import type { AlarmState } from '../rollout/alarm';

/** What of an alarm, on a metric or on other alarms, concerns those that it guards. */
export interface ChangedAlarm extends Pick<Alarm, 'name' | 'state' | 'reason'> {
  /** All the metrics that it depends on. */
  readonly watched: readonly MetricId[];
}

export type AlarmListener = (alarm: ChangedAlarm, from: AlarmState) => void;

/** CloudWatch's metrics and alarms in one account and region. */
export class CloudWatch {
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  readonly compositeAlarms: CompositeAlarms;

  constructor(clock: { readonly now: Date }, private readonly settings: Settings, onStateChange: AlarmListener) {
    this.metrics = new Metrics(clock, settings);
    this.alarms = new Alarms({
      clock,
      metrics: this.metrics,
      settings,
      onStateChange: (alarm, from) => {
        onStateChange(alarm, from);
        this.compositeAlarms.alarmChanged(alarm.name);
      },
    });
    this.compositeAlarms = new CompositeAlarms({
      clock,
      history: this.alarms.history,
      stateOf: (alarm) => this.alarms.get(nameIn(alarm))?.state ?? this.compositeAlarms.get(nameIn(alarm))?.state,
      onStateChange: (alarm, from) => onStateChange({ ...alarm, watched: this.watchedBy(alarm.name, new Set()) }, from),
    });
  }

  /** The state of an alarm that guards an update; undefined where there is none that can. */
  stateOfGuard(alarmName: string): AlarmState | undefined {
    const composite = this.settings.compositeAlarmsGuard ? this.compositeAlarms.get(alarmName) : undefined;
    return this.alarms.get(alarmName)?.state ?? composite?.state;
  }

  private watchedBy(alarmName: string, visited: Set<string>): MetricId[] {
    const composite = this.compositeAlarms.get(alarmName);
    if (!composite || visited.has(alarmName)) {
      return [...this.alarms.get(alarmName)?.watched ?? []];
    }
    visited.add(alarmName);
    return childNames(composite).flatMap((name) => this.watchedBy(name, visited));
  }
}
