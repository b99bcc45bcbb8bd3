/** A production variant as a rollout sees it: a name and a number of instances, either of which may be a token. */
export interface VariantFleet {
  readonly variantName: string;
  readonly instanceCount: number;
}
