import type { SetAlarmStateInput } from '@aws-sdk/client-cloudwatch';
import { alarmNotFound, invalidValue } from './faults';
import type { World } from '../../world';

/** Documented: the state holds until the alarm's next evaluation. */
export function setAlarmState(world: World, { AlarmName, StateValue, StateReason, StateReasonData }: SetAlarmStateInput): void {
  if (!world.cloudwatch.alarms.get(AlarmName!)) {
    throw alarmNotFound(AlarmName!);
  }
  if (StateReasonData !== undefined && !isJson(StateReasonData)) {
    throw invalidValue(`StateReasonData is not JSON: ${StateReasonData}`);
  }
  world.cloudwatch.alarms.setState(AlarmName!, { state: StateValue!, reason: StateReason!, reasonData: StateReasonData });
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
