import type { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse, warn } from './rule';
import { compositeOf } from '../composite-alarm';
import { compositeOutcome, type CompositeOutcome } from '../composite-outcome';
import type { Faults } from '../faults';
import type { GuardedRollout } from '../guarded-rollout';

/** Refuses a composite alarm whose rule is the same whatever the alarms are that it is made of, or that no bad model fulfils. */
export function refuseConstantComposite(faults: Faults, alarm: cloudwatch.IAlarmRef, rollout: GuardedRollout): void {
  const outcome = outcomeOf(alarm);
  if (outcome?.never) {
    refuse(faults, 'never-goes-off', `alarm ${alarm.node.path} has a rule that no states of its alarms fulfil, so that no model sets it off; use AlarmRule.anyOf with AlarmState.ALARM`);
  } else if (outcome?.always) {
    refuse(faults, 'always-on', `alarm ${alarm.node.path} has a rule that is fulfilled whatever the states of its alarms, so that it would roll every update back; `
      + 'use AlarmRule.anyOf with AlarmState.ALARM');
  } else if (outcome?.neverIn(rollout)) {
    refuse(faults, 'never-goes-off', `alarm ${alarm.node.path} has a rule that no model fulfils, neither one that fails all its requests (5XX), nor one that refuses them all (4XX), nor a slow one, `
      + 'for each of them sets off only some of its alarms; use AlarmRule.anyOf');
  }
}

/** Warns of one that is on while nothing is wrong, or before there is anything to see. */
export function warnOfComposite(endpoint: IConstruct, alarm: cloudwatch.IAlarmRef): void {
  const outcome = outcomeOf(alarm);
  if (outcome?.whenAllAre('OK')) {
    warn(endpoint, 'wrong-way-round', `alarm ${alarm.node.path} is on while all alarms that it is made of are OK, so that it would roll every update back; use AlarmState.ALARM in its rule`);
  } else if (outcome?.whenAllAre('INSUFFICIENT_DATA')) {
    warn(endpoint, 'missing-data-breaching', `alarm ${alarm.node.path} is on while the alarms that it is made of have no data, as they have when an update starts: it may roll back every update, `
      + 'whatever the model does; use AlarmState.ALARM in its rule');
  }
}

function outcomeOf(alarm: cloudwatch.IAlarmRef): CompositeOutcome | undefined {
  const resource = compositeOf(alarm);
  return resource && compositeOutcome(resource);
}
