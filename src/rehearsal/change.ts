import { isDeepStrictEqual } from 'node:util';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';

/** What CloudFormation does with a resource that is there and is to have other properties. */
export type Change = 'none' | 'update' | 'replace';

type Properties = Readonly<Record<string, unknown>>;

/**
 * What CloudFormation does with a resource whose properties change so.
 *
 * Decided on resolved values, as CloudFormation does: a reference to something that was replaced is another value.
 * A resource type that is not in CloudFormation's own specification, a custom one say, is updated.
 */
export function changeOf(type: string, before: Properties, after: Properties): Change {
  if (isDeepStrictEqual(before, after)) {
    return 'none';
  }
  const diff = fullDiff(template(type, before), template(type, after));
  switch (diff.resources.get('Resource')?.changeImpact) {
    case ResourceImpact.WILL_REPLACE:
    case ResourceImpact.MAY_REPLACE:
      return 'replace';
    default:
      return 'update';
  }
}

function template(type: string, properties: Properties): { [key: string]: unknown } {
  return { Resources: { Resource: { Type: type, Properties: properties } } };
}
