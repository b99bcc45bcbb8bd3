import { Duration } from 'aws-cdk-lib';
import { integApp, integEndpoint } from './app';
import { CapacitySize, DeploymentStrategy, Guardrail } from 'cdk-guarded-endpoints';

/** Longer than a custom resource may take, so that a wait condition waits for it. */
export const app = integApp('integ-long-rollout', (stack, model) => integEndpoint(stack, model, {
  strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(60), terminationWait: Duration.minutes(10) }),
  guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 1 })],
}), { keeps: false });

if (require.main === module) {
  app();
}
