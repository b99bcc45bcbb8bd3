import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { declaredAlarm } from '../../src/private/declared-alarm';
import type { DeclaredAlarm } from '../../src/private/guardrail-alarm';

function on(metric: cloudwatch.IMetric): DeclaredAlarm {
  return {
    label: 'Metric',
    metric,
    condition: 'Metric is above 1',
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    timing: { periodSeconds: 60, evaluationPeriods: 1, datapointsToAlarm: 1 },
    enforced: true,
  };
}

/** Expressions of expressions, each of which uses the one below it twice. */
function nested(depth: number): cloudwatch.IMetric {
  return depth === 0 ? new cloudwatch.Metric({ namespace: 'Own', metricName: 'Faults' }) : doubled(nested(depth - 1), depth);
}

function doubled(metric: cloudwatch.IMetric, depth: number): cloudwatch.IMetric {
  return new cloudwatch.MathExpression({ expression: `a${depth} + b${depth}`, usingMetrics: { [`a${depth}`]: metric, [`b${depth}`]: metric } });
}

test('a metric is known by every id that an expression has for it', () => {
  const { queries } = declaredAlarm(on(nested(2)));
  expect([...queries!.byId].map(([id, { expression, metric }]) => [id, expression ?? metric?.metricName])).toEqual([
    ['', 'a2 + b2'], ['a2', 'a1 + b1'], ['a1', 'Faults'], ['b1', 'Faults'], ['b2', 'a1 + b1'],
  ]);
});

test('what is used twice at every level is looked at twice, however many levels there are', () => {
  const asked = jest.spyOn(cloudwatch.MathExpression.prototype, 'toMetricConfig');
  const timesOf = (depth: number): number => {
    const metric = nested(depth);
    asked.mockClear();
    declaredAlarm(on(metric));
    return asked.mock.calls.length;
  };
  expect(timesOf(10) - timesOf(9)).toBe(timesOf(3) - timesOf(2));
});
