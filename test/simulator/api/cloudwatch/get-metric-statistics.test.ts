import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import type { GetMetricStatisticsInput } from '@aws-sdk/client-cloudwatch';
import { ALARM, minute, putValue } from './fixtures';
import { account } from '../account';

async function get(input: Partial<GetMetricStatisticsInput>) {
  const made = account();
  for (const value of [1, 2, 6]) {
    await putValue(made, value);
  }
  made.simulator.clock.advance(300);
  return made.cloudwatch.send(new GetMetricStatisticsCommand({
    Namespace: 'Own', MetricName: 'errors', Dimensions: ALARM.Dimensions, StartTime: minute(0), EndTime: minute(5), Period: 60, ...input,
  }));
}

describe('GetMetricStatistics', () => {
  test('gives all the statistics asked for', async () => {
    const { Label, Datapoints } = await get({ Statistics: ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'], ExtendedStatistics: undefined });
    expect(Label).toBe('errors');
    expect(Datapoints).toEqual([{ Timestamp: minute(0), Average: 3, Sum: 9, Minimum: 1, Maximum: 6, SampleCount: 3, Unit: 'None' }]);
  });

  test('gives percentiles', async () => {
    const { Datapoints } = await get({ ExtendedStatistics: ['p0', 'p50', 'p100'] });
    expect(Datapoints![0].ExtendedStatistics).toEqual({ p0: 1, p50: expect.closeTo(2, 1), p100: 6 });
  });

  test.each<[string, Partial<GetMetricStatisticsInput>, string]>([
    ['no statistic', {}, 'At least one of Statistics and ExtendedStatistics'],
    ['a period of 90 seconds', { Statistics: ['Sum'], Period: 90 }, 'got 90'],
    ['a statistic that is not simulated', { ExtendedStatistics: ['XY90'] }, 'The statistic XY90 is not simulated'],
    ['too much at once', { Statistics: ['Sum'], EndTime: minute(2000) }, 'up to 2000 datapoints, which exceeds the limit of 1440'],
  ])('refuses %s', async (_what, input, message) => {
    await expect(get(input)).rejects.toThrow(message);
  });
});
