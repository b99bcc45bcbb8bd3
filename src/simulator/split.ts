import type { RandomStream } from './random';
import { sum } from '../rollout/sum';

/** How many requests go each way; together they are all of them. */
export function split(random: RandomStream, ways: ReadonlyArray<{ readonly share: number }>, requests: number): number[] {
  let [left, shareLeft] = [requests, sum(ways.map(({ share }) => share))];
  return ways.map(({ share }, index) => {
    const taken = index === ways.length - 1 ? left : random.binomial(left, Math.min(1, share / shareLeft));
    left -= taken;
    shareLeft -= share;
    return taken;
  });
}
