import { listed } from '../faults';

/** CloudFormation has the service keep the counts of all variants or of none, whatever it is that has changed. */
export function countsKeptOfAll(scaled: readonly string[], variantNames: readonly string[]): string | undefined {
  const others = variantNames.filter((name) => !scaled.includes(name));
  return others.length === 0
    ? undefined
    : `${listed(scaled)} ${scaled.length === 1 ? 'is' : 'are'} autoscaled, so updates keep the numbers of instances of all variants: a changed initialInstanceCount of `
      + `${listed(others)} has no effect on the endpoint; autoscale all of them, or leave updater out, so that a Lambda function updates the endpoint`;
}
