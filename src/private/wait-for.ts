import { aws_iam as iam, CfnResource, type Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Has a resource wait for others, or for constructs that are made of them.
 *
 * For most, `node.addDependency` says the same, but has the CDK look through the trees of both sides as it writes the templates.
 */
export function waitFor(resource: CfnResource, ...before: readonly IConstruct[]): void {
  for (const construct of before) {
    const only = onlyResourceOf(construct);
    if (only) {
      waitForResource(resource, only);
    } else {
      resource.node.addDependency(construct);
    }
  }
}

/** The name that later versions of the CDK have for it, with which `addDependency` prints that it is deprecated; the lowest has only that. */
export function waitForResource(resource: CfnResource & { addResourceDependency?(target: CfnResource): void }, before: CfnResource): void {
  if (resource.addResourceDependency) {
    resource.addResourceDependency(before);
  } else {
    resource.addDependency(before);
  }
}

/** Has a stack deployed after another, by the name that later versions of the CDK have for that, too. */
export function deployAfter(stack: Stack & { addStackDependency?(target: Stack, reason?: string): void }, before: Stack, reason: string): void {
  if (stack.addStackDependency) {
    stack.addStackDependency(before, reason);
  } else {
    stack.addDependency(before, reason);
  }
}

function onlyResourceOf(construct: IConstruct): CfnResource | undefined {
  if (CfnResource.isCfnResource(construct)) {
    return construct;
  }
  const [child, ...others] = construct.node.children;
  // A policy that has no statements yet would not be waited for once it has some.
  const whole = others.length === 0 && !(construct instanceof iam.Policy);
  return whole && child && CfnResource.isCfnResource(child) ? child : undefined;
}
