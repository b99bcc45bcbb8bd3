import { Duration, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newStack } from './declared';
import { Guardrail } from '../src';
import { parseMath } from '../src/rollout/metric-math';

interface Query {
  readonly Id: string;
  readonly Expression?: string;
}

const START = 0;

/** The alarm of a guardrail on a fleet of three, of which one is the canary. */
function alarmOf(guardrail: Guardrail): { Metrics: Query[]; Threshold: number } {
  const stack = newStack();
  newEndpoint(stack, { guardrails: [guardrail] });
  return Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm'))[0].Properties;
}

/** What the guardrail's expression makes of one period; undefined where it has no datapoint. */
function datapoint(guardrail: Guardrail, values: Record<string, number>): number | undefined {
  const { Expression } = alarmOf(guardrail).Metrics.find((query) => query.Expression !== undefined)!;
  const value = parseMath(Expression!)({ periods: [START], periodSeconds: 60, metrics: () => [], operandOf: (id) => new Map([[START, values[id]]]) });
  return typeof value === 'number' ? value : value.get(START);
}

describe('a guardrail on more errors than the blue fleet has', () => {
  const guardrail = Guardrail.serverErrorRateIncrease({ thresholdPercentagePoints: 2 });

  test('takes the blue fleet from what all fleets and the green one have', () => {
    expect(datapoint(guardrail, { green: 30, greenRequests: 1000, all: 50, requests: 3000 })).toBeCloseTo(100 * (0.03 - 0.01), 9);
  });

  test('is not set off by what hits both fleets alike', () => {
    expect(datapoint(guardrail, { green: 200, greenRequests: 1000, all: 600, requests: 3000 })).toBeCloseTo(0, 9);
  });

  test.each([
    ['green', { green: 90, greenRequests: 99, all: 90, requests: 3000 }],
    ['blue', { green: 30, greenRequests: 2901, all: 30, requests: 3000 }],
    ['no blue', { green: 30, greenRequests: 3000, all: 30, requests: 3000 }],
  ])('does not judge with too few requests: %s', (_name, values) => {
    expect(datapoint(guardrail, values)).toBeUndefined();
  });

  test('judges fewer requests where it is told to', () => {
    const few = Guardrail.clientErrorRateIncrease({ minimumInvocations: 10 });
    expect(datapoint(few, { green: 5, greenRequests: 10, all: 5, requests: 20 })).toBeCloseTo(50, 9);
  });

  test('asks for the green fleet with its config and for all fleets without', () => {
    const numbersOfDimensions = alarmOf(guardrail).Metrics.flatMap((query) => {
      const { MetricStat } = query as { MetricStat?: { Metric: { Dimensions: unknown[] } } };
      return MetricStat ? [[query.Id, MetricStat.Metric.Dimensions.length]] : [];
    });
    expect(alarmOf(guardrail)).toMatchObject({ AlarmName: 'churn-AllTraffic-ServerErrorRateIncrease', Threshold: 2 });
    expect(Object.fromEntries(numbersOfDimensions)).toEqual({ green: 3, greenRequests: 3, all: 2, requests: 2 });
  });

  test.each([-1, 100, NaN])('fails if the threshold is %d', (thresholdPercentagePoints) => {
    expect(() => Guardrail.serverErrorRateIncrease({ thresholdPercentagePoints })).toThrow(`thresholdPercentagePoints is ${thresholdPercentagePoints}, 0 to less than 100 is needed`);
  });
});

describe('a guardrail on a slower model than the blue fleet has', () => {
  test('takes the averages of the two fleets apart', () => {
    const sums = { green: 1000 * 30_000, greenRequests: 1000, all: 1000 * 30_000 + 2000 * 20_000, requests: 3000 };
    expect(datapoint(Guardrail.modelLatencyIncrease(), sums)).toBeCloseTo(50, 9);
  });

  test('compares a percentile with that of all fleets', () => {
    expect(datapoint(Guardrail.modelLatencyIncrease({ statistic: 'p50' }), { green: 30_000, all: 20_000, greenRequests: 500, requests: 3000 })).toBeCloseTo(50, 9);
  });

  test('goes off when it is twice as slow unless told otherwise', () => {
    expect(alarmOf(Guardrail.modelLatencyIncrease()).Threshold).toBe(100);
  });

  test.each([
    ['thresholdPercent is 0', { thresholdPercent: 0 }],
    ["statistic is 'Maximum', 'Average' or a percentile", { statistic: 'Maximum' }],
    ['minimumInvocations is 0, a whole number of at least 1', { minimumInvocations: 0 }],
    ['minimumInvocations is a token', { minimumInvocations: Token.asNumber({ Ref: 'Minimum' }) }],
    ['period is 45 seconds', { period: Duration.seconds(45) }],
  ])('fails if %s', (fault, options) => {
    expect(() => Guardrail.modelLatencyIncrease(options)).toThrow(fault);
  });
});

describe('a minimum of requests', () => {
  const guardrail = Guardrail.serverErrorRate({ minimumInvocations: 50 });

  test('lets the metric through where there are as many', () => {
    expect(datapoint(guardrail, { judged: 0.2, invocations: 50 })).toBe(0.2);
  });

  test('leaves no datapoint where there are fewer', () => {
    expect(datapoint(guardrail, { judged: 0.2, invocations: 49 })).toBeUndefined();
  });
});
