import type { DescribeEndpointOutput } from '@aws-sdk/client-sagemaker';
import type { TimelineEntry } from '../../src/simulator/journal';

/** An entry of an endpoint's timeline, and the endpoint as its API describes it at that instant. */
export interface Sighting {
  readonly entry: TimelineEntry;
  /** None where there is no endpoint any more. */
  readonly described: DescribeEndpointOutput | undefined;
}

/**
 * Watches one endpoint through what its users can see, and says what may not be.
 *
 * Checkers are written from the service's pages. They import nothing of the source but types, so that they can contradict it.
 */
export interface Checker {
  saw(sighting: Sighting): string[];
}

export type NewChecker = () => Checker;

/** The fleets of an update in progress as the API tells of them: all variants together. */
export interface Fleets {
  readonly blue: number;
  readonly green: number;
  readonly greenDesired: number;
  readonly greenConfig: string;
}

export function fleetsIn({ ProductionVariants = [], PendingDeploymentSummary: pending }: DescribeEndpointOutput): Fleets | undefined {
  const variants = pending?.ProductionVariants ?? [];
  return pending && {
    blue: sum(ProductionVariants.map(({ CurrentInstanceCount }) => CurrentInstanceCount)),
    green: sum(variants.map(({ CurrentInstanceCount }) => CurrentInstanceCount)),
    greenDesired: sum(variants.map(({ DesiredInstanceCount }) => DesiredInstanceCount)),
    greenConfig: pending.EndpointConfigName!,
  };
}

export function sum(counts: ReadonlyArray<number | undefined>): number {
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0);
}

/** Shares are added up in floating point. */
export const EPSILON = 1e-9;
