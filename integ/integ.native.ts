import { Duration } from 'aws-cdk-lib';
import { integApp, integEndpoint } from './app';
import { CapacitySize, DeploymentStrategy, EndpointUpdater, Guardrail } from 'cdk-guarded-endpoints';

/** Updated by CloudFormation itself. */
export const app = integApp('integ-native', (stack, model) => integEndpoint(stack, model, {
  updater: EndpointUpdater.cloudFormation(),
  strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(5) }),
  guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 1 })],
  // The reason is CloudFormation's.
}), { reason: '.' });

if (require.main === module) {
  app();
}
