import { EPSILON, fleetsIn, sum } from './checker';
import type { Checker } from './checker';

/** Traffic is split, never lost: the shares of the fleets add up to all of it, or nobody serves; and who has no instance has no share. */
export function shares(): Checker {
  return {
    saw({ entry, described }) {
      if (entry.event !== 'TrafficSplit') {
        return [];
      }
      const given = Object.values(entry.shares);
      const total = sum(given);
      const fleets = described && fleetsIn(described);
      const idle = fleets && fleets.green === 0 && (entry.shares[fleets.greenConfig] ?? 0) > 0
        && fleets.greenConfig !== described!.EndpointConfigName;
      return [
        ...(given.some((share) => share < 0 || share > 1 + EPSILON) ? [`a share of ${JSON.stringify(entry.shares)} is none`] : []),
        ...(Math.abs(total - 1) > EPSILON && total !== 0 ? [`the shares ${JSON.stringify(entry.shares)} add up to ${total}`] : []),
        ...(idle ? [`'${fleets.greenConfig}' has a share of the traffic, and no instances`] : []),
      ];
    },
  };
}
