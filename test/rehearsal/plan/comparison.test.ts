import { alarm, allAtOnce, ASSUMPTIONS, canary, endpoint, instances, percent, rolling, variant } from './endpoints';
import type { DeclaredEndpoint } from '../../../src/rehearsal/declared-endpoints';
import { alternatives } from '../../../src/rehearsal/plan/alternatives';
import { compareStrategies, verdictOn, type Comparison } from '../../../src/rehearsal/plan/comparison';

function compare(overrides: Partial<DeclaredEndpoint> = {}, riskBudget?: number): Comparison {
  return compareStrategies(endpoint(overrides), ASSUMPTIONS, riskBudget);
}

function verdicts({ options, recommendation }: Comparison): Record<string, string> {
  return Object.fromEntries(options.map((option) => [option.strategy, verdictOn(option, recommendation)]));
}

describe('the strategies side by side', () => {
  test('are the declared one unchanged, and the others with its bakes and alarms', () => {
    const declared = { ...canary(instances(1), 300, 60), AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] } };
    const [atOnce, same, linear, batches] = alternatives(declared);
    expect(same).toBe(declared);
    expect(atOnce.BlueGreenUpdatePolicy).toMatchObject({ TerminationWaitInSeconds: 300, TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE' } });
    expect(linear.BlueGreenUpdatePolicy).toMatchObject({
      TerminationWaitInSeconds: 60, TrafficRoutingConfiguration: { Type: 'LINEAR', WaitIntervalInSeconds: 300 },
    });
    expect(batches.RollingUpdatePolicy).toMatchObject({ WaitIntervalInSeconds: 300 });
    for (const { AutoRollbackConfiguration } of [atOnce, linear, batches]) {
      expect(AutoRollbackConfiguration).toEqual(declared.AutoRollbackConfiguration);
    }
  });

  test('take a single bake for all, where the declared strategy has one', () => {
    for (const declared of [allAtOnce(240), rolling(instances(1), 240)]) {
      const linear = alternatives(declared)[2].BlueGreenUpdatePolicy!;
      expect([linear.TrafficRoutingConfiguration.WaitIntervalInSeconds, linear.TerminationWaitInSeconds]).toEqual([240, 240]);
    }
  });

  test('trade risk for duration and capacity', () => {
    const { options, recommendation } = compare();
    expect(recommendation).toBeNull();
    expect(options.map(({ strategy, declared, durationSeconds, peakInstances, requestsAtRisk }) =>
      [strategy, declared, durationSeconds, peakInstances, Math.round(requestsAtRisk!)])).toEqual([
      ['ALL_AT_ONCE', false, 540, 6, 1200],
      ['CANARY', true, 660, 6, 400],
      ['LINEAR', false, 960, 6, 400],
      ['ROLLING', false, 1620, 4, 400],
    ]);
  });

  test('that the service refuses are shown as such, with the arithmetic', () => {
    const comparison = compare({ deploymentConfig: allAtOnce(), variants: [variant({ instances: 1 })] }, 10_000);
    expect(verdicts(comparison)).toEqual({ ALL_AT_ONCE: 'take', CANARY: 'refused', LINEAR: 'refused', ROLLING: 'refused' });
    expect(comparison.options[1].refusals[0].reason).toMatch(/1 of 1 instance \(100 %\)/);
  });

  test('that may take too long are no choice', () => {
    expect(verdicts(compare({}, 500)).ROLLING).toBe('too long');
    expect(verdicts(compare({ resourceType: 'AWS::SageMaker::Endpoint' }, 500)).ROLLING).toBe('possible');
  });

  test('in which no guardrail goes off are unguarded; with no guardrail known nothing is known', () => {
    expect(verdicts(compare({ alarms: [alarm({ datapointsToAlarm: 6 })] }))).toMatchObject({ ALL_AT_ONCE: 'unguarded', LINEAR: 'possible' });
    expect(verdicts(compare({ alarms: [], otherAlarms: ['theirs'] }))).toMatchObject({ ALL_AT_ONCE: 'unknown', CANARY: 'unknown' });
  });
});

describe('the recommendation', () => {
  test('is the strategy that is done first within the budget', () => {
    expect(compare({}, 500).recommendation).toEqual({
      riskBudget: 500,
      strategy: 'CANARY',
      reason: 'it puts 400 requests at risk, within the budget of 500, and takes 11 min; all at once puts 1200 at risk, linear takes 16 min',
    });
    expect(compare({}, 1200).recommendation!.strategy).toBe('ALL_AT_ONCE');
  });

  test('of strategies that take as long, with as much capacity, is the one with the least risk', () => {
    const { options, recommendation } = compare({ deploymentConfig: canary(instances(1), 120, 0) }, 10_000);
    const [atOnce, same] = options.map(({ durationSeconds, extraInstanceHours }) => [durationSeconds, extraInstanceHours]);
    expect([atOnce, same]).toEqual([[360, 0.3], [360, 0.3]]);
    expect(recommendation).toMatchObject({ strategy: 'CANARY', reason: expect.stringMatching(/all at once takes 6 min too/) });
  });

  test('says how small the first step would have to be, where no strategy keeps within the budget', () => {
    const { strategy, reason } = compare({}, 100).recommendation!;
    expect(strategy).toBeNull();
    expect(reason).toBe('the least is 400, with canary; in the 2 min that the fastest guardrail needs, 10 a second are 1200 requests, of which 100 are 8.3 %: '
      + 'let the first step take no more, which is 1 of 12 instances, and bake that long, or make the guardrail faster');
  });

  test('of a budget of nothing is none', () => {
    expect(compare({}, 0).recommendation).toMatchObject({ strategy: null, reason: expect.stringMatching(/no guardrail is that fast/) });
  });

  test('is none where no guardrail is known, or none goes off in time', () => {
    expect(compare({ alarms: [] }, 500).recommendation).toMatchObject({ strategy: null, reason: expect.stringMatching(/no alarm declared in this stack/) });
    expect(compare({ alarms: [alarm({ periodSeconds: 3600 })] }, 500).recommendation)
      .toMatchObject({ strategy: null, reason: expect.stringMatching(/the fastest guardrail needs 1 h 1 min; make the bakes longer/) });
  });

  test('is none where no guardrail can see green fail', () => {
    const blind = alarm({ statistic: 'Average', threshold: 1, dimensions: { EndpointName: 'churn', VariantName: 'AllTraffic' } });
    expect(compare({ alarms: [blind] }, 500).recommendation).toMatchObject({ strategy: null, reason: expect.stringMatching(/no guardrail sees green fail/) });
  });

  test('keeps the budget it was asked for when instances are many', () => {
    const { recommendation } = compare({ deploymentConfig: canary(percent(10)), variants: [variant({ instances: 20 })] }, 120);
    expect(recommendation!.strategy).toBe('CANARY');
  });
});
