import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { alarmNamed } from './composite-alarm';
import { metricAlarm } from './existing-alarm';
import type { GuardedRollout } from './guarded-rollout';
import { answeredIn, bake, breachesIn, failingBy, looksAtClock, looksBack, type Scenario } from './what-if';
import type { AlarmState } from '../rollout/alarm';
import { parseCompositeRule } from '../rollout/composite-rule';
import { ExpressionError } from '../rollout/expression';

const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** More alarms than these make too many combinations to try. */
const MANY = 7;

/** Longer than any request may take. */
const AN_HOUR = 3_600_000_000;

/** What a composite alarm makes of the alarms that it is made of. */
export interface CompositeOutcome {
  readonly never: boolean;
  readonly always: boolean;
  readonly whenAllAre: (state: AlarmState) => boolean;
  /** Whether no model sets it off, be it that it fails all requests, refuses them all, or is slow. */
  readonly neverIn: (rollout: GuardedRollout) => boolean;
}

/** A rule whose composite alarms are spelled out. */
interface Rule {
  /** By what the rule calls them; undefined for one that is not of this app. */
  readonly alarms: ReadonlyMap<string, cloudwatch.CfnAlarm | undefined>;
  readonly isMet: (stateOf: (alarm: string) => AlarmState | undefined) => boolean;
}

/** Undefined where the rule is not understood here. */
export function compositeOutcome(resource: cloudwatch.CfnCompositeAlarm): CompositeOutcome | undefined {
  const rule = ruleOf(resource, []);
  if (!rule) {
    return undefined;
  }
  const { alarms, isMet } = rule;
  const outcomes = alarms.size > MANY
    ? [true, false]
    : combinations([...alarms.keys()].map((alarm) => [alarm, STATES])).map((states) => isMet((alarm) => states.get(alarm)));
  return {
    never: !outcomes.includes(true),
    always: !outcomes.includes(false),
    whenAllAre: (state) => isMet(() => state),
    neverIn: (rollout) => alarms.size <= MANY && scenarios(rollout).every((scenario) => !maybeMet(rule, scenario, rollout)),
  };
}

/** What a bad model does, in one way at a time. */
function scenarios(rollout: GuardedRollout): Scenario[] {
  return (['first', 'last'] as const).flatMap((step) => {
    const failing = bake(rollout, step, 'all of green');
    return [failingBy('5XX', failing), failingBy('4XX', failing), answeredIn({ green: AN_HOUR, blue: 0 }, rollout, step)];
  });
}

/** Whether the rule is met, whatever the alarms do of which that cannot be told. */
function maybeMet({ alarms, isMet }: Rule, scenario: Scenario, rollout: GuardedRollout): boolean {
  const possible = [...alarms].map(([name, resource]): [string, readonly AlarmState[]] => {
    const watched = resource && metricAlarm(name, resource);
    const breaching = watched && !looksBack(watched) && !looksAtClock(watched) ? breachesIn(scenario, watched, rollout) : undefined;
    return [name, breaching === undefined ? STATES : [breaching ? 'ALARM' : 'OK']];
  });
  return combinations(possible).some((states) => isMet((alarm) => states.get(alarm)));
}

function ruleOf(resource: cloudwatch.CfnCompositeAlarm, within: readonly cloudwatch.CfnCompositeAlarm[]): Rule | undefined {
  const rule = parsed(resource.alarmRule);
  if (!rule || within.includes(resource)) {
    return undefined;
  }
  const alarms = new Map<string, cloudwatch.CfnAlarm | undefined>();
  const inner = new Map<string, Rule>();
  for (const name of rule.alarms) {
    const target = alarmNamed(name, resource);
    const spelled = target instanceof cloudwatch.CfnCompositeAlarm ? ruleOf(target, [...within, resource]) : undefined;
    if (spelled) {
      inner.set(name, spelled);
      spelled.alarms.forEach((alarm, each) => alarms.set(each, alarm));
    } else {
      alarms.set(name, cloudwatch.CfnAlarm.isCfnAlarm(target) ? target : undefined);
    }
  }
  return {
    alarms,
    isMet: (stateOf) => rule.isMet((name) => {
      const spelled = inner.get(name);
      return spelled ? (spelled.isMet(stateOf) ? 'ALARM' : 'OK') : stateOf(name);
    }),
  };
}

function parsed(text: string): ReturnType<typeof parseCompositeRule> | undefined {
  try {
    return parseCompositeRule(text);
  } catch (error) {
    if (error instanceof ExpressionError) {
      return undefined;
    }
    throw error;
  }
}

function combinations(possible: ReadonlyArray<readonly [string, readonly AlarmState[]]>): Array<Map<string, AlarmState>> {
  const nothing = [new Map<string, AlarmState>()];
  return possible.reduce((found, [alarm, states]) => found.flatMap((known) => states.map((state) => new Map([...known, [alarm, state]]))), nothing);
}
