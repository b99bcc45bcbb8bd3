import {
  DescribeAlarmHistoryCommand, DescribeAlarmsCommand, type AlarmHistoryItem, type CloudWatchClient, type CompositeAlarm, type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import { readingOf, type Reading } from './reading';
import { wordsOf } from './words';

/** What the guardrail alarms did while the update was running. */
export interface Evidence {
  readonly alarms: readonly AlarmSeen[];
  /** Why the alarms could not be read, where they could not. */
  readonly unreadable?: string;
}

export interface AlarmSeen {
  readonly alarmName: string;
  readonly exists: boolean;
  readonly rang?: Ring;
}

export interface Ring {
  readonly at: string;
  /** It went off before the update was asked for, and has been in ALARM since. */
  readonly already: boolean;
  readonly reading?: Reading;
  /** CloudWatch's own words. */
  readonly reason?: string;
}

export interface TimeOfUpdate {
  readonly from: Date;
  readonly to: Date;
}

/** Reads the alarms; an answer without evidence is better than none, so a failure is part of the result. */
export async function evidenceOf(client: CloudWatchClient, alarmNames: readonly string[], time: TimeOfUpdate): Promise<Evidence> {
  if (alarmNames.length === 0) {
    return { alarms: [] };
  }
  try {
    const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(
      new DescribeAlarmsCommand({ AlarmNames: [...alarmNames], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
    );
    const described: AlarmDescribed[] = [...MetricAlarms, ...CompositeAlarms];
    const alarms = alarmNames.map(async (alarmName): Promise<AlarmSeen> => {
      const alarm = described.find((candidate) => candidate.AlarmName === alarmName);
      return { alarmName, exists: alarm !== undefined, rang: alarm && (await ringOf(client, alarmName, alarm, time)) };
    });
    return { alarms: await Promise.all(alarms) };
  } catch (error) {
    return { alarms: [], unreadable: wordsOf(error) };
  }
}

/** Of either kind. */
export type AlarmDescribed = MetricAlarm & CompositeAlarm;

/** How it went off in that time; it may be back to OK by now, since the bad fleet is gone. */
async function ringOf(client: CloudWatchClient, alarmName: string, alarm: AlarmDescribed, time: TimeOfUpdate): Promise<Ring | undefined> {
  const { AlarmHistoryItems = [] } = await client.send(
    new DescribeAlarmHistoryCommand({
      AlarmName: alarmName,
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      HistoryItemType: 'StateUpdate',
      StartDate: time.from,
      EndDate: time.to,
      ScanBy: 'TimestampAscending',
    }),
  );
  const first = AlarmHistoryItems.map((item) => ringIn(item, alarm)).find((ring) => ring !== undefined);
  return first ?? standingRing(alarm, time);
}

/** A state update's `HistoryData` holds the states before and after it, as JSON. */
function ringIn(item: AlarmHistoryItem, alarm: AlarmDescribed): Ring | undefined {
  const state = newStateIn(item.HistoryData);
  if (state?.stateValue !== 'ALARM') {
    return undefined;
  }
  return {
    at: (item.Timestamp ?? new Date(0)).toISOString(),
    already: false,
    reading: readingOf(alarm, state.stateReasonData),
    reason: state.stateReason,
  };
}

/** The alarm's own state, where the history says nothing. */
function standingRing(alarm: AlarmDescribed, time: TimeOfUpdate): Ring | undefined {
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  if (alarm.StateValue !== 'ALARM' || since === undefined || since > time.to) {
    return undefined;
  }
  return {
    at: since.toISOString(),
    already: since < time.from,
    reading: readingOf(alarm, alarm.StateReasonData),
    reason: alarm.StateReason,
  };
}

function newStateIn(historyData: string | undefined): { stateValue?: string; stateReason?: string; stateReasonData?: unknown } | undefined {
  try {
    return JSON.parse(historyData ?? '{}').newState;
  } catch {
    return undefined;
  }
}
