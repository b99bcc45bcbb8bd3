import { HEALTHY, modelBehaviour, pipeline } from '../../src/simulator/model-behaviour';

describe('a behaviour', () => {
  test('is healthy in what it leaves out', () => {
    expect(modelBehaviour({})).toEqual({ errorRate: 0, clientErrorRate: 0, latencyMs: { p50: 5, p99: 12 } });
    expect(modelBehaviour({ errorRate: 0.02 })).toEqual({ ...HEALTHY, errorRate: 0.02 });
  });

  test('may fail every request, one way or the other', () => {
    expect(modelBehaviour({ errorRate: 0.25, clientErrorRate: 0.75 }).clientErrorRate).toBe(0.75);
  });

  test('has shares of three classes that add up to 1, but for rounding', () => {
    expect(modelBehaviour({ classes: [{ share: 0.33 }, { share: 0.56 }, { share: 0.11 }] }).classes).toHaveLength(3);
  });

  test.each<[unknown, string]>([
    [{ errorRate: 1.5 }, 'errorRate is 1.5; use a share of the requests from 0 to 1'],
    [{ errorRate: '1' }, 'errorRate is "1"; use a share of the requests from 0 to 1'],
    [{ clientErrorRate: -0.1 }, 'clientErrorRate is -0.1'],
    [{ errorRate: { toString: 1 } }, 'errorRate is {"toString":1}; use a share'],
    [{ errorRate: 0.6, clientErrorRate: 0.6 }, 'add up to more than 1'],
    [{ latencyMs: { p50: 0, p99: 1 } }, 'use milliseconds with 0 < p50 <= p99'],
    [{ latencyMs: { p50: 5, p99: 4 } }, 'p50 5 and p99 4'],
    [{ latencyMs: { p50: 5 } }, 'p99 undefined'],
    [{ latencyMs: 5 }, 'latencyMs is 5; use {"p50": ..., "p99": ...} in milliseconds'],
    [{ latencyMs: { p50: 1, p99: 2, p90: 1 } }, 'unknown field \'latencyMs.p90\', there are p50, p99'],
    [{ errorrate: 1 }, 'unknown field \'errorrate\', there are errorRate, clientErrorRate, latencyMs'],
    [{ metrics: [{ namespace: 'Own', value: 1 }] }, 'metrics.0.metricName is undefined; give a name'],
    [{ metrics: [{ namespace: 'Own', metricName: 'Heat', value: '1' }] }, 'metrics.0.value is "1"; use a number'],
    [{ metrics: [{ namespace: 'Own', metricName: 'Heat', value: 1, dimensions: { Page: 1 } }] }, 'metrics.0.dimensions is {"Page":1}; give an object of texts'],
    [null, 'not an object'],
    [[], 'not an object'],
  ])('%j is refused', (input, message) => {
    expect(() => modelBehaviour(input)).toThrow(expect.objectContaining({ code: 'ValidationException', status: 400, message: expect.stringContaining(message) }));
  });

  test('names all its faults at once', () => {
    expect(() => modelBehaviour({ errorRate: 2, bogus: 1 })).toThrow(/bogus.*errorRate is 2/);
  });
});

describe('a pipeline', () => {
  test('fails a request at the first container that fails it, and takes the time of all', () => {
    const half = modelBehaviour({ errorRate: 0.5, latencyMs: { p50: 10, p99: 20 } });
    const picky = modelBehaviour({ clientErrorRate: 0.5, latencyMs: { p50: 1, p99: 2 } });
    expect(pipeline([half, picky])).toEqual({ errorRate: 0.5, clientErrorRate: 0.25, latencyMs: { p50: 11, p99: 22 } });
    const [heat, noise] = ['Heat', 'Noise'].map((metricName) => ({ namespace: 'Own', metricName, value: 1 }));
    expect(pipeline([{ ...half, metrics: [heat] }, { ...picky, metrics: [noise] }]).metrics).toEqual([heat, noise]);
    expect(pipeline([picky, half])).toEqual({ errorRate: 0.25, clientErrorRate: 0.5, latencyMs: { p50: 11, p99: 22 } });
  });
});
