import { DescribeAlarmsCommand, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import type { DescribeAlarmsInput } from '@aws-sdk/client-cloudwatch';
import { putAlarm, putValue } from './fixtures';
import { account } from '../account';

async function named() {
  const made = account();
  await putAlarm(made, { AlarmName: 'churn-errors', AlarmActions: ['arn:aws:sns:us-east-1:123456789012:topic'] });
  await putAlarm(made, { AlarmName: 'churn-latency', MetricName: 'latency' });
  await putAlarm(made, { AlarmName: 'other', MetricName: 'other' });
  return made;
}

describe('DescribeAlarms', () => {
  test.each<[DescribeAlarmsInput, string[]]>([
    [{}, ['churn-errors', 'churn-latency', 'other']],
    [{ AlarmNamePrefix: 'churn-' }, ['churn-errors', 'churn-latency']],
    [{ AlarmNames: ['other', 'no such alarm'] }, ['other']],
    [{ StateValue: 'ALARM' }, ['churn-errors']],
    [{ ActionPrefix: 'arn:aws:sns' }, ['churn-errors']],
    [{ AlarmTypes: ['CompositeAlarm'] }, []],
  ])('%j finds %j', async (input, names) => {
    const made = await named();
    await putValue(made, 5);
    made.simulator.clock.advance(120);
    const { MetricAlarms, CompositeAlarms } = await made.cloudwatch.send(new DescribeAlarmsCommand(input));
    expect(MetricAlarms!.map(({ AlarmName }) => AlarmName)).toEqual(names);
    expect(CompositeAlarms).toEqual([]);
  });

  test('gives pages', async () => {
    const { cloudwatch } = await named();
    const sizes: number[] = [];
    for await (const { MetricAlarms } of paginateDescribeAlarms({ client: cloudwatch, pageSize: 2 }, {})) {
      sizes.push(MetricAlarms!.length);
    }
    expect(sizes).toEqual([2, 1]);
  });

  test('refuses names together with a prefix', async () => {
    await expect(account().cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ['a'], AlarmNamePrefix: 'b' })))
      .rejects.toThrow('AlarmNames and AlarmNamePrefix cannot be used together');
  });

  test('says what the alarm saw, as CloudWatch says it', async () => {
    const made = account();
    await putAlarm(made, { Threshold: 0.01 });
    await putValue(made, 1);
    made.simulator.clock.advance(120);
    const [alarm] = (await made.cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms!;
    expect(alarm.StateReason).toBe('Threshold Crossed: 1 out of the last 1 datapoints [1.0 (01/01/26 00:00:00)] was greater than or equal to '
      + 'the threshold (0.01) (minimum 1 datapoint for OK -> ALARM transition).');
    expect(JSON.parse(alarm.StateReasonData!)).toEqual({
      version: '1.0',
      queryDate: '2026-01-01T00:01:00.000+0000',
      startDate: '2026-01-01T00:00:00.000+0000',
      statistic: 'Average',
      period: 60,
      recentDatapoints: [1],
      threshold: 0.01,
      evaluatedDatapoints: [{ timestamp: '2026-01-01T00:00:00.000+0000', sampleCount: 1, value: 1 }],
    });
  });
});
