import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { GetMetricDataInput, MetricStat } from '@aws-sdk/client-cloudwatch';
import { minute } from './fixtures';
import { accountWithEndpoint } from '../account';
import type { Account } from '../account';

function stat(MetricName: string, Stat: string, more: Partial<MetricStat> = {}): MetricStat {
  return {
    Metric: { Namespace: 'AWS/SageMaker', MetricName, Dimensions: [{ Name: 'EndpointName', Value: 'churn' }, { Name: 'VariantName', Value: 'AllTraffic' }] },
    Period: 60,
    Stat,
    ...more,
  };
}

async function withTraffic(): Promise<Account> {
  const made = await accountWithEndpoint();
  made.simulator.world.setModelBehaviour('v1', { errorRate: 0.1, latencyMs: { p50: 5, p99: 12 } });
  made.simulator.world.setTraffic('churn', 20);
  made.simulator.clock.advance(300);
  return made;
}

async function get({ cloudwatch }: Account, stats: readonly MetricStat[], more: Partial<GetMetricDataInput> = {}) {
  const { MetricDataResults } = await cloudwatch.send(new GetMetricDataCommand({
    MetricDataQueries: stats.map((MetricStat, index) => ({ Id: `m${index}`, MetricStat })), StartTime: minute(0), EndTime: minute(30), ...more,
  }));
  return MetricDataResults!;
}

