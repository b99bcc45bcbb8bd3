import type { UpdateEndpointInput } from '@aws-sdk/client-sagemaker';
import { decodeRequest, type DeclaredVariant, type RolloutRequest } from '../rollout/request';

/** A `VariantPropertyType` that an app declares. */
export type VariantProperty = 'DesiredInstanceCount' | 'DesiredWeight';

/**
 * What the app has changed between two of its own requests.
 *
 * An update keeps the counts and weights that autoscaling or operators have set, unless the app itself asks for others now. The
 * service keeps a property for all variants or for none, so one explicit change counts for all of them.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export function explicitChanges(oldProperties: Readonly<Record<string, unknown>> | undefined, wanted: RolloutRequest): VariantProperty[] {
  const before = variantsIn(oldProperties);
  const pairs = (wanted.variants ?? []).flatMap((variant) => {
    const old = before.find(({ variantName }) => variantName === variant.variantName);
    return old === undefined ? [] : [{ old, variant }];
  });
  return [
    ...(pairs.some(({ old, variant }) => old.instanceCount !== variant.instanceCount) ? ['DesiredInstanceCount' as const] : []),
    ...(pairs.some(({ old, variant }) => old.weight !== variant.weight) ? ['DesiredWeight' as const] : []),
  ];
}

/** The flags of `UpdateEndpoint`. Data capture is in the config, and nobody but the app changes that. */
export function retained(explicit: readonly VariantProperty[]): Pick<UpdateEndpointInput, 'RetainAllVariantProperties' | 'ExcludeRetainedVariantProperties'> {
  return {
    RetainAllVariantProperties: true,
    ExcludeRetainedVariantProperties: ['DataCaptureConfig' as const, ...explicit].map((VariantPropertyType) => ({ VariantPropertyType })),
  };
}

function variantsIn(properties: Readonly<Record<string, unknown>> | undefined): readonly DeclaredVariant[] {
  try {
    return properties === undefined ? [] : decodeRequest(properties).variants ?? [];
  } catch {
    // Properties of another version of this library say nothing that can be compared.
    return [];
  }
}
