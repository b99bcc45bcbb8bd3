import { instancesForShare } from '../../src/rollout/capacity';

describe('the instances that a share of a fleet takes', () => {
  test('are as many as the share was made of, in a fleet of any size', () => {
    const others: string[] = [];
    for (let size = 1; size <= 300; size++) {
      for (let count = 0; count <= size; count++) {
        if (instancesForShare(count / size, size) !== count || instancesForShare(1 - count / size, size) !== size - count) {
          others.push(`${count} of ${size}`);
        }
      }
    }
    expect(others).toEqual([]);
  });

  test('are whole, and one more rather than one less', () => {
    expect(instancesForShare(1 / 3, 10)).toBe(4);
    expect(instancesForShare(0.01, 1)).toBe(1);
  });
});
