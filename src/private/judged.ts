import { Token } from 'aws-cdk-lib';
import type { GuardedRollout } from './guarded-rollout';
import type { AlarmRule } from './refusals/rule';
import type { WatchedAlarm, WatchedMetric } from './watched-alarm';

type Rules = Readonly<Record<string, AlarmRule>>;

/** The alarms that rules have found nothing wrong with, by all that rules look at. */
const SOUND = new WeakMap<Rules, Set<string>>();

/** What rules find wrong with an alarm, by their ids. Of hundreds of endpoints with the same guardrail, the first one is judged. */
export function judge(rules: Rules, alarm: WatchedAlarm, rollout: GuardedRollout): Array<[id: string, message: string]> {
  const sound = SOUND.get(rules) ?? new Set<string>();
  SOUND.set(rules, sound);
  const key = keyOf(alarm, rollout);
  if (key !== undefined && sound.has(key)) {
    return [];
  }
  const found = Object.entries(rules).flatMap(([id, rule]): Array<[string, string]> => {
    const message = rule(alarm, rollout);
    return message === undefined ? [] : [[id, message]];
  });
  // Infinite numbers and those that are none are null in JSON, and look all the same.
  if (found.length === 0 && key !== undefined && !key.includes('null')) {
    sound.add(key);
  }
  return found;
}

/** Everything of both but what they are called; none for an alarm that is declared by the user. */
function keyOf({ name, metric, queries, properties, resource, ...alarm }: WatchedAlarm, rollout: GuardedRollout): string | undefined {
  if (properties || resource) {
    return undefined;
  }
  const { endpointName, endpointConfigName, givenName, ...rest } = rollout;
  const byId = queries && [...queries.byId].map(([id, query]) => [id, query.expression, query.metric && anonymous(query.metric, rollout)]);
  const known = [endpointName, endpointConfigName].map((each) => Token.isUnresolved(each));
  return JSON.stringify([alarm, metric && anonymous(metric, rollout), queries?.returned, byId, rest, known].map((each) => each ?? ''));
}

/** The metric of whichever endpoint and fleet is guarded. */
function anonymous(metric: WatchedMetric, { endpointName, endpointConfigName }: GuardedRollout): object {
  const { EndpointName, EndpointConfigName, ...dimensions } = metric.dimensions;
  const others = [EndpointName === endpointName || EndpointName, EndpointConfigName === endpointConfigName || EndpointConfigName];
  return { ...metric, dimensions, others: others.map((each) => each ?? '') };
}
