import { Duration } from 'aws-cdk-lib';
import { imageOf, integApp, TWO_INSTANCES } from './app';
import { CapacitySize, DeploymentStrategy, GuardedEndpoint, Guardrail, Model, ModelSource } from 'cdk-guarded-endpoints';

/** An inference pipeline: a container that prepares, and one that predicts. */
export const app = integApp('integ-pipeline', (stack, _model, release) => new GuardedEndpoint(stack, 'Endpoint', {
  endpointName: stack.stackName,
  variants: [{
    ...TWO_INSTANCES,
    model: new Model(stack, 'Model', {
      source: ModelSource.fromPipeline([{ image: imageOf() }, { image: imageOf(), environment: { RELEASE: release } }]),
    }),
  }],
  strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(5) }),
  guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 1 })],
}));

if (require.main === module) {
  app();
}
