import { Duration, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { integApp } from './app';
import { CapacitySize, DeploymentStrategy, EndpointGuardrails, Guardrail } from 'cdk-guarded-endpoints';

/** Declared as an L1, and guarded afterwards. */
export const app = integApp('integ-existing-endpoint', (stack, model) => {
  const config = new sagemaker.CfnEndpointConfig(stack, 'Config', {
    productionVariants: [{
      variantName: 'AllTraffic', modelName: model('Model').modelRef.modelName, instanceType: 'ml.m5.large', initialInstanceCount: 2, initialVariantWeight: 1,
    }],
  });
  const endpoint = new sagemaker.CfnEndpoint(stack, 'Endpoint', { endpointName: stack.stackName, endpointConfigName: config.attrEndpointConfigName });
  endpoint.with(new EndpointGuardrails({
    strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(5) }),
    guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 1 })],
  }));
  // The reason is CloudFormation's.
}, { reason: '.' });

if (require.main === module) {
  app();
}
