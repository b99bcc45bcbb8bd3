import { isRecord } from '../../src/rollout/record';

test.each([[{}, true], [{ a: 1 }, true], [null, false], [undefined, false], [[], false], ['text', false], [7, false], [() => 0, false]])(
  'whether %p has named fields: %p', (value, expected) => {
    expect(isRecord(value)).toBe(expected);
  });
