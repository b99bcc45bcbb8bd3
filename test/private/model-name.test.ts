import { aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { modelNameOf } from '../../src/private/model-name';
import { newModel, newStack } from '../declared';

/** A model construct of somebody else, whose reference holds what this release of aws-cdk-lib says. */
function foreign(modelRef: Record<string, string>): sagemaker.IModelRef {
  return { modelRef } as unknown as sagemaker.IModelRef;
}

describe('the name of a model', () => {
  test('can be in its reference', () => {
    expect(modelNameOf(foreign({ modelId: 'id', modelName: 'Churn' }))).toBe('Churn');
  });

  test('can be in the ARN of its reference, which is all that newer releases have', () => {
    expect(modelNameOf(foreign({ modelArn: 'arn:aws:sagemaker:eu-west-1:111122223333:model/churn' }))).toBe('churn');
  });

  test('can be an attribute, which keeps capital letters where an ARN does not', () => {
    const stack = newStack();
    const [ours, l1] = [newModel(stack), new sagemaker.CfnModel(stack, 'L1', { modelName: 'Churn' })];
    expect(stack.resolve(modelNameOf(ours))).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Model/), 'ModelName'] });
    expect(stack.resolve(modelNameOf(l1))).toEqual({ 'Fn::GetAtt': ['L1', 'ModelName'] });
  });
});
