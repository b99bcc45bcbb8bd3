import { aws_iam as iam, Lazy, Reference, Token, Tokenization, type aws_cloudwatch as cloudwatch, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { warnOfUnknownExecutionRole } from './refusals/execution-role-unknown';

interface ServedModel {
  readonly variantName: string;
  readonly model: sagemaker.IModelRef;
}

/**
 * Allows the models' execution roles to read the guardrail alarms, without which SageMaker cannot watch them.
 *
 * A policy of the endpoint's own, not of the roles: a model waits for its role's policies, and the alarms for the model.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
 */
export function allowToReadAlarms(scope: Construct, models: readonly ServedModel[], alarms: readonly cloudwatch.IAlarmRef[]): iam.Policy | undefined {
  const roles = new Set<iam.Role>();
  for (const { variantName, model } of models) {
    const role = executionRoleOf(model);
    if (role) {
      roles.add(role);
    } else {
      warnOfUnknownExecutionRole(scope, variantName);
    }
  }
  if (roles.size === 0) {
    return undefined;
  }
  return new iam.Policy(scope, 'AlarmReaders', {
    roles: [...roles],
    statements: [new iam.PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: arnsOf(alarms) })],
  });
}

/** The alarms' ARNs, those that are added later included. */
export function arnsOf(alarms: readonly cloudwatch.IAlarmRef[]): string[] {
  return Lazy.list({ produce: () => alarms.map((alarm) => alarm.alarmRef.alarmArn) });
}

/** The role where it is declared in this app: the one a model construct knows, or the one an L1's ARN refers to. */
function executionRoleOf(model: sagemaker.IModelRef): iam.Role | undefined {
  const { role, executionRoleArn } = model as { role?: unknown; executionRoleArn?: unknown };
  const candidate = role ?? (typeof executionRoleArn === 'string' ? referredTo(executionRoleArn) : undefined);
  return candidate !== undefined && iam.Role.isRole(candidate) ? candidate : undefined;
}

function referredTo(arn: string): unknown {
  const token = Token.isUnresolved(arn) ? Tokenization.reverseString(arn).firstToken : undefined;
  return Reference.isReference(token) ? token.target.node.scope : undefined;
}
