import { TROUBLES, type Trouble } from './troubles';
import { run, type Outcome } from './world';

/** The least that has to go wrong for a seed to fail in the same manner, and what happens then. */
export async function least(seed: number): Promise<Outcome & { readonly troubles: readonly Trouble[] }> {
  let troubles: readonly Trouble[] = TROUBLES;
  let outcome = await run(seed, troubles);
  const kind = mannerOf(outcome);
  for (const trouble of TROUBLES) {
    const fewer = troubles.filter((candidate) => candidate !== trouble);
    const without = await run(seed, fewer);
    if (mannerOf(without) === kind) {
      [troubles, outcome] = [fewer, without];
    }
  }
  return { ...outcome, troubles };
}

/** Violations of the same kind read the same but for their numbers. */
function mannerOf({ violations }: Outcome): string | undefined {
  return violations[0]?.replace(/[\d]+/g, '#').slice(0, 60);
}
