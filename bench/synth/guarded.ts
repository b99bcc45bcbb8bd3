import type { Stack } from 'aws-cdk-lib';
import { ContainerImage, DeploymentStrategy, GuardedEndpoint, Guardrail, Model, ModelSource } from '../../src';

export const IMAGE = 'registry.example.com/churn:1';

/** Endpoints as one declares them with this library. */
export function guarded(stack: Stack, ids: readonly string[]): void {
  for (const id of ids) {
    const model = new Model(stack, `Model${id}`, { source: ModelSource.fromContainer({ image: ContainerImage.fromUri(IMAGE) }) });
    new GuardedEndpoint(stack, `Endpoint${id}`, {
      endpointName: `endpoint-${id}`,
      variants: [{ model, instanceType: 'ml.m5.xlarge' }],
      strategy: DeploymentStrategy.canary(),
      guardrails: [Guardrail.serverErrorRate()],
    });
  }
}
