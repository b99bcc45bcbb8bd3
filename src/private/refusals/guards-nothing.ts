import type { IConstruct } from 'constructs';
import { warn } from './rule';

/** Warns, once all is declared, of guardrails that were to be put on the endpoints of a scope in which there were none yet. */
export function warnOfGuardsNothing(scope: IConstruct, applied: () => boolean): void {
  scope.node.addValidation({
    validate: () => {
      if (!applied()) {
        warn(scope, 'guards-nothing', `EndpointGuardrails were put on '${scope.node.path}' when there was no endpoint of CloudFormation in it, so they guard none: a mixin does not see what is declared after it; `
          + 'use it once the endpoints are there');
      }
      return [];
    },
  });
}
