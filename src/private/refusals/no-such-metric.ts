import { Token } from 'aws-cdk-lib';
import { INVOCATION_METRICS, metricsOf, type WatchedMetric } from '../watched-alarm';
import type { AlarmRule } from './rule';
import { INSTANCE_METRICS, INSTANCE_NAMESPACE, INVOCATION_NAMESPACE } from '../../rollout/endpoint-metrics';

const NAMES: ReadonlyArray<readonly [string, readonly string[]]> = [
  [INVOCATION_NAMESPACE, INVOCATION_METRICS], [INSTANCE_NAMESPACE, INSTANCE_METRICS],
];

/** Refuses a metric that is nearly a real one, by its name or its namespace: it never has data. */
export const noSuchMetric: AlarmRule = (alarm) => {
  const [found] = metricsOf(alarm).flatMap((metric) => meantBy(metric) ?? []);
  return found && `guardrail ${alarm.name} is on ${found}`;
};

function meantBy({ namespace, metricName }: WatchedMetric): string | undefined {
  if ([namespace, metricName].some((value) => Token.isUnresolved(value)) || !/^\/?aws\/sagemaker(\/endpoints?)?$/i.test(namespace)) {
    return undefined;
  }
  const [home] = NAMES.filter(([, known]) => known.includes(metricName)).map(([where]) => where);
  if (home !== undefined) {
    return home === namespace ? undefined
      : `${metricName} of the namespace '${namespace}', but the service publishes it in '${home}', so the alarm would never have data; use namespace: '${home}'`;
  }
  const [{ meant, far }] = NAMES.flatMap(([, known]) => known)
    .map((known) => ({ meant: known, far: distance(known.toLowerCase(), metricName.toLowerCase()) }))
    .sort((left, right) => left.far - right.far);
  return far > 2 ? undefined : `'${metricName}', which the service does not publish, so the alarm would never have data; use '${meant}'`;
}

/** Letters to add, leave out or change. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  [...left].forEach((letter, above) => {
    const next = [above + 1];
    [...right].forEach((other, index) => next.push(Math.min(row[index] + (letter === other ? 0 : 1), row[index + 1] + 1, next[index] + 1)));
    row = next;
  });
  return row[right.length];
}
