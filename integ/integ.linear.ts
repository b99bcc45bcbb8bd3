import { Duration } from 'aws-cdk-lib';
import { integApp, integEndpoint } from './app';
import { CapacitySize, DeploymentStrategy, Guardrail } from 'cdk-guarded-endpoints';

export const app = integApp('integ-linear', (stack, model) => integEndpoint(stack, model, {
  strategy: DeploymentStrategy.linear({ stepSize: CapacitySize.percent(50), bakingPeriod: Duration.minutes(5) }),
  guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 1 })],
}));

if (require.main === module) {
  app();
}
