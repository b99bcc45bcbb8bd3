import { planFor } from '../guarded-rollout';
import { percent, type AlarmRule } from './rule';

/** Warns of a high percentile compared with that of all fleets: the slowest requests of all are then the green fleet's own. */
export const percentileOfMix: AlarmRule = ({ name, comparison }, rollout) => {
  const percentile = comparison?.percentileOfMix;
  const shares = rollout.fleet.map((variant) => planFor(rollout, variant)?.steps[0].greenShare ?? 0);
  const share = Math.max(...shares);
  if (percentile === undefined || share < 1 - percentile / 100) {
    return undefined;
  }
  return `guardrail ${name} compares p${percentile} of the green fleet with p${percentile} of all fleets, but the first step gives green ${percent(share)} of the traffic: `
    + `if it is slow, the slowest ${percent(1 - percentile / 100)} of all requests are its own, and it is compared with itself; use statistic: 'Average', which takes `
    + 'the two fleets apart, or a lower percentile';
};
