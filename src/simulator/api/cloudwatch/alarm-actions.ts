import type { World } from '../../world';

/** Documented: an alarm whose actions are disabled still changes its state. Chosen: names that do not exist are ignored. */
export function setActionsEnabled(world: World, alarmNames: readonly string[], enabled: boolean): void {
  for (const name of alarmNames) {
    const { alarms, compositeAlarms } = world.cloudwatch;
    const alarm = alarms.get(name);
    const composite = compositeAlarms.get(name);
    if (alarm) {
      alarms.change(name, { input: { ...alarm.input, ActionsEnabled: enabled } });
    }
    if (composite) {
      compositeAlarms.change(name, { input: { ...composite.input, ActionsEnabled: enabled } });
    }
  }
}
