import type { Faults } from '../../faults';
import type { World } from '../../world';

/** What the control API moves: a world, which a reset replaces. */
export interface Controlled {
  readonly world: World;
  readonly faults: Faults;
  reset(options: { readonly seed?: number }): void;
}

/** One method on one path of the control API; `{name}` in the path is handed over as a parameter. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly summary: string;
  /** An example of the body, where there is one. */
  readonly body?: object;
  answer(simulator: Controlled, parameters: Readonly<Record<string, string>>, body: Readonly<Record<string, unknown>>): unknown;
}
