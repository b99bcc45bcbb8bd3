import type { SetAlarmStateInput } from '@aws-sdk/client-cloudwatch';
import { alarmNotFound, invalidValue } from './faults';
import type { World } from '../../world';

/** Documented: the state holds until the alarm's next evaluation. */
export function setAlarmState(world: World, { AlarmName, StateValue, StateReason, StateReasonData }: SetAlarmStateInput): void {
  const { alarms, compositeAlarms } = world.cloudwatch;
  const owner = [alarms, compositeAlarms].find((some) => some.get(AlarmName!));
  if (!owner) {
    throw alarmNotFound(AlarmName!);
  }
  if (StateReasonData !== undefined && !isJson(StateReasonData)) {
    throw invalidValue(`StateReasonData is not JSON: ${StateReasonData}`);
  }
  owner.setState(AlarmName!, { state: StateValue!, reason: StateReason!, reasonData: StateReasonData });
  world.sagemaker.lookAtAlarms();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
