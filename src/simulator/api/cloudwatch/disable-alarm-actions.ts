import type { DisableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import { setActionsEnabled } from './alarm-actions';
import type { World } from '../../world';

export function disableAlarmActions(world: World, { AlarmNames }: DisableAlarmActionsInput): void {
  setActionsEnabled(world, AlarmNames!, false);
}
