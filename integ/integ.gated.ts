import { join } from 'node:path';
import { Duration, aws_lambda as lambda } from 'aws-cdk-lib';
import { integApp, integEndpoint } from './app';
import { CapacitySize, DeploymentStrategy, Guardrail } from 'cdk-guarded-endpoints';

/** Hooks before and after an update, and a verification that its guardrails have seen requests. */
export const app = integApp('integ-gated', (stack, model) => {
  const handler = new lambda.Function(stack, 'Gate', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(join(__dirname, 'gate')),
  });
  integEndpoint(stack, model, {
    strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(5) }),
    guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 1 })],
    hooks: { beforeUpdate: { handler }, afterUpdate: { handler } },
    verification: { minimumInvocations: 100 },
  });
});

if (require.main === module) {
  app();
}
