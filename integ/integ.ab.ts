import { Duration } from 'aws-cdk-lib';
import { integApp, TWO_INSTANCES } from './app';
import { CapacitySize, DeploymentStrategy, GuardedEndpoint, Guardrail } from 'cdk-guarded-endpoints';

/** Two production variants, each with its own alarm. */
export const app = integApp('integ-ab', (stack, model) => new GuardedEndpoint(stack, 'Endpoint', {
  endpointName: stack.stackName,
  variants: [
    { variantName: 'Champion', model: model('Champion'), ...TWO_INSTANCES, initialVariantWeight: 3 },
    { variantName: 'Challenger', model: model('Challenger'), ...TWO_INSTANCES, initialVariantWeight: 1 },
  ],
  strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(5) }),
  guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 1 })],
}), { reason: 'integ-ab-Champion-ServerErrorRate' });

if (require.main === module) {
  app();
}
