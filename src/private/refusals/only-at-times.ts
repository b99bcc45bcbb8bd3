import type { GuardedRollout } from '../guarded-rollout';
import type { WatchedAlarm } from '../watched-alarm';
import { bake, breachesIn, judgesErrors, looksAtClock } from '../what-if';
import type { AlarmRule } from './rule';

const HOUR = 3_600_000;
const HOURS_OF_WEEK = 7 * 24;
/** The beginning of a week: Monday, 5 January 1970, in UTC. */
const MONDAY = 4 * 24 * HOUR;

/** Warns of an alarm that only judges at some hours: an update at another one is not guarded. */
export const onlyAtTimes: AlarmRule = (alarm, rollout) => {
  const hours = looksAtClock(alarm) && judgesErrors(alarm) ? hoursGuarded(alarm, rollout) : undefined;
  const first = hours?.indexOf(false) ?? -1;
  return hours?.includes(true) && first >= 0
    ? `guardrail ${alarm.name} judges at some hours only: in ${hours.filter((guarded) => !guarded).length} of the ${HOURS_OF_WEEK} hours of a week, the first of them ${hourOf(first)}, a model that fails all its requests does not set it `
      + 'off, and an update may happen then; leave the time out of the expression' : undefined;
};

/** Of each hour of a week, whether a model that fails all its requests sets the alarm off. */
export function hoursGuarded(alarm: WatchedAlarm, rollout: GuardedRollout): boolean[] | undefined {
  const scenario = bake(rollout, 'last', 'all of green');
  const hours = Array.from({ length: HOURS_OF_WEEK }, (_, hour) => breachesIn(scenario, alarm, rollout, MONDAY + hour * HOUR));
  return hours.every((guarded) => guarded !== undefined) ? hours : undefined;
}

function hourOf(hour: number): string {
  const day = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][Math.floor(hour / 24)];
  return `${day} ${String(hour % 24).padStart(2, '0')}:00 UTC`;
}
