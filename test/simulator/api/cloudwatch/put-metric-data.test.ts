import { GetMetricStatisticsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { MetricDatum } from '@aws-sdk/client-cloudwatch';
import { minute } from './fixtures';
import { account } from '../account';

async function put(data: Array<Partial<MetricDatum>>) {
  const made = account();
  await made.cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Own', MetricData: data.map((datum) => ({ MetricName: 'errors', ...datum })) }));
  made.simulator.clock.advance(300);
  const { Datapoints } = await made.cloudwatch.send(new GetMetricStatisticsCommand({
    Namespace: 'Own', MetricName: 'errors', StartTime: minute(-60), EndTime: minute(60), Period: 60, Statistics: ['Sum', 'SampleCount', 'Maximum'],
  }));
  return Datapoints!.map(({ Timestamp, Sum, SampleCount, Maximum }) => [Timestamp, Sum, SampleCount, Maximum]);
}

describe('PutMetricData', () => {
  test('takes values one by one, counted, and summed up', async () => {
    expect(await put([{ Value: 0 }, { Values: [1, 2], Counts: [3, 1] }, { StatisticValues: { SampleCount: 2, Sum: 10, Minimum: 4, Maximum: 6 } }]))
      .toEqual([[minute(0), 15, 7, 6]]);
  });

  test('puts a value into the minute of its own time', async () => {
    expect(await put([{ Value: 1, Timestamp: new Date('2025-12-31T23:30:59Z') }, { Value: 2 }])).toEqual([[minute(-30), 1, 1, 1], [minute(0), 2, 1, 2]]);
  });

  test('takes values of a resolution of a second, which are seen by periods below a minute a second later', async () => {
    const made = account();
    const datum = { MetricName: 'errors', StorageResolution: 1 };
    const values = [1, 2, 3].map((Value, index) => ({ ...datum, Value, Timestamp: new Date(minute(0).getTime() + index * 7000) }));
    await made.cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Own', MetricData: [...values, { MetricName: 'errors', Value: 100 }] }));
    const sums = async (Period: number) => {
      const { Datapoints } = await made.cloudwatch.send(new GetMetricStatisticsCommand({
        Namespace: 'Own', MetricName: 'errors', StartTime: minute(0), EndTime: minute(1), Period, Statistics: ['Sum'],
      }));
      return Datapoints!.map(({ Timestamp, Sum }) => [(Timestamp!.getTime() - minute(0).getTime()) / 1000, Sum]);
    };
    expect(await sums(1)).toEqual([]);
    made.simulator.clock.advance(8);
    expect(await sums(1)).toEqual([[0, 1], [7, 2]]);
    made.simulator.clock.advance(52);
    expect(await sums(10)).toEqual([[0, 3], [10, 3]]);
    expect(await sums(60)).toEqual([[0, 106]]);
  });

  test('has no datapoint of no samples', async () => {
    expect(await put([{ StatisticValues: { SampleCount: 0, Sum: 0, Minimum: 0, Maximum: 0 } }, { Values: [1], Counts: [0] }])).toEqual([]);
  });

  test.each<[string, Partial<MetricDatum>, string]>([
    ['no value', {}, 'Exactly one of Value, Values and StatisticValues'],
    ['counts that do not match', { Values: [1, 2], Counts: [1] }, 'must have the same length, got 2 and 1'],
    ['another resolution', { Value: 1, StorageResolution: 5 }, 'value 5 for parameter StorageResolution of metric "errors" is not supported; must be 1 or 60'],
  ])('refuses %s', async (_what, datum, message) => {
    await expect(put([datum])).rejects.toThrow(message);
  });
});
