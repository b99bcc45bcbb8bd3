import type { EnableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import type { World } from '../../world';
import { setActionsEnabled } from './alarm-actions';

export function enableAlarmActions(world: World, { AlarmNames }: EnableAlarmActionsInput): void {
  setActionsEnabled(world, AlarmNames!, true);
}
