import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { rawMetric, warned } from '../../declared';

describe('an alarm that takes silence for harm', () => {
  test.each([
    [cloudwatch.TreatMissingData.BREACHING, [expect.stringMatching(/^guardrail Stack\/Errors treats missing data as breaching.+missing-data-breaching\]$/)]],
    [cloudwatch.TreatMissingData.NOT_BREACHING, []],
    [cloudwatch.TreatMissingData.IGNORE, []],
    [cloudwatch.TreatMissingData.MISSING, []],
    [undefined, []],
  ])('is warned of where it is %s', (treatMissingData, expected) => {
    const metric = rawMetric('Invocation5XXErrors', 'Average');
    expect(warned((stack) => [
      Guardrail.fromAlarm(new cloudwatch.Alarm(stack, 'Errors', { metric, threshold: 0.05, evaluationPeriods: 1, treatMissingData })),
    ])).toEqual(expected);
  });
});
