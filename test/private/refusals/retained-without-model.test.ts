import { RemovalPolicy, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { Model, type GuardedEndpoint } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warned(change: (endpoint: GuardedEndpoint, model: sagemaker.CfnModel) => void): string[] {
  const stack = newStack();
  const endpoint = newEndpoint(stack);
  change(endpoint, stack.node.findAll().find((each) => sagemaker.CfnModel.isCfnModel(each)) as sagemaker.CfnModel);
  return warningsOf(stack);
}

describe('an endpoint that is retained', () => {
  test('is warned of where its model is not', () => {
    expect(warned((endpoint) => endpoint.applyRemovalPolicy(RemovalPolicy.RETAIN))).toEqual([
      "the endpoint is retained when it is taken out of the stack, but 'Stack/Model/Resource' is deleted, and without its models an endpoint can neither scale out nor be patched; "
      + 'apply RemovalPolicy.RETAIN to the models, too [ack: cdk-guarded-endpoints:retained-without-model]',
    ]);
  });

  test('is not where its model is, or is made elsewhere', () => {
    expect(warned((endpoint, model) => [endpoint, model].forEach((each) => each.applyRemovalPolicy(RemovalPolicy.RETAIN)))).toEqual([]);
    const stack = newStack();
    newEndpoint(stack, { removalPolicy: RemovalPolicy.RETAIN, variants: [newVariant(stack, { model: Model.fromModelName(stack, 'Made', 'made') })] });
    expect(warningsOf(stack).filter((warning) => warning.includes('retained'))).toEqual([]);
  });
});
