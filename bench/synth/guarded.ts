import type { Stack } from 'aws-cdk-lib';
import { CapacitySize, ContainerImage, DeploymentStrategy, GuardedEndpoint, Guardrail, Model, ModelSource } from '../../src';

export const IMAGE = 'registry.example.com/churn:1';

/** Endpoints as one declares them with this library. */
export function guarded(stack: Stack, ids: readonly string[]): void {
  for (const id of ids) {
    const model = new Model(stack, `Model${id}`, { source: ModelSource.fromContainer({ image: ContainerImage.fromUri(IMAGE) }) });
    new GuardedEndpoint(stack, `Endpoint${id}`, {
      endpointName: `endpoint-${id}`,
      variants: [{ model, instanceType: 'ml.m5.xlarge' }],
      // What 10 % of two instances come to; a percentage would be said to be rounded, and by hand nobody says so.
      strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1) }),
      guardrails: [Guardrail.serverErrorRate()],
    });
  }
}
