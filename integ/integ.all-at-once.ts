import { Duration } from 'aws-cdk-lib';
import { integApp, integEndpoint } from './app';
import { DeploymentStrategy, Guardrail } from 'cdk-guarded-endpoints';

export const app = integApp('integ-all-at-once', (stack, model) => integEndpoint(stack, model, {
  strategy: DeploymentStrategy.allAtOnce({ bakingPeriod: Duration.minutes(5) }),
  guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 1 })],
}));

if (require.main === module) {
  app();
}
