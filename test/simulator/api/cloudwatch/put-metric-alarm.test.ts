import type { MetricDataQuery, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { PutMetricAlarmCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { ALARM, alarms, minute, putAlarm, putValue } from './fixtures';
import { account, refusal } from '../account';

describe('PutMetricAlarm', () => {
  test('creates an alarm that has not been evaluated', async () => {
    const made = account();
    await putAlarm(made, { AlarmDescription: 'too many errors', DatapointsToAlarm: 1, TreatMissingData: 'notBreaching' });
    expect(await alarms(made)).toEqual([{
      ...ALARM,
      AlarmDescription: 'too many errors',
      DatapointsToAlarm: 1,
      TreatMissingData: 'notBreaching',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:alarm',
      ActionsEnabled: true,
      OKActions: [],
      AlarmActions: [],
      InsufficientDataActions: [],
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
      StateUpdatedTimestamp: minute(0),
      StateTransitionedTimestamp: minute(0),
      AlarmConfigurationUpdatedTimestamp: minute(0),
    }]);
  });

  test('changes an alarm and leaves its state as it is until the next evaluation', async () => {
    const made = account();
    await putAlarm(made);
    await putValue(made, 5);
    made.simulator.clock.advance(130);
    await putAlarm(made, { MetricName: 'other' });
    expect((await alarms(made))[0]).toMatchObject({ StateValue: 'ALARM', MetricName: 'other', AlarmConfigurationUpdatedTimestamp: new Date('2026-01-01T00:02:10Z') });
    made.simulator.clock.advance(60);
    expect((await alarms(made))[0]).toMatchObject({ StateValue: 'INSUFFICIENT_DATA', StateReason: 'Insufficient Data: 1 datapoint was unknown.' });
  });

  test.each<[string, Partial<PutMetricAlarmInput>, string, string]>([
    ['a period of 45 seconds', { Period: 45 }, 'ValidationException', 'Period must be 10, 20, 30 or a multiple of 60, got 45'],
    ['more than a day', { Period: 3600, EvaluationPeriods: 25 }, 'ValidationException', '(EvaluationPeriods * Period must be <= 86400), got 90000'],
    ['more datapoints than periods', { DatapointsToAlarm: 2 }, 'ValidationException', 'DatapointsToAlarm must be less than or equal to EvaluationPeriods, got 2 of 1'],
    ['no threshold', { Threshold: undefined }, 'ValidationException', 'Threshold is required'],
    ['no metric', { MetricName: undefined }, 'ValidationException', 'MetricName is required'],
    ['no statistic', { Statistic: undefined }, 'InvalidParameterCombination', 'Exactly one of Statistic and ExtendedStatistic'],
    ['two statistics', { ExtendedStatistic: 'p99' }, 'InvalidParameterCombination', 'Exactly one of Statistic and ExtendedStatistic'],
    ['no statistic', { Statistic: undefined, ExtendedStatistic: 'pr90' }, 'InvalidParameterValue', 'The statistic pr90 is not simulated'],
    ['an unknown treatment of missing data', { TreatMissingData: 'guess' }, 'InvalidParameterValue', 'TreatMissingData must be one of breaching, notBreaching, ignore, missing, got guess'],
    ['anomaly detection', { ComparisonOperator: 'GreaterThanUpperThreshold' }, 'InvalidParameterValue', 'there is no anomaly detection'],
    ['a metric beside metric math', { Metrics: [{ Id: 'e1', Expression: 'm1/m2' }] }, 'InvalidParameterCombination', 'MetricName and Metrics cannot be used together'],
    ['low samples of no percentile', { EvaluateLowSampleCountPercentile: 'ignore' }, 'InvalidParameterCombination', 'is for alarms with an ExtendedStatistic'],
  ])('refuses %s', async (_what, input, name, message) => {
    const made = account();
    await expect(putAlarm(made, input)).rejects.toEqual(expect.objectContaining({ message: expect.stringContaining(message) }));
    await expect(putAlarm(made, input)).rejects.toMatchObject({ name: expect.stringMatching(new RegExp(`^${name}(Exception)?$`)) });
    expect(await alarms(made)).toEqual([]);
  });

  test('watches metric math', async () => {
    const made = account();
    const [errors, requests] = ['errors', 'requests'].map((MetricName): MetricDataQuery => ({
      Id: MetricName, MetricStat: { Metric: { Namespace: 'Own', MetricName }, Period: 60, Stat: 'Sum' }, ReturnData: false,
    }));
    const Metrics = [errors, requests, { Id: 'rate', Expression: 'IF(requests > 0, 100 * errors / requests, 0)' }];
    const { cloudwatch, simulator } = made;
    await cloudwatch.send(new PutMetricAlarmCommand({
      AlarmName: 'math', Metrics, EvaluationPeriods: 1, Threshold: 5, ComparisonOperator: 'GreaterThanThreshold',
    }));
    const put = (failed: number, Value: number) => cloudwatch.send(new PutMetricDataCommand({
      Namespace: 'Own', MetricData: [{ MetricName: 'errors', Value: failed }, { MetricName: 'requests', Value }],
    }));
    await put(1, 100);
    simulator.clock.advance(120);
    expect(await alarms(made)).toMatchObject([{ StateValue: 'OK', Metrics }]);
    await put(6, 100);
    simulator.clock.advance(120);
    expect(await alarms(made)).toMatchObject([{
      StateValue: 'ALARM', StateReason: expect.stringContaining('[6.0 (01/01/26 00:02:00)] was greater than the threshold (5.0)'),
    }]);
  });

  test.each<[string, MetricDataQuery[], string]>([
    ['what refers to nothing', [{ Id: 'e1', Expression: 'm1/m2' }], 'query "e1" refers to "m1", there are e1'],
    ['what refers to itself', [{ Id: 'e1', Expression: 'e1 + 1' }], 'query "e1" refers to itself'],
    ['what returns nothing', [{ Id: 'e1', Expression: '1', ReturnData: false }], 'Exactly one of the Metrics must have ReturnData true, got 0'],
    ['what is not simulated', [{ Id: 'e1', Expression: 'ANOMALY_DETECTION_BAND(m1)' }], 'ANOMALY_DETECTION_BAND is not simulated'],
  ])('refuses metric math of %s', async (_what, Metrics, message) => {
    await expect(account().cloudwatch.send(new PutMetricAlarmCommand({
      AlarmName: 'math', Metrics, EvaluationPeriods: 1, Threshold: 5, ComparisonOperator: 'GreaterThanThreshold',
    }))).rejects.toThrow(message);
  });

  test('names what is wrong with a period of zero', async () => {
    await expect(putAlarm(account(), { Period: 0 })).rejects.toEqual(refusal('ValidationException', '0'));
  });
});
