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

  test('has no datapoint of no samples', async () => {
    expect(await put([{ StatisticValues: { SampleCount: 0, Sum: 0, Minimum: 0, Maximum: 0 } }, { Values: [1], Counts: [0] }])).toEqual([]);
  });

  test.each<[string, Partial<MetricDatum>, string]>([
    ['no value', {}, 'Exactly one of Value, Values and StatisticValues'],
    ['counts that do not match', { Values: [1, 2], Counts: [1] }, 'must have the same length, got 2 and 1'],
    ['high resolution', { Value: 1, StorageResolution: 1 }, 'StorageResolution 1 of metric "errors" is not simulated'],
  ])('refuses %s', async (_what, datum, message) => {
    await expect(put([datum])).rejects.toThrow(message);
  });
});
