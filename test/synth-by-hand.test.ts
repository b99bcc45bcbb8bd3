import { assertSameDeployed } from '../bench/synth/app';

test('the benchmark of synthesis compares apps that deploy the same', () => {
  expect(() => assertSameDeployed(2)).not.toThrow();
});
