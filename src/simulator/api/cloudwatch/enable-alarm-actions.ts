import type { EnableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import { setActionsEnabled } from './alarm-actions';
import type { World } from '../../world';

export function enableAlarmActions(world: World, { AlarmNames }: EnableAlarmActionsInput): void {
  setActionsEnabled(world, AlarmNames!, true);
}
