import { DescribeAlarmsForMetricCommand } from '@aws-sdk/client-cloudwatch';
import type { DescribeAlarmsForMetricInput } from '@aws-sdk/client-cloudwatch';
import { ALARM, putAlarm } from './fixtures';
import { account } from '../account';

describe('DescribeAlarmsForMetric', () => {
  const metric = { Namespace: 'Own', MetricName: 'errors', Dimensions: ALARM.Dimensions };
  test.each<[string, DescribeAlarmsForMetricInput, string[]]>([
    ['the metric', metric, ['average', 'p99']],
    ['the metric and a statistic', { ...metric, Statistic: 'Average' }, ['average']],
    ['the metric and a percentile', { ...metric, ExtendedStatistic: 'p99' }, ['p99']],
    ['the metric and another period', { ...metric, Period: 300 }, []],
    ['fewer dimensions', { ...metric, Dimensions: [] }, ['without dimensions']],
  ])('finds the alarms on exactly %s', async (_what, input, names) => {
    const made = account();
    await putAlarm(made, { AlarmName: 'average' });
    await putAlarm(made, { AlarmName: 'p99', Statistic: undefined, ExtendedStatistic: 'p99' });
    await putAlarm(made, { AlarmName: 'without dimensions', Dimensions: [] });
    const { MetricAlarms } = await made.cloudwatch.send(new DescribeAlarmsForMetricCommand(input));
    expect(MetricAlarms!.map(({ AlarmName }) => AlarmName)).toEqual(names);
  });
});
