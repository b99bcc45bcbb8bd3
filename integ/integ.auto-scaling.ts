import { Duration } from 'aws-cdk-lib';
import { integApp, integEndpoint } from './app';
import { CapacitySize, DeploymentStrategy, Guardrail } from 'cdk-guarded-endpoints';

/** A variant whose instance count follows its traffic, and is left alone while it is updated. */
export const app = integApp('integ-auto-scaling', (stack, model) => {
  const endpoint = integEndpoint(stack, model, {
    strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(5) }),
    guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 1 })],
  });
  endpoint.variant('AllTraffic').autoScaleInstanceCount({ minCapacity: 2, maxCapacity: 4 }).scaleOnInvocations('Traffic', { targetInvocationsPerInstance: 600 });
});

if (require.main === module) {
  app();
}
