import { CfnElement, Resource, type IResolveContext } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const SETTLED = new WeakSet<IConstruct>();

/**
 * Has the CDK reckon once what logical ids the resources of a construct have, and of the resources it is a part of.
 *
 * Otherwise it hashes a resource's path each time that something refers to it, some seventy times for an endpoint. To be called while it
 * looks for references to other stacks: by then all is declared and renamed, by aspects too, and the ids stay what they are.
 */
export function settleIds(context: IResolveContext): void {
  const whole = context.scope.node.scopes.find((scope) => Resource.isResource(scope)) ?? context.scope;
  if (SETTLED.has(whole)) {
    return;
  }
  SETTLED.add(whole);
  for (const element of whole.node.findAll()) {
    if (CfnElement.isCfnElement(element)) {
      settle(element, context);
    }
  }
}

function settle(element: CfnElement, context: IResolveContext): void {
  const id = context.resolve(element.logicalId) as string;
  try {
    element.overrideLogicalId(id);
  } catch {
    // Exported explicitly, which settles it as well.
  }
}
