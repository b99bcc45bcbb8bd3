import { join } from 'node:path';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { assertRollouts, GOOD_RELEASE, type RolloutAssertions } from './assertions';
import { ContainerImage, GuardedEndpoint, Model, ModelSource, type GuardedEndpointProps } from 'cdk-guarded-endpoints';

/** The least with which every strategy is possible. */
export const TWO_INSTANCES = { instanceType: 'ml.m5.large', initialInstanceCount: 2 };

/**
 * An app for integ-runner: a stack of the name, in which everything is declared, and the assertions that are made about it once it is deployed.
 *
 * @returns the app with a release in service, the first by default
 */
export function integApp(
  stackName: string,
  declare: (stack: Stack, model: (id: string) => Model, release: string) => void,
  assertions: RolloutAssertions = {},
): (release?: string) => App {
  return (release = GOOD_RELEASE) => {
    // What nobody reviews stays out of the snapshots.
    const app = new App({ treeMetadata: false, postCliContext: { '@aws-cdk/core:enableAdditionalMetadataCollection': false } });
    const stack = new Stack(app, stackName);
    const { valueAsString: RELEASE } = new CfnParameter(stack, 'Release', { default: release, allowedPattern: '^(good|bad)-[0-9]+$' });
    declare(stack, (id) => new Model(stack, id, { source: ModelSource.fromContainer({ image: imageOf(), environment: { RELEASE } }) }), RELEASE);
    assertRollouts(app, stack, assertions);
    return app;
  };
}

/** The image of model/, which is built when the app is deployed. */
export function imageOf(): ContainerImage {
  return ContainerImage.fromAsset(join(__dirname, 'model'));
}

/** An endpoint of one variant, its name that of its stack. */
export function integEndpoint(stack: Stack, model: (id: string) => Model, props: Omit<GuardedEndpointProps, 'variants'>): GuardedEndpoint {
  return new GuardedEndpoint(stack, 'Endpoint', {
    endpointName: stack.stackName,
    variants: [{ model: model('Model'), ...TWO_INSTANCES }],
    ...props,
  });
}
