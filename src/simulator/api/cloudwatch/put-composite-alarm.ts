import type { PutCompositeAlarmInput } from '@aws-sdk/client-cloudwatch';
import { invalidValue, validationError } from './faults';
import { parseCompositeRule } from '../../../rollout/composite-rule';
import type { CompositeRule } from '../../../rollout/composite-rule';
import { ExpressionError } from '../../../rollout/expression';
import { alarmArn } from '../../arns';
import { nameIn } from '../../composite-alarms';
import type { World } from '../../world';

/** Documented: so many alarms may stand in a rule. */
const MAXIMUM_CHILDREN = 100;

export function putCompositeAlarm(world: World, input: PutCompositeAlarmInput): void {
  const name = input.AlarmName!;
  if (input.ActionsSuppressor !== undefined) {
    throw invalidValue('ActionsSuppressor is not simulated: no actions are executed. Leave it out.');
  }
  if (world.cloudwatch.alarms.get(name)) {
    throw validationError(`There is a metric alarm "${name}" already, a composite alarm cannot have its name`);
  }
  const rule = checkedRule(input.AlarmRule!);
  const { alarms, compositeAlarms } = world.cloudwatch;
  const unknown = rule.alarms.map(nameIn).filter((child) => child !== name && !alarms.get(child) && !compositeAlarms.get(child));
  if (unknown.length > 0) {
    throw validationError(`AlarmRule refers to alarms that do not exist: ${unknown.join(', ')}`);
  }
  world.cloudwatch.compositeAlarms.put({ name, arn: alarmArn(world, name), input, rule }, input.Tags ?? []);
  world.sagemaker.lookAtAlarms();
}

function checkedRule(text: string): CompositeRule {
  const rule = parsed(text);
  if (rule.alarms.length > MAXIMUM_CHILDREN) {
    throw validationError(`AlarmRule refers to ${rule.alarms.length} alarms, it must be no more than ${MAXIMUM_CHILDREN}`);
  }
  return rule;
}

function parsed(text: string): CompositeRule {
  try {
    return parseCompositeRule(text);
  } catch (error) {
    throw error instanceof ExpressionError ? validationError(`AlarmRule '${text}' cannot be read: ${error.message}`) : error;
  }
}
