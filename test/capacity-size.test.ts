import { CapacitySize } from '../src';

describe('a capacity size', () => {
  test('can be a percentage', () => {
    expect(CapacitySize.percent(10)._render()).toEqual({ Type: 'CAPACITY_PERCENT', Value: 10 });
  });

  test('can be a number of instances', () => {
    expect(CapacitySize.instances(3)._render()).toEqual({ Type: 'INSTANCE_COUNT', Value: 3 });
  });

  test.each([0, -1, 101, 12.5, NaN, Infinity])('fails if the percentage is %d', (percent) => {
    expect(() => CapacitySize.percent(percent)).toThrow(`CapacitySize.percent(${percent}): a whole number from 1 to 100 is needed`);
  });

  test.each([0, -1, 1.5, NaN, Infinity])('fails if the number of instances is %d', (count) => {
    expect(() => CapacitySize.instances(count)).toThrow(`CapacitySize.instances(${count}): a whole number of at least 1 is needed`);
  });
});
