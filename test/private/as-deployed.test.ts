import { Aspects, Lazy, Token, aws_sagemaker as sagemaker, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { GuardedEndpointProps, ProductionVariantProps } from '../../src';
import { newEndpoint, newModel, newStack, newVariant, warningsOf } from '../declared';

type Change = (config: sagemaker.CfnEndpointConfig, stack: Stack) => void;

function synthesized(
  variant: Partial<ProductionVariantProps>, props: Partial<GuardedEndpointProps> = {}, change: Change = () => undefined,
): () => string[] {
  const stack = newStack();
  const endpoint = newEndpoint(stack, { variants: [newVariant(stack, { initialInstanceCount: 10, model: newModel(stack), ...variant })], ...props });
  change(endpoint.node.findAll().find((each) => sagemaker.CfnEndpointConfig.isCfnEndpointConfig(each)) as sagemaker.CfnEndpointConfig, stack);
  return () => {
    Template.fromStack(stack);
    return warningsOf(stack);
  };
}

describe('what is deployed in the end', () => {
  test.each<[string, Partial<ProductionVariantProps>, string]>([
    ['a lazy number of instances', { initialInstanceCount: Lazy.number({ produce: () => 1 }) }, 'CanarySize is 1 of 1 instance'],
    ['a number of instances that is a token', { initialInstanceCount: Token.asNumber({ resolve: () => 1 }) }, 'CanarySize is 1 of 1 instance'],
    ['a lazy type', { instanceType: Lazy.string({ produce: () => 'ml.inf1.xlarge' }) }, 'is on ml.inf1.xlarge'],
  ])('is refused where it is %s', (_name, variant, message) => {
    expect(synthesized(variant)).toThrow(message);
  });

  test.each<[string, (config: sagemaker.CfnEndpointConfig, stack: Stack) => void, string]>([
    ['an override of the number of instances', (config) => config.addPropertyOverride('ProductionVariants.0.InitialInstanceCount', 1), 'CanarySize is 1 of 1 instance'],
    ['another name', (config) => config.addPropertyOverride('ProductionVariants.0.VariantName', 'Other'), "the guardrails watch 'AllTraffic', but in the template its variants are named 'Other'"],
    ['an aspect', (config, stack) => Aspects.of(stack).add({ visit: (node) => { if (node === config) { config.addPropertyOverride('ProductionVariants.0.InitialInstanceCount', 1); } } }), 'CanarySize is 1 of 1 instance'],
  ])('is refused where it comes of %s', (_name, change, message) => {
    expect(synthesized({}, {}, change)).toThrow(message);
  });

  test('is warned of where an override takes all weight away', () => {
    expect(synthesized({}, {}, (config) => config.addPropertyOverride('ProductionVariants.0.InitialVariantWeight', 0))()).toEqual([expect.stringContaining('all its variants have a weight of 0')]);
  });

  test('is nobody\'s affair where it is sound, or unguarded', () => {
    expect(synthesized({ initialInstanceCount: Lazy.number({ produce: () => 10 }) })()).toEqual([]);
    expect(synthesized({}, {}, (config) => config.addPropertyOverride('ProductionVariants.0.InitialInstanceCount', 20))()).toEqual([]);
    expect(synthesized({}, { unguarded: true }, (config) => config.addPropertyOverride('ProductionVariants.0.InitialInstanceCount', 1))()).toEqual([]);
  });
});
