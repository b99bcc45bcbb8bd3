import { Stack, type CfnResource } from 'aws-cdk-lib';

/** What the CDK has no public member for; `_toCloudFormation` is what its own constructs hash resources by. */
interface Synthesizable {
  readonly rawOverrides?: Overrides;
  _toCloudFormation(): object;
}

/** What the escape hatches have put in, by its place in the resource. */
interface Overrides {
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface Fragment {
  readonly Resources?: Readonly<Record<string, { readonly Properties?: Readonly<Record<string, unknown>> }>>;
}

/** What escape hatches have put into a resource. */
export function overridesOf(resource: CfnResource): Overrides {
  return (resource as unknown as Synthesizable).rawOverrides ?? {};
}

/**
 * The properties of a resource as they stand in the template, overrides and all.
 *
 * @see https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-apigateway/lib/deployment.ts
 */
export function renderedProperties(resource: CfnResource): Readonly<Record<string, unknown>> {
  const { Resources = {} } = Stack.of(resource).resolve((resource as unknown as Synthesizable)._toCloudFormation()) as Fragment;
  return Object.values(Resources)[0]?.Properties ?? {};
}
