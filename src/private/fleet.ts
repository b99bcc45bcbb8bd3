/** A production variant as a rollout sees it: a name and a number of instances, either of which may be a token. */
export interface VariantFleet {
  readonly variantName: string;
  readonly instanceCount: number;
  /** The variant's part of the endpoint's traffic, 0 to 1; absent where weights are tokens. */
  readonly trafficShare?: number;
}
