import { aws_cloudwatch as cloudwatch, type Stack } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

const { AlarmRule, AlarmState } = cloudwatch;

type State = (name: string, state: cloudwatch.AlarmState) => cloudwatch.IAlarmRule;

function composite(rule: (state: State) => cloudwatch.IAlarmRule): (stack: Stack) => Guardrail[] {
  return (stack) => {
    const alarms = new Map<string, cloudwatch.Alarm>();
    const alarmRule = rule((name, state) => {
      const alarm = alarms.get(name) ?? new cloudwatch.Alarm(stack, name, {
        metric: name === 'Maintenance' ? new cloudwatch.Metric({ namespace: 'Churn', metricName: name }) : rawMetric('Invocation5XXErrors', 'Average'), threshold: 0.05, comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD, evaluationPeriods: 1,
      });
      alarms.set(name, alarm);
      return AlarmRule.fromAlarm(alarm, state);
    });
    return [Guardrail.fromAlarm(new cloudwatch.CompositeAlarm(stack, 'Pager', { alarmRule }))];
  };
}

describe('a composite alarm', () => {
  test.each([
    ['false', composite(() => AlarmRule.fromBoolean(false))],
    ['false, written by hand', composite(() => AlarmRule.fromString('(FALSE AND ALARM("pager"))'))],
    ['false with another', composite((state) => AlarmRule.allOf(state('A', AlarmState.ALARM), AlarmRule.fromBoolean(false)))],
    ['a state and not that state', composite((state) => AlarmRule.allOf(state('A', AlarmState.ALARM), AlarmRule.not(state('A', AlarmState.ALARM))))],
    ['two states of one alarm', composite((state) => AlarmRule.allOf(state('A', AlarmState.ALARM), state('A', AlarmState.OK)))],
  ])('is refused where its rule is %s', (_name, guardrails) => {
    expect(() => warned(guardrails)).toThrow('alarm Stack/Pager has a rule that no states of its alarms fulfil, so that no model sets it off; '
      + 'use AlarmRule.anyOf with AlarmState.ALARM [cdk-guarded-endpoints:never-goes-off]');
  });

  test.each([
    ['true', composite(() => AlarmRule.fromBoolean(true))],
    ['true or another', composite((state) => AlarmRule.anyOf(state('A', AlarmState.ALARM), AlarmRule.fromBoolean(true)))],
    ['a state or not that state', composite((state) => AlarmRule.anyOf(state('A', AlarmState.ALARM), AlarmRule.not(state('A', AlarmState.ALARM))))],
  ])('is refused where its rule is %s', (_name, guardrails) => {
    expect(() => warned(guardrails)).toThrow(/has a rule that is fulfilled whatever the states of its alarms.+always-on\]$/);
  });

  test.each([
    ['of one but for another that it sets off', composite((state) => AlarmRule.allOf(state('A', AlarmState.ALARM), AlarmRule.not(state('B', AlarmState.ALARM))))],
    ['of no data', composite((state) => state('A', AlarmState.INSUFFICIENT_DATA))],
  ])('is refused where no model sets it off: %s', (_name, guardrails) => {
    expect(() => warned(guardrails)).toThrow(/alarm Stack\/Pager has a rule that no model fulfils, neither one that fails all.+use AlarmRule.anyOf \[cdk-guarded-endpoints:never-goes-off\]$/);
  });

  test.each([
    ['while all is well', composite((state) => state('A', AlarmState.OK)), 'wrong-way-round'],
    ['unless something is wrong', composite((state) => AlarmRule.not(state('A', AlarmState.ALARM))), 'wrong-way-round'],
    ['while there is no data', composite((state) => AlarmRule.anyOf(state('A', AlarmState.ALARM), state('A', AlarmState.INSUFFICIENT_DATA))), 'missing-data-breaching'],
  ])('is warned of where it is on %s', (_name, guardrails, id) => {
    expect(warned(guardrails)).toEqual([expect.stringMatching(new RegExp(`^alarm Stack/Pager is on while .+:${id}\\]$`))]);
  });

  test.each([
    ['of any', composite((state) => AlarmRule.anyOf(state('A', AlarmState.ALARM), state('B', AlarmState.ALARM)))],
    ['of all', composite((state) => AlarmRule.allOf(state('A', AlarmState.ALARM), state('B', AlarmState.ALARM)))],
    ['of one but for another', composite((state) => AlarmRule.allOf(state('A', AlarmState.ALARM), AlarmRule.not(state('Maintenance', AlarmState.ALARM))))],
    ['of more than can be tried', composite((state) => AlarmRule.anyOf(...'ABCDEFGHI'.split('').map((name) => state(name, AlarmState.ALARM))))],
    ['of what is not understood', composite(() => AlarmRule.fromString('AT_LEAST(2, ALARM, (a, b, c))'))],
  ])('is not warned of %s', (_name, guardrails) => {
    expect(warned(guardrails)).toEqual([]);
  });

  test('is looked into where an alarm of the same stack is written by its name', () => {
    expect(warned((stack) => {
      const metric = rawMetric('Invocation5XXErrors', 'Average');
      new cloudwatch.Alarm(stack, 'Inner', { alarmName: 'inner', metric, threshold: 0.5, evaluationPeriods: 1 });
      return [Guardrail.fromAlarm(new cloudwatch.CompositeAlarm(stack, 'Pager', { alarmRule: AlarmRule.fromString('ALARM("inner")') }))];
    })).toEqual([expect.stringContaining('guardrail Stack/Pager (Stack/Inner) counts all fleets and goes off above 50 %')]);
  });
});
