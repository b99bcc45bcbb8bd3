import type { AlarmHistoryItem, PutCompositeAlarmInput, Tag } from '@aws-sdk/client-cloudwatch';
import { INITIAL_REASON } from './alarm-reason';
import type { AlarmState } from '../rollout/alarm';
import type { CompositeRule, StateOf } from '../rollout/composite-rule';

/** An alarm on the states of other alarms. */
export interface CompositeAlarm {
  readonly name: string;
  readonly arn: string;
  readonly input: PutCompositeAlarmInput;
  readonly rule: CompositeRule;
  readonly tags: readonly Tag[];
  readonly configurationUpdated: Date;
  readonly state: AlarmState;
  readonly reason: string;
  readonly reasonData?: string;
  readonly stateUpdated: Date;
}

export interface CompositeAlarmsProps {
  readonly clock: { readonly now: Date };
  readonly history: AlarmHistoryItem[];
  /** Of metric alarms and composite ones, by name or ARN. */
  readonly stateOf: StateOf;
  readonly onStateChange: (alarm: CompositeAlarm, from: AlarmState) => void;
}

type NewState = Pick<CompositeAlarm, 'state' | 'reason' | 'reasonData'>;

/**
 * The account's composite alarms.
 *
 * Documented: one is INSUFFICIENT_DATA only until its first evaluation; it is evaluated when one of the alarms in its rule changes
 * its state, or its configuration changes; and alarms that depend on themselves are not evaluated.
 * Chosen: all that takes no time.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export class CompositeAlarms {
  private readonly byName = new Map<string, CompositeAlarm>();

  constructor(private readonly props: CompositeAlarmsProps) {}

  get(alarmName: string): CompositeAlarm | undefined {
    return this.byName.get(alarmName);
  }

  /** In the order of their names. */
  all(): CompositeAlarm[] {
    return [...this.byName.keys()].sort().map((name) => this.byName.get(name)!);
  }

  put(definition: Pick<CompositeAlarm, 'name' | 'arn' | 'input' | 'rule'>, tags: readonly Tag[]): void {
    const now = this.props.clock.now;
    const before = this.byName.get(definition.name);
    this.byName.set(definition.name, before
      ? { ...before, ...definition, configurationUpdated: now }
      : { ...definition, tags, configurationUpdated: now, state: 'INSUFFICIENT_DATA', reason: INITIAL_REASON, stateUpdated: now });
    this.note(definition.name, 'ConfigurationUpdate', `Alarm "${definition.name}" ${before ? 'updated' : 'created'}`);
    this.evaluate(definition.name);
  }

  change(alarmName: string, changed: Partial<Pick<CompositeAlarm, 'input' | 'tags'>>): void {
    const alarm = this.byName.get(alarmName);
    if (alarm) {
      this.byName.set(alarmName, { ...alarm, ...changed });
    }
  }

  /** Of an alarm that is there and in the rule of no other. */
  delete(alarmName: string): void {
    this.byName.delete(alarmName);
    this.note(alarmName, 'ConfigurationUpdate', `Alarm "${alarmName}" deleted`);
  }

  /** Of an alarm that is there, until the next evaluation says otherwise. */
  setState(alarmName: string, next: NewState): void {
    const alarm = this.byName.get(alarmName)!;
    if (alarm.state !== next.state) {
      this.transition(alarm, next);
    }
  }

  /** The alarms whose rules name this one. */
  parentsOf(alarmName: string): CompositeAlarm[] {
    return this.all().filter((alarm) => childNames(alarm).includes(alarmName));
  }

  /** Evaluates the alarms that depend on one that has another state now. */
  alarmChanged(alarmName: string): void {
    this.parentsOf(alarmName).forEach(({ name }) => this.evaluate(name));
  }

  private evaluate(alarmName: string): void {
    const alarm = this.byName.get(alarmName)!;
    const state: AlarmState = alarm.rule.isMet(this.props.stateOf) ? 'ALARM' : 'OK';
    if (state !== alarm.state && !this.dependsOn(alarm, alarmName, new Set())) {
      this.transition(alarm, { state, reason: this.reasonFor(alarm, state) });
    }
  }

  private dependsOn(alarm: CompositeAlarm, alarmName: string, visited: Set<string>): boolean {
    return childNames(alarm).some((name) => {
      const child = this.byName.get(name);
      if (name === alarmName || !child || visited.has(name)) {
        return name === alarmName;
      }
      visited.add(name);
      return this.dependsOn(child, alarmName, visited);
    });
  }

  /** Inferred: the wording. */
  private reasonFor({ name, rule }: CompositeAlarm, state: AlarmState): string {
    const states = rule.alarms.map((alarm) => `${alarm} is ${this.props.stateOf(alarm) ?? 'gone'}`);
    return `${name} transitioned to ${state} at ${this.props.clock.now.toUTCString()}: ${states.join(', ')}`.slice(0, 1023);
  }

  private transition(alarm: CompositeAlarm, next: NewState): void {
    const changed: CompositeAlarm = { ...alarm, reasonData: undefined, ...next, stateUpdated: this.props.clock.now };
    this.byName.set(alarm.name, changed);
    this.note(alarm.name, 'StateUpdate', `Alarm updated from ${alarm.state} to ${next.state}`, {
      oldState: { stateValue: alarm.state, stateReason: alarm.reason }, newState: { stateValue: next.state, stateReason: next.reason },
    });
    this.props.onStateChange(changed, alarm.state);
    this.alarmChanged(alarm.name);
  }

  private note(alarmName: string, type: AlarmHistoryItem['HistoryItemType'], HistorySummary: string, data: object = {}): void {
    this.props.history.push({
      AlarmName: alarmName,
      AlarmType: 'CompositeAlarm',
      Timestamp: this.props.clock.now,
      HistoryItemType: type,
      HistorySummary,
      HistoryData: JSON.stringify({ version: '1.0', ...data }),
    });
  }
}

/** An alarm's name, from the name or ARN that a rule has. */
export function nameIn(alarm: string): string {
  return /^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.*)/.exec(alarm)?.[1] ?? alarm;
}

export function childNames({ rule }: Pick<CompositeAlarm, 'rule'>): string[] {
  return rule.alarms.map(nameIn);
}
