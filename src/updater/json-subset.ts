import { shown } from './words';
import { isRecord } from '../rollout/record';
/**
 * Where a value lacks what is expected of it, in words; or nothing.
 *
 * Of an object the expected properties count, whatever else it has; a list is expected as long as it is, item by item.
 *
 * @param tolerance by how much a number may differ
 */
export function difference(expected: unknown, actual: unknown, tolerance = 0, path = '$'): string | undefined {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) {
      return `${path} is ${shown(actual)}, a list is expected`;
    }
    return expected.length === actual.length
      ? first(expected.map((item, index) => () => difference(item, actual[index], tolerance, `${path}[${index}]`)))
      : `${path} has ${actual.length} items, ${expected.length} are expected`;
  }
  if (isRecord(expected)) {
    return isRecord(actual)
      ? first(Object.entries(expected).map(([key, value]) => () =>
        (Object.hasOwn(actual, key) ? difference(value, actual[key], tolerance, `${path}.${key}`) : `${path} has no '${key}'`)))
      : `${path} is ${shown(actual)}, an object is expected`;
  }
  const same = typeof expected === 'number' && typeof actual === 'number' ? Math.abs(expected - actual) <= tolerance : expected === actual;
  return same ? undefined : `${path} is ${shown(actual)}, ${shown(expected)} is expected${tolerance > 0 ? ` (give or take ${tolerance})` : ''}`;
}

function first(differences: ReadonlyArray<() => string | undefined>): string | undefined {
  for (const found of differences) {
    const words = found();
    if (words !== undefined) {
      return words;
    }
  }
  return undefined;
}
