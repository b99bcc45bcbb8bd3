import { aws_iam as iam, Lazy, type aws_cloudwatch as cloudwatch, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { executionRoleOf } from './execution-role';
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
export function allowToReadAlarms(scope: Construct, models: readonly ServedModel[], alarms: readonly cloudwatch.IAlarmRef[]): iam.Policy {
  const policy = new AlarmReaders(scope, 'AlarmReaders', {
    statements: [new iam.PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: arnsOf(alarms) })],
  });
  for (const { variantName, model } of models) {
    const role = executionRoleOf(model);
    if (!role || !policy.offerTo(role)) {
      warnOfUnknownExecutionRole(scope, variantName);
    }
  }
  return policy;
}

/** The alarms' ARNs, those that are added later included. */
export function arnsOf(alarms: readonly cloudwatch.IAlarmRef[]): string[] {
  return Lazy.list({ produce: () => alarms.map((alarm) => alarm.alarmRef.alarmArn) });
}

/** A policy that knows which roles took it: one that cannot be changed says nothing. */
class AlarmReaders extends iam.Policy {
  private readonly takers = new Set<iam.IRole>();

  offerTo(role: iam.IRole): boolean {
    role.attachInlinePolicy(this);
    return this.takers.has(role);
  }

  override attachToRole(role: iam.IRole): void {
    super.attachToRole(role);
    this.takers.add(role);
  }
}
