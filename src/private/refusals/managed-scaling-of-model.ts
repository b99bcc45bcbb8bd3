import type { IConstruct } from 'constructs';
import { warn } from './rule';
import type { VariantOptions } from '../../variant-options';

type Scaled = Pick<VariantOptions, 'managedInstanceScaling'> & { readonly variantName: string };

/**
 * Warns of managed instance scaling: every variant here has a model, and the service scales instances by itself for inference components only.
 *
 * Inferred from what the service answered others; its reference does not say.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/45926
 */
export function warnOfManagedScaling(scope: IConstruct, variants: readonly Scaled[]): void {
  for (const { variantName, managedInstanceScaling } of variants) {
    if (managedInstanceScaling) {
      warn(scope, 'managed-scaling-of-model', `variant '${variantName}' has managedInstanceScaling and a model, but the service scales instances by itself for inference components only `
        + 'and refuses such an endpoint config ("ManagedInstanceScaling is only supported for inference component endpoints", https://github.com/hashicorp/terraform-provider-aws/pull/45926); '
        + `leave it out and use endpoint.variant('${variantName}').autoScaleInstanceCount({ minCapacity, maxCapacity })`);
    }
  }
}
