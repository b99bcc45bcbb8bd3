import { App, Stack } from 'aws-cdk-lib';
import { byHand, inConstructs } from './by-hand';
import { guarded } from './guarded';
import { assertSame, type Template } from './same-template';

const DECLARED = { guarded, byHand, inConstructs };

export interface SynthApp {
  readonly declared: keyof typeof DECLARED;
  readonly endpoints: number;
}

/** So that a stack stays below CloudFormation's 500 resources. */
const ENDPOINTS_PER_STACK = 50;

/** Declares and synthesizes an app; the templates of its stacks. */
export function synthesize({ declared, endpoints }: SynthApp): Array<() => Template> {
  const app = new App({ analyticsReporting: false });
  for (let first = 0; first < endpoints; first += ENDPOINTS_PER_STACK) {
    const ids = Array.from({ length: Math.min(ENDPOINTS_PER_STACK, endpoints - first) }, (_, index) => String(first + index));
    DECLARED[declared](new Stack(app, `Stack${first}`), ids);
  }
  return app.synth().stacks.map((stack) => () => stack.template as Template);
}

/** Fails unless the same is deployed, however it is declared. */
export function assertSameDeployed(endpoints: number): void {
  const [ours, ...others] = (['guarded', 'byHand', 'inConstructs'] as const).map((declared) => synthesize({ declared, endpoints }));
  ours.forEach((template, index) => others.forEach((other) => assertSame(template(), other[index]())));
}
