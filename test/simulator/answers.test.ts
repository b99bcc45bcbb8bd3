import * as fc from 'fast-check';
import { answersAt } from '../../src/simulator/answers';
import { HEALTHY, modelBehaviour, type ModelBehaviourInput } from '../../src/simulator/model-behaviour';

const IDLE = { secondsServing: 0, requestsPerSecondPerInstance: 0 };

function answers(behaviour: ModelBehaviourInput, circumstances = {}): ReturnType<typeof answersAt> {
  return answersAt(modelBehaviour(behaviour), { ...IDLE, ...circumstances });
}

describe('how a model answers', () => {
  test('is the same at any time and under any load, unless it says otherwise', () => {
    const [always] = answers({ errorRate: 0.1 }, { secondsServing: 1e6, requestsPerSecondPerInstance: 1e6 });
    expect(always).toEqual({ ...HEALTHY, errorRate: 0.1, share: 1 });
  });

  test('changes after a time of serving', () => {
    const behaviour = { errorRate: 0, later: [{ afterSeconds: 600, errorRate: 0.5 }] };
    expect(answers(behaviour, { secondsServing: 599 })[0].errorRate).toBe(0);
    expect(answers(behaviour, { secondsServing: 600 })[0].errorRate).toBe(0.5);
  });

  test('grows worse with a leak', () => {
    const [hour] = answers({ growth: { latencyFactorPerHour: 2, errorRatePerHour: 0.1 } }, { secondsServing: 3600 });
    expect(hour.latencyMs).toEqual({ p50: 10, p99: 24 });
    expect(hour.errorRate).toBeCloseTo(0.1);
  });

  test('takes longer the nearer its capacity is, and fails what is beyond it', () => {
    const half = answers({ capacity: 10 }, { requestsPerSecondPerInstance: 5 })[0];
    const beyond = answers({ capacity: 10 }, { requestsPerSecondPerInstance: 20 })[0];
    expect(half.latencyMs.p50).toBeCloseTo(10);
    expect(half.errorRate).toBe(0);
    expect(beyond.errorRate).toBeCloseTo(0.5);
  });

  test('fails while its instances are down in a crash loop', () => {
    expect(answers({ crashLoop: { everySeconds: 60, downSeconds: 15 } })[0].errorRate).toBeCloseTo(0.25);
  });

  test('differs by class of request', () => {
    expect(answers({ classes: [{ share: 0.2, clientErrorRate: 1 }] })).toEqual([
      { ...HEALTHY, share: 0.8 },
      { ...HEALTHY, clientErrorRate: 1, share: 0.2 },
    ]);
  });

  test('has shares that add up to 1 and rates that are rates, whatever is said', () => {
    const rate = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(fc.property(
      fc.record({
        errorRate: rate,
        clientErrorRate: rate,
        later: fc.array(fc.record({ afterSeconds: fc.nat(1000), errorRate: rate }), { maxLength: 3 }),
        classes: fc.array(fc.record({ share: fc.double({ min: 0, max: 0.3, noNaN: true }), clientErrorRate: rate }), { maxLength: 3 }),
        growth: fc.record({ errorRatePerHour: fc.double({ min: 0, max: 10, noNaN: true }) }),
        capacity: fc.integer({ min: 1, max: 100 }),
      }),
      fc.nat(1e5), fc.nat(1000),
      (behaviour, secondsServing, requestsPerSecondPerInstance) => {
        const classes = answers(behaviour, { secondsServing, requestsPerSecondPerInstance });
        expect(classes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
        classes.forEach(({ errorRate, clientErrorRate }) => {
          expect(errorRate).toBeGreaterThanOrEqual(0);
          expect(errorRate + clientErrorRate).toBeLessThanOrEqual(1 + 1e-12);
        });
      },
    ));
  });
});

describe('a behaviour that cannot be', () => {
  test.each<[string, object, RegExp]>([
    ['unknown field', { errorrate: 1 }, /unknown field 'errorrate', there are errorRate, clientErrorRate, latencyMs, later/],
    ['unknown field inside', { later: [{ afterSeconds: 1, errrRate: 1 }] }, /unknown field 'later.0.errrRate'/],
    ['no list', { classes: {} }, /classes is \{\}; give a list/],
    ['shares beyond 1', { classes: [{ share: 0.6 }, { share: 0.6 }] }, /the shares of classes add up to more than 1/],
    ['a class that is none', { classes: [null, { share: 0.5 }] }, /classes.0 is no object/],
    ['a share that is no number', { classes: [{ share: {} }] }, /classes.0.share is \{\}; use a share/],
    ['no capacity', { capacity: 0 }, /capacity is 0; use a number above 0/],
    ['half a crash loop', { crashLoop: { everySeconds: 10 } }, /crashLoop.downSeconds is undefined; use a number of at least 0/],
    ['a crash loop of no numbers', { crashLoop: { everySeconds: 10, downSeconds: { toString: 1 } } }, /crashLoop.downSeconds is \{"toString":1\}/],
    ['down longer than the loop', { crashLoop: { everySeconds: 10, downSeconds: 20 } }, /crashLoop is down for longer/],
    ['several at once', { errorRate: 2, latencyMs: { p50: 2, p99: 1 } }, /errorRate is 2.*; latencyMs has p50 2 and p99 1/],
  ])('%s is refused', (_name, behaviour, message) => {
    expect(() => modelBehaviour(behaviour)).toThrow(message);
  });
});
