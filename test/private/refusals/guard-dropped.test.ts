import { App, Aspects, aws_sagemaker as sagemaker, CfnResource, Stack } from 'aws-cdk-lib';
import { ContainerImage, EndpointGuardrails, type GuardedEndpoint, Guardrail, Model, ModelSource, type VariantOptions } from '../../../src';
import { newEndpoint, newModel, newStack, newVariant } from '../../declared';

const MARKETPLACE = 'arn:aws:sagemaker:us-east-1:865070037744:model-package/resnet-50-1547760463';

function guarded(variant: Partial<VariantOptions>, unguarded = false): GuardedEndpoint {
  const stack = newStack();
  return newEndpoint(stack, { unguarded, variants: [newVariant(stack, variant)] });
}

describe('an instance type on which the service drops the guard', () => {
  test('fails if the endpoint is guarded', () => {
    expect(() => guarded({ instanceType: 'ml.inf1.xlarge' }))
      .toThrow(/variant 'AllTraffic' is on ml\.inf1\.xlarge, and on Inf1 instances the service shifts all traffic at once and watches no alarm.+or unguarded: true \[cdk-guarded-endpoints:guard-dropped\]$/);
  });

  test('fails as one to fall back to, too', () => {
    expect(() => guarded({ fallbackInstanceTypes: ['ml.inf1.2xlarge'] })).toThrow("variant 'AllTraffic' is on ml.inf1.2xlarge");
  });

  test('can be used without a guard', () => {
    expect(() => guarded({ instanceType: 'ml.inf1.xlarge' }, true)).not.toThrow();
  });

  test('is none of the later generation', () => {
    expect(() => guarded({ instanceType: 'ml.inf2.xlarge' })).not.toThrow();
  });
});

describe('a container from AWS Marketplace', () => {
  test.each<[string, (stack: Stack) => sagemaker.IModelRef]>([
    ['a model', (stack) => new Model(stack, 'Bought', { source: ModelSource.fromModelPackageArn(MARKETPLACE) })],
    ['a CfnModel', (stack) => new sagemaker.CfnModel(stack, 'Bought', { primaryContainer: { modelPackageName: MARKETPLACE } })],
    ['one of several containers', (stack) => new sagemaker.CfnModel(stack, 'Bought', { containers: [{ image: 'image' }, { modelPackageName: MARKETPLACE }] })],
  ])('fails as %s', (_what, model) => {
    const stack = newStack();
    expect(() => newEndpoint(stack, { variants: [newVariant(stack, { model: model(stack) })] }))
      .toThrow(/serves 'arn:.+:model-package\/resnet-50-1547760463', a model package without a version, as AWS Marketplace has them/);
  });

  test('is none of the model registry', () => {
    const stack = newStack();
    const model = new Model(stack, 'Registered', { source: ModelSource.fromModelPackageArn(MARKETPLACE.replace(/[^/]+$/, 'churn/7')) });
    expect(() => newEndpoint(stack, { variants: [newVariant(stack, { model })] })).not.toThrow();
  });
});

describe('what an app does to the config behind the back of the construct', () => {
  type Hatch = (config: sagemaker.CfnEndpointConfig) => void;
  const serverless = { MemorySizeInMB: 2048, MaxConcurrency: 5 };

  test.each<[string, Hatch, string]>([
    ['a serverless variant, by an override', (config) => config.addPropertyOverride('ProductionVariants.0.ServerlessConfig', serverless),
      "variant 'AllTraffic' is serverless (ServerlessConfig), and the service does not guard updates of serverless variants"],
    ['a serverless variant, by a property', (config) => {
      config.productionVariants = [{ variantName: 'AllTraffic', serverlessConfig: { maxConcurrency: 5, memorySizeInMb: 2048 } }];
    }, 'is serverless'],
    ['Elastic Inference', (config) => config.addPropertyOverride('ProductionVariants.0.AcceleratorType', 'ml.eia2.medium'), 'uses Elastic Inference'],
    ['an Inf1 instance', (config) => config.addPropertyOverride('ProductionVariants.0.InstanceType', 'ml.inf1.xlarge'), 'is on ml.inf1.xlarge'],
    ['a pool of Inf1 instances', (config) => config.addPropertyOverride('ProductionVariants.0.InstancePools', [{ InstanceType: 'ml.inf1.xlarge', Priority: 1 }]), 'is on ml.inf1.xlarge'],
    ['a serverless shadow', (config) => config.addPropertyOverride('ShadowProductionVariants', [{ VariantName: 'Next', ServerlessConfig: serverless }]), "variant 'Next' is serverless"],
    ['an Inf1 instance, by an aspect', (config) => Aspects.of(config.stack).add({
      visit: (node) => node === config && (node as CfnResource).addPropertyOverride('ProductionVariants.0.InstanceType', 'ml.inf1.xlarge'),
    }), 'is on ml.inf1.xlarge'],
  ])('fails at synth if it is %s', (_what, hatch, message) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    hatch(newEndpoint(stack).node.findChild('EndpointConfig') as sagemaker.CfnEndpointConfig);
    expect(() => app.synth()).toThrow("the config of endpoint 'Stack/Churn': variant '");
    expect(() => app.synth()).toThrow(message);
  });

  test('is nobody\'s business without a guard', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const config = newEndpoint(stack, { unguarded: true }).node.findChild('EndpointConfig') as sagemaker.CfnEndpointConfig;
    config.addPropertyOverride('ProductionVariants.0.InstanceType', 'ml.inf1.xlarge');
    expect(() => app.synth()).not.toThrow();
  });

  test('fails on an endpoint that is declared elsewhere, too', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const variant = { variantName: 'AllTraffic', modelName: newModel(stack).modelName, instanceType: 'ml.m5.xlarge', initialInstanceCount: 3, initialVariantWeight: 1 };
    const config = new sagemaker.CfnEndpointConfig(stack, 'Config', { productionVariants: [variant] });
    new sagemaker.CfnEndpoint(stack, 'Endpoint', { endpointName: 'churn', endpointConfigName: config.attrEndpointConfigName })
      .with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] }));
    config.addPropertyOverride('ProductionVariants.0.ServerlessConfig', serverless);
    expect(() => app.synth()).toThrow("the config of endpoint 'Stack/Endpoint': variant 'AllTraffic' is serverless");
  });

  test('fails for a package from AWS Marketplace behind an endpoint that is declared elsewhere', () => {
    const stack = newStack();
    const model = new sagemaker.CfnModel(stack, 'Bought', { primaryContainer: { modelPackageName: MARKETPLACE } });
    const variant = { variantName: 'AllTraffic', modelName: model.attrModelName, instanceType: 'ml.m5.xlarge', initialInstanceCount: 3, initialVariantWeight: 1 };
    const config = new sagemaker.CfnEndpointConfig(stack, 'Config', { productionVariants: [variant] });
    const endpoint = new sagemaker.CfnEndpoint(stack, 'Endpoint', { endpointName: 'churn', endpointConfigName: config.attrEndpointConfigName });
    expect(() => endpoint.with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] }))).toThrow('as AWS Marketplace has them');
  });
});

test('an image from a registry of one\'s own is no container from AWS Marketplace', () => {
  const stack = newStack();
  const model = new Model(stack, 'Own', { source: ModelSource.fromPipeline([{ image: ContainerImage.fromUri('a') }, { image: ContainerImage.fromUri('b') }]) });
  expect(() => newEndpoint(stack, { variants: [newVariant(stack, { model })] })).not.toThrow();
});
