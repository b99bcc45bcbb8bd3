import { Duration } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { warned } from '../../declared';

/** One of three instances, so a third of the requests. */
const expectedRequestsPerSecond = 0.5;

describe('a share of errors that one failed request exceeds', () => {
  test('is warned of with the arithmetic', () => {
    expect(warned([Guardrail.serverErrorRate()], { expectedRequestsPerSecond })).toEqual([
      'guardrail ServerErrorRate goes off above 1 %, but about 10 requests are expected in its period of 60 s, so one that fails is 10 %; '
      + 'use period: Duration.minutes(10), minimumInvocations: 100, datapointsToAlarm: 2, or a higher threshold [ack: cdk-guarded-endpoints:one-failure-trips]',
    ]);
  });

  test.each([
    ['the threshold is higher', { thresholdPercent: 10 }, expectedRequestsPerSecond],
    ['two datapoints are needed', { evaluationPeriods: 2 }, expectedRequestsPerSecond],
    ['no request at all may fail', { thresholdPercent: 0 }, expectedRequestsPerSecond],
    ['there are enough requests', {}, 5],
    ['nobody knows how many there are', {}, undefined],
  ])('is not warned of where %s', (_name, options, requestsPerSecond) => {
    const guardrail = Guardrail.serverErrorRate({ period: Duration.minutes(1), ...options });
    expect(warned([guardrail], { expectedRequestsPerSecond: requestsPerSecond })).toEqual([]);
  });
});
