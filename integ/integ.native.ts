import { Duration, type App } from 'aws-cdk-lib';
import { integApp, integEndpoint } from './app';
import { CapacitySize, DeploymentStrategy, EndpointUpdater, Guardrail } from 'cdk-guarded-endpoints';

/** Updated by CloudFormation itself. */
export const app = (image?: string): App => integApp('integ-native', image, (stack, model) => integEndpoint(stack, model, {
  updater: EndpointUpdater.cloudFormation(),
  strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(5) }),
  guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 1 })],
}));

if (require.main === module) {
  app().synth();
}
