import { EPSILON, fleetsIn } from './checker';
import type { Checker, Fleets } from './checker';

interface Start {
  readonly blue: number;
  /** Several variants share an endpoint's traffic by their weights, which says nothing of a fleet's instances. */
  readonly singleVariant: boolean;
  readonly rolling: boolean;
}

/**
 * There is always capacity for the traffic.
 *
 * Blue/green: the old fleet stays whole until all traffic is on the new one, which was launched in full before it got any.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-blue-green.html
 * Rolling: old instances go only when as many new ones are there, and no more than a batch of new ones comes on top.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-rolling.html
 */
export function availability(): Checker {
  let start: Start | undefined;
  let shares: Readonly<Record<string, number>> = {};
  let mixed = false;
  return {
    saw({ entry, described }) {
      const fleets = described && fleetsIn(described);
      if (!described || !fleets) {
        // What a failed rollback leaves beside the old fleet is not told by the API.
        mixed = described?.EndpointStatus === 'UpdateRollbackFailed';
        start = undefined;
        return [];
      }
      start ??= {
        blue: fleets.blue,
        singleVariant: described.ProductionVariants!.length === 1,
        rolling: described.LastDeploymentConfig?.RollingUpdatePolicy !== undefined,
      };
      shares = entry.event === 'TrafficSplit' ? entry.shares : shares;
      if (mixed || fleets.greenConfig === described.EndpointConfigName) {
        return [];
      }
      return start.rolling ? rollingFaults(fleets, start) : blueGreenFaults(fleets, start, shares);
    },
  };
}

function rollingFaults({ blue, green, greenDesired }: Fleets, start: Start): string[] {
  const needed = Math.min(start.blue, greenDesired);
  const most = Math.max(start.blue, greenDesired);
  return [
    ...(blue + green < needed ? [`${blue} old and ${green} new instances are fewer than the ${needed} of the fleet`] : []),
    // A batch is half of the fleet at most; of a single instance it is that one.
    ...(blue + green > most + Math.max(1, Math.ceil(most / 2)) ? [`${blue} old and ${green} new instances are more than a fleet of ${most} and a batch`] : []),
  ];
}

function blueGreenFaults({ blue, green, greenDesired, greenConfig }: Fleets, start: Start, shares: Readonly<Record<string, number>>): string[] {
  const share = shares[greenConfig] ?? 0;
  const shifted = share > 1 - EPSILON;
  return [
    ...(blue < start.blue && !shifted ? [`${start.blue - blue} old instance(s) were terminated with ${Math.round(share * 100)} % of the traffic on the new ones`] : []),
    ...(share > 0 && green < greenDesired && green > 0 ? [`traffic is on a new fleet of which ${green} of ${greenDesired} instances are there`] : []),
  ];
}
