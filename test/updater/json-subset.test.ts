import { difference } from '../../src/updater/json-subset';

test.each<[unknown, unknown, number]>([
  [{ score: 1 }, { score: 1, more: true }, 0],
  [{}, { anything: 1 }, 0],
  [[1, { a: 2 }], [1, { a: 2, b: 3 }], 0],
  [0.7, 0.71, 0.02],
  [{ scores: [0.1, 0.9] }, { scores: [0.1000001, 0.9] }, 1e-6],
  [null, null, 0],
  ['churns', 'churns', 0],
])('%j is in %j', (expected, actual, tolerance) => {
  expect(difference(expected, actual, tolerance)).toBeUndefined();
});

test.each<[unknown, unknown, number | undefined, string]>([
  [{ score: 0.7 }, { score: 0.2 }, undefined, '$.score is 0.2, 0.7 is expected'],
  [{ score: 0.7 }, { score: 0.2 }, 0.1, '$.score is 0.2, 0.7 is expected (give or take 0.1)'],
  [{ a: { b: [1, 2] } }, { a: { b: [1, 3] } }, undefined, '$.a.b[1] is 3, 2 is expected'],
  [{ score: 1 }, {}, undefined, "$ has no 'score'"],
  [{ score: 1 }, { toString: 1 }, undefined, "$ has no 'score'"],
  [{ toString: 1 }, {}, undefined, "$ has no 'toString'"],
  [[1], [1, 2], undefined, '$ has 2 items, 1 are expected'],
  [[1], { 0: 1 }, undefined, '$ is {"0":1}, a list is expected'],
  [{ 0: 1 }, [1], undefined, '$ is [1], an object is expected'],
  [0, '0', 5, '$ is "0", 0 is expected (give or take 5)'],
  [0, null, undefined, '$ is null, 0 is expected'],
  ['', 'x'.repeat(200), undefined, `$ is "${'x'.repeat(79)}..., "" is expected`],
])('%j is not in %j', (expected, actual, tolerance, words) => {
  expect(difference(expected, actual, tolerance)).toBe(words);
});
