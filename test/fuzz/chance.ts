import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** What happens by chance in one respect; the same seed and name give the same again, whatever is drawn elsewhere. */
export class Chance {
  private readonly generator;

  constructor(seed: number, name: string) {
    // eslint-disable-next-line no-bitwise -- an FNV hash
    const mixed = [...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), Math.imul(seed + 1, 0x9e3779b1));
    this.generator = xoroshiro128plus(mixed);
  }

  happens(probability: number): boolean {
    return uniformFloat64(this.generator) < probability;
  }

  between(from: number, to: number): number {
    return from + Math.floor(uniformFloat64(this.generator) * (to - from));
  }

  oneOf<Item>(items: readonly Item[]): Item {
    return items[this.between(0, items.length)];
  }
}
