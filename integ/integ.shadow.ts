import { Duration } from 'aws-cdk-lib';
import { integApp, integEndpoint, TWO_INSTANCES } from './app';
import { CapacitySize, DeploymentStrategy, Guardrail } from 'cdk-guarded-endpoints';

/** A shadow variant, which gets copies of half of the requests. */
export const app = integApp('integ-shadow', (stack, model) => integEndpoint(stack, model, {
  shadowVariants: [{ variantName: 'Next', model: model('Next'), ...TWO_INSTANCES, samplingPercent: 50 }],
  strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(5) }),
  guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 1 })],
}));

if (require.main === module) {
  app();
}
