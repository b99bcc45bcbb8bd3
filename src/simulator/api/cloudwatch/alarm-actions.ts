import type { World } from '../../world';

/** Documented: an alarm whose actions are disabled still changes its state. Chosen: names that do not exist are ignored. */
export function setActionsEnabled(world: World, alarmNames: readonly string[], enabled: boolean): void {
  for (const name of alarmNames) {
    const alarm = world.cloudwatch.alarms.get(name);
    if (alarm) {
      world.cloudwatch.alarms.change(name, { input: { ...alarm.input, ActionsEnabled: enabled } });
    }
  }
}
