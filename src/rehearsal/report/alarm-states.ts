import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { AlarmReport } from './rollout-report';
import type { AlarmEntry, TimelineEntry } from '../../simulator/journal';

/** The states of alarms over time, from what the timeline says of their changes; one that never changed is as it is now. */
export function alarmStates(alarms: readonly MetricAlarm[], timeline: readonly TimelineEntry[], from: Date): AlarmReport[] {
  return alarms.map(({ AlarmName = '', StateValue = 'INSUFFICIENT_DATA' }) => {
    const changes = timeline.filter((entry): entry is AlarmEntry => entry.event === 'AlarmState' && entry.alarmName === AlarmName);
    const first = changes[0]?.from ?? StateValue;
    return { alarmName: AlarmName, states: [{ from, state: first }, ...changes.map(({ time, to }) => ({ from: new Date(time), state: to }))] };
  });
}

/** Whether an alarm watches metrics of an endpoint: one, or several in an expression. */
export function isOnEndpoint({ Dimensions, Metrics }: MetricAlarm, endpointName: string): boolean {
  const dimensions = [Dimensions, ...(Metrics ?? []).map(({ MetricStat }) => MetricStat?.Metric?.Dimensions)].flatMap((some) => some ?? []);
  return dimensions.some(({ Name, Value }) => Name === 'EndpointName' && Value === endpointName);
}
