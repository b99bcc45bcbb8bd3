import { Token } from 'aws-cdk-lib';
import { sum } from '../rollout/sum';

/** A production variant as a rollout sees it: a name and a number of instances, either of which may be a token. */
export interface VariantFleet {
  readonly variantName: string;
  readonly instanceCount: number;
  /** The variant's part of the endpoint's traffic, 0 to 1; absent where weights are tokens. */
  readonly trafficShare?: number;
  /** Those it may run on; absent where tokens hide one. */
  readonly instanceTypes?: readonly string[];
  /** How long the app itself allows one launch of instances to take; absent where it says nothing of it. */
  readonly launchSeconds?: number;
}

/** What the app allows a launch: finding an instance, and then downloading the model and passing a health check. Tokens are nothing. */
export function launchSecondsOf(...timeouts: ReadonlyArray<number | undefined>): number | undefined {
  const known = timeouts.flatMap((timeout) => (timeout === undefined || Token.isUnresolved(timeout) ? [] : [timeout]));
  return known.length > 0 ? sum(known) : undefined;
}

/** A variant's part of the traffic; none where no variant has any weight. */
export function shareOf(weight: number, total: number): number {
  return total > 0 ? weight / total : 0;
}

/** The types of instances, unless a token hides one of them. */
export function knownTypes(instanceTypes: readonly string[]): readonly string[] | undefined {
  return instanceTypes.length === 0 || instanceTypes.some((type) => Token.isUnresolved(type)) ? undefined : instanceTypes;
}
