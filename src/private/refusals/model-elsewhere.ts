import { Stack, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { warn } from './rule';
import { declaredModel } from '../declared-model';
import { outermost } from '../signalled-arn';

interface Serving {
  readonly variantName: string;
  readonly model?: sagemaker.IModelRef;
}

/**
 * Warns of a model that another stack declares: its name is an export of that stack, and another one with each version.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export function warnOfModelElsewhere(endpoint: IConstruct, variants: readonly Serving[]): void {
  const here = outermost(Stack.of(endpoint));
  for (const { variantName, model } of variants) {
    const declared = declaredModel(model);
    const there = declared && outermost(Stack.of(declared));
    if (there && there !== here) {
      warn(endpoint, 'model-elsewhere', `the model of variant '${variantName}' is declared in stack '${there.stackName}', and each version of it has another name: an export, which `
        + `CloudFormation does not change while '${here.stackName}' uses it, so that no other version can be deployed; declare the model in the endpoint's stack, or have it `
        + 'come by a name that is known at synth (Model.fromModelName)');
    }
  }
}
