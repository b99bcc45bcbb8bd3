// An L1 with two guardrails and a model's role, as a template: with the aws-cdk-lib that is installed where this runs.
const { createRequire } = require('node:module');
const { join } = require('node:path');

const load = createRequire(join(process.cwd(), 'package.json'));
const { App, Stack, aws_sagemaker: sagemaker } = load('aws-cdk-lib');
const { Template } = load('aws-cdk-lib/assertions');
const { ContainerImage, EndpointGuardrails, Guardrail, Model, ModelSource } = load('cdk-guarded-endpoints');

const stack = new Stack(new App(), 'Guarded');
const { modelName } = new Model(stack, 'Model', { source: ModelSource.fromContainer({ image: ContainerImage.fromUri('registry.example.com/churn:1') }) });
const config = new sagemaker.CfnEndpointConfig(stack, 'Config', {
  productionVariants: [{ variantName: 'AllTraffic', modelName, instanceType: 'ml.m5.xlarge', initialInstanceCount: 4, initialVariantWeight: 1 }],
});
new sagemaker.CfnEndpoint(stack, 'Endpoint', { endpointName: 'churn', endpointConfigName: config.attrEndpointConfigName })
  .with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate(), Guardrail.modelErrorRate()] }));
// Fails for a circle.
Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 2);
