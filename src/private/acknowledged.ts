import { CfnResource, type Resource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A rule of a checker of security that a resource breaks on purpose. */
export interface Acknowledged {
  readonly rule: string;
  /** What exactly, where the rule tells. */
  readonly appliesTo?: readonly string[];
  readonly reason: string;
}

/**
 * Says why a resource is as it is, in the form that cdk-nag reads; the library does not need cdk-nag for that.
 *
 * @see https://github.com/cdklabs/cdk-nag#suppressing-a-rule
 */
export function acknowledge(construct: IConstruct | undefined, ...acknowledged: Acknowledged[]): void {
  const resource = construct instanceof CfnResource ? construct : (construct as Resource | undefined)?.node.defaultChild;
  if (resource instanceof CfnResource) {
    resource.addMetadata('cdk_nag', {
      rules_to_suppress: acknowledged.map(({ rule, appliesTo, reason }) => ({ id: rule, reason, ...(appliesTo && { applies_to: appliesTo }) })),
    });
  }
}
