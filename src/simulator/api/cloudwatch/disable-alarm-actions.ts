import type { DisableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import type { World } from '../../world';
import { setActionsEnabled } from './alarm-actions';

export function disableAlarmActions(world: World, { AlarmNames }: DisableAlarmActionsInput): void {
  setActionsEnabled(world, AlarmNames!, false);
}
