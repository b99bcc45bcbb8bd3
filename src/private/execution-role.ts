import { Reference, Token, Tokenization, type aws_iam as iam, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The role that a model construct knows, or the one that an L1's ARN refers to. */
export function executionRoleOf(model: sagemaker.IModelRef): iam.IRole | undefined {
  const { role, executionRoleArn } = model as { role?: unknown; executionRoleArn?: unknown };
  if (typeof executionRoleArn === 'string') {
    return declaredBehind(executionRoleArn);
  }
  return isRole(role) ? role : undefined;
}

function declaredBehind(arn: string): iam.IRole | undefined {
  const token = Token.isUnresolved(arn) ? Tokenization.reverseString(arn).firstToken : undefined;
  const declaring: IConstruct | undefined = Reference.isReference(token) ? token.target.node.scope : undefined;
  return isRole(declaring) ? declaring : undefined;
}

function isRole(candidate: unknown): candidate is iam.IRole {
  return typeof (candidate as Partial<iam.IRole> | undefined)?.attachInlinePolicy === 'function';
}