describe('GetMetricData', () => {
  test('gives each minute\'s values, the newest first, up to the one that is not over', async () => {
    const [invocations] = await get(await withTraffic(), [stat('Invocations', 'Sum')]);
    expect(invocations.Timestamps).toEqual([9, 8, 7, 6, 5].map(minute));
    invocations.Values!.forEach((value) => expect(value / 1200).toBeCloseTo(1, 0));
    expect(invocations).toMatchObject({ Id: 'm0', Label: 'Invocations', StatusCode: 'Complete' });
  });

  test('gives errors as a rate on average, and as a count in sum', async () => {
    const made = await withTraffic();
    const [rate, errors, requests] = await get(made, [stat('Invocation5XXErrors', 'Average'), stat('Invocation5XXErrors', 'Sum'), stat('Invocations', 'Sum')]);
    rate.Values!.forEach((value, index) => {
      expect(value).toBeCloseTo(errors.Values![index] / requests.Values![index], 10);
      expect(value).toBeCloseTo(0.1, 1);
    });
  });

  test('gives latencies in microseconds, at any percentile', async () => {
    const [p50, p99] = await get(await withTraffic(), [stat('ModelLatency', 'p50'), stat('ModelLatency', 'p99')]);
    expect(p50.Values![0] / 5000).toBeCloseTo(1, 0);
    expect(p99.Values![0] / 12000).toBeCloseTo(1, 0);
    expect(p99.Values![0]).toBeGreaterThan(p50.Values![0]);
  });

  test('gathers minutes into longer periods', async () => {
    const made = await withTraffic();
    const [minutes, five] = await get(made, [stat('Invocations', 'Sum'), stat('Invocations', 'Sum', { Period: 300 })]);
    expect(five.Timestamps).toEqual([minute(5)]);
    expect(five.Values).toEqual([minutes.Values!.reduce((sum, value) => sum + value, 0)]);
  });

  test('tells the fleets apart by their config', async () => {
    const made = await withTraffic();
    const both = stat('Invocations', 'Sum');
    const own = stat('Invocations', 'Sum', { Metric: { ...both.Metric, Dimensions: [...both.Metric!.Dimensions!, { Name: 'EndpointConfigName', Value: 'v1' }] } });
    const other = stat('Invocations', 'Sum', { Metric: { ...both.Metric, Dimensions: [...both.Metric!.Dimensions!, { Name: 'EndpointConfigName', Value: 'v2' }] } });
    const [all, v1, v2] = await get(made, [both, own, other]);
    expect(v1.Values).toEqual(all.Values);
    expect(v2.Values).toEqual([]);
  });

  test('has nothing where a dimension is missing, or in another unit', async () => {
    const made = await withTraffic();
    const half = stat('Invocations', 'Sum', { Metric: { Namespace: 'AWS/SageMaker', MetricName: 'Invocations', Dimensions: [{ Name: 'EndpointName', Value: 'churn' }] } });
    const results = await get(made, [half, stat('Invocations', 'Sum', { Unit: 'Count' }), stat('ModelLatency', 'Sum', { Unit: 'Milliseconds' })]);
    expect(results.map(({ Values }) => Values)).toEqual([[], [], []]);
  });

  test('gives the oldest first if asked to, and pages of a size', async () => {
    const made = await withTraffic();
    const input = {
      MetricDataQueries: [{ Id: 'm0', MetricStat: stat('Invocations', 'Sum') }],
      StartTime: minute(0),
      EndTime: minute(30),
      ScanBy: 'TimestampAscending' as const,
      MaxDatapoints: 3,
    };
    const first = await made.cloudwatch.send(new GetMetricDataCommand(input));
    expect(first.MetricDataResults).toMatchObject([{ Timestamps: [5, 6, 7].map(minute), StatusCode: 'PartialData' }]);
    const second = await made.cloudwatch.send(new GetMetricDataCommand({ ...input, NextToken: first.NextToken }));
    expect(second.MetricDataResults).toMatchObject([{ Timestamps: [8, 9].map(minute), StatusCode: 'Complete' }]);
  });

  test('computes metric math over the other queries', async () => {
    const made = await withTraffic();
    const MetricDataQueries = [
      { Id: 'errors', MetricStat: stat('Invocation5XXErrors', 'Sum'), ReturnData: false },
      { Id: 'requests', MetricStat: stat('Invocations', 'Sum'), ReturnData: false },
      { Id: 'percent', Expression: '100 * errors / requests', Label: 'errors in percent' },
      { Id: 'filled', Expression: 'FILL(errors, 0) / FILL(requests, 1)' },
    ];
    const [percent, filled] = await get(made, [], { MetricDataQueries });
    expect(percent).toMatchObject({ Id: 'percent', Label: 'errors in percent', Timestamps: [9, 8, 7, 6, 5].map(minute) });
    percent.Values!.forEach((value) => expect(value / 10).toBeCloseTo(1, 0));
    // Filled back to the start, but not into the minute that is not over.
    expect(filled.Timestamps).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map(minute));
    expect(filled.Values!.slice(5)).toEqual([0, 0, 0, 0, 0]);
  });

  test.each<[string, Partial<GetMetricDataInput>, string]>([
    ['a time that ends before it starts', { StartTime: minute(2), EndTime: minute(1) }, 'StartTime must be less than the parameter EndTime'],
    ['math of what is not there', { MetricDataQueries: [{ Id: 'e1', Expression: 'm1/m2' }] }, 'query "e1" refers to "m1", there are e1'],
    ['math of no metric', { MetricDataQueries: [{ Id: 'e1', Expression: 'SUM(METRICS())' }] }, 'query "e1" refers to no metric'],
    ['math that is not simulated', { MetricDataQueries: [{ Id: 'e1', Expression: 'ANOMALY_DETECTION_BAND(m1)' }] }, 'ANOMALY_DETECTION_BAND'],
    ['a statistic that is not simulated', { MetricDataQueries: [{ Id: 'm1', MetricStat: stat('ModelLatency', 'pr90') }] }, 'the statistic pr90 of query "m1"'],
    ['an id that is used twice',
      { MetricDataQueries: [{ Id: 'a', MetricStat: stat('ModelLatency', 'Sum') }, { Id: 'a', MetricStat: stat('ModelLatency', 'Sum') }] }, 'the id "a" is used by more than one'],
  ])('refuses %s', async (_what, input, message) => {
    await expect(get(await withTraffic(), [stat('Invocations', 'Sum')], input)).rejects.toThrow(message);
  });
});
