import * as fc from 'fast-check';
import { allAtOnce, ASSUMPTIONS, canary, endpoint, instances, linear, percent, rolling, variant } from './endpoints';
import { compareStrategies } from '../../../src/rehearsal/plan/comparison';
import { planEndpoint, type EndpointPlan } from '../../../src/rehearsal/plan/endpoint-plan';
import { requestsAtRiskByPhase } from '../../../src/rehearsal/plan/exposure';
import { planTogether } from '../../../src/rehearsal/plan/joint-plan';
import { timetable } from '../../../src/rehearsal/plan/timetable';
import { requestsAtRisk } from '../../../src/rollout/detection';
import { planRollout } from '../../../src/rollout/plan';

const size = fc.oneof(fc.integer({ min: 1, max: 60 }).map(instances), fc.integer({ min: 1, max: 100 }).map(percent));
const seconds = fc.integer({ min: 0, max: 3600 });
const blueGreen = fc.oneof(
  seconds.map(allAtOnce),
  fc.tuple(size, seconds, seconds).map(([step, wait, last]) => canary(step, wait, last)),
  fc.tuple(size, seconds, seconds).map(([step, wait, last]) => linear(step, wait, last)),
);
const rollingUpdate = fc.tuple(size, seconds).map(([step, wait]) => rolling(step, wait));
const type = fc.constantFrom('ml.m5.xlarge', 'ml.g5.xlarge');
const weight = fc.nat({ max: 1000 }).map((hundredths) => hundredths / 100);
const declaredVariant = fc.record({ instances: fc.integer({ min: 1, max: 60 }), weight, instanceType: type })
  .map((overrides) => variant(overrides));
const fleet = fc.array(declaredVariant, { minLength: 1, maxLength: 4 }).map((all) => all.map((one, index) => ({ ...one, variantName: `V${index}` })));

const update = fc.oneof(
  fc.record({ deploymentConfig: blueGreen, variants: fleet }),
  fc.record({ deploymentConfig: rollingUpdate, variants: declaredVariant.map((one) => [one]) }),
);

describe('every plan', () => {
  test('begins with no traffic on green, never takes any back, and ends with all of it', () => {
    fc.assert(fc.property(update, (declared) => {
      const { phases } = planEndpoint(endpoint(declared), ASSUMPTIONS);
      const shares = phases.map(({ greenShare }) => greenShare);
      expect(shares[0]).toBe(0);
      expect(shares[shares.length - 1]).toBe(1);
      expect(shares.every((share, index) => index === 0 || share >= shares[index - 1] - 1e-12)).toBe(true);
    }));
  });

  test('leaves no gap between its phases', () => {
    fc.assert(fc.property(update, (declared) => {
      const { phases, durationSeconds } = planEndpoint(endpoint(declared), ASSUMPTIONS);
      expect(phases[0].fromSeconds).toBe(0);
      phases.slice(1).forEach(({ fromSeconds }, index) => expect(fromSeconds).toBe(phases[index].toSeconds));
      expect(durationSeconds).toBe(phases[phases.length - 1].toSeconds);
    }));
  });

  test('has as many instances as before at least, and at most those that the rollout plans say', () => {
    fc.assert(fc.property(update, ({ deploymentConfig, variants }) => {
      const plan = planEndpoint(endpoint({ deploymentConfig, variants }), ASSUMPTIONS);
      for (const phase of plan.phases) {
        phase.variants.forEach(({ blueInstances, greenInstances }, index) =>
          expect(blueInstances + greenInstances).toBeGreaterThanOrEqual(variants[index].instances));
      }
      const peaks = variants.map(({ instances: count }) => planRollout(deploymentConfig, count).peakInstances);
      expect(peakOf(plan)).toBe(sum(peaks));
      expect(plan.instances.every(({ extraInstanceHours }) => extraInstanceHours >= 0)).toBe(true);
    }));
  });

  test('puts no fewer requests at risk the longer a guardrail takes, and never more than without any', () => {
    fc.assert(fc.property(update, fc.nat({ max: 20_000 }), fc.nat({ max: 20_000 }), ({ deploymentConfig, variants }, one, other) => {
      const joint = planTogether(deploymentConfig, variants);
      const phases = timetable(joint, 240);
      const risk = (detection: number): number => sum(requestsAtRiskByPhase(joint.all, phases, 10, detection));
      expect(risk(Math.min(one, other))).toBeLessThanOrEqual(risk(Math.max(one, other)) + 1e-6);
      expect(risk(Math.max(one, other))).toBeLessThanOrEqual(risk(Infinity) + 1e-6);
    }));
  });

  test('puts at risk what the rollout plan of its one variant does, where green serves in bakes only', () => {
    fc.assert(fc.property(blueGreen, declaredVariant, fc.nat({ max: 20_000 }), (deploymentConfig, one, detection) => {
      const joint = planTogether(deploymentConfig, [one]);
      const risk = sum(requestsAtRiskByPhase(joint.all, timetable(joint, 240), 10, detection));
      expect(risk).toBeCloseTo(requestsAtRisk(planRollout(deploymentConfig, one.instances), 10, detection), 4);
    }));
  });

  test('survives JSON', () => {
    fc.assert(fc.property(update, (declared) => {
      const plan = planEndpoint(endpoint(declared), ASSUMPTIONS);
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    }), { numRuns: 30 });
  });
});

describe('every recommendation', () => {
  test('is a strategy that the service carries out, within the budget and its limits, and no other such one is done sooner', () => {
    fc.assert(fc.property(update, fc.nat({ max: 5000 }), (declared, budget) => {
      const { options, recommendation } = compareStrategies(endpoint(declared), ASSUMPTIONS, budget);
      const good = options.filter(({ refusals, exceeds, requestsAtRisk: risk, rolledBackAfterSeconds }) =>
        refusals.length === 0 && exceeds.length === 0 && risk !== null && risk <= budget && rolledBackAfterSeconds !== null);
      const taken = good.find(({ strategy }) => strategy === recommendation!.strategy);
      expect(recommendation!.strategy === null).toBe(good.length === 0);
      expect(taken?.durationSeconds).toBe(good.length === 0 ? undefined : Math.min(...good.map(({ durationSeconds }) => durationSeconds)));
    }));
  });
});

function peakOf(plan: EndpointPlan): number {
  return Math.max(...plan.phases.map(({ variants }) => sum(variants.map(({ blueInstances, greenInstances }) => blueInstances + greenInstances))));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
