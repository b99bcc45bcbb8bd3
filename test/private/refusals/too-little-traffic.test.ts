import { Guardrail } from '../../../src';
import { warned } from '../../declared';

describe('a guardrail that has nothing to look at', () => {
  test.each([
    ['there is no traffic', {}, 0, 1],
    ['there is less than a request a period', {}, 0.04, 1],
    ['there are fewer than it needs to judge', { minimumInvocations: 100 }, 4, 1],
    ['there are as many as it needs to judge', { minimumInvocations: 100 }, 5, 0],
    ['nobody knows', {}, undefined, 0],
  ])('is warned of where %s', (_name, options, expectedRequestsPerSecond, warnings) => {
    const found = warned([Guardrail.serverErrorRate({ thresholdPercent: 5, ...options })], { expectedRequestsPerSecond });
    expect(found).toEqual(Array(warnings).fill(expect.stringMatching(/so it will most often have no data, and a bad model passes by silence.+too-little-traffic\]$/)));
  });
});
