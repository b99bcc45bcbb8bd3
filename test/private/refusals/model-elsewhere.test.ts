import { App, NestedStack, Stack, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { Model } from '../../../src';
import { newEndpoint, newModel, newVariant, warningsOf } from '../../declared';

function warnedOf(modelIn: (serving: Stack, other: Stack) => sagemaker.IModelRef): string[] {
  const app = new App();
  const [other, serving] = [new Stack(app, 'Models'), new Stack(app, 'Serving')];
  newEndpoint(serving, { variants: [newVariant(serving, { model: modelIn(serving, other) })] });
  return warningsOf(serving).filter((warning) => warning.includes('model-elsewhere'));
}

describe('a model that another stack declares', () => {
  test.each([
    ['ours', (_serving: Stack, other: Stack) => newModel(other)],
    ['an L1', (_serving: Stack, other: Stack) => new sagemaker.CfnModel(other, 'Model', { executionRoleArn: 'arn:aws:iam::111122223333:role/serving' })],
  ])('is warned of: %s', (_name, modelIn) => {
    expect(warnedOf(modelIn)).toEqual([
      expect.stringMatching(/^the model of variant 'AllTraffic' is declared in stack 'Models'.* does not change while 'Serving' uses it, so that no other version can be deployed/),
    ]);
  });

  test('is fine in a stack within, and where it comes by its name', () => {
    expect(warnedOf((serving) => newModel(new NestedStack(serving, 'Within')))).toEqual([]);
    expect(warnedOf((_serving, other) => Model.fromModelName(other, 'Model', 'churn-7'))).toEqual([]);
  });
});
