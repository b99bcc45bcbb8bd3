import type { aws_cloudwatch as cloudwatch, aws_sagemaker as sagemaker, IStableListProducer } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { alarmReference } from './alarm-reference';
import { executionRoleOf } from './execution-role';
import { warnOfUnknownExecutionRole } from './refusals/execution-role-unknown';
import { RolePolicy } from './role-policy';

interface ServedModel {
  readonly variantName: string;
  /** Absent where the app does not declare it. */
  readonly model?: sagemaker.IModelRef;
}

/**
 * Allows the models' execution roles to read the guardrail alarms, without which SageMaker cannot watch them.
 *
 * A policy of the endpoint's own, not of the roles: a model waits for its role's policies, and the alarms for the model.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
 */
export function allowToReadAlarms(
  endpoint: Construct, models: readonly ServedModel[], alarms: readonly cloudwatch.IAlarmRef[], scope: Construct = endpoint,
): Construct {
  const served = models.map(({ variantName, model }) => ({ variantName, role: model && executionRoleOf(model) }));
  const roles = new Set(served.flatMap(({ role }) => role ?? []));
  const policy = new RolePolicy(scope, 'AlarmReaders', [...roles], [{ actions: ['cloudwatch:DescribeAlarms'], resources: arnsOf(scope, alarms) }]);
  for (const { variantName, role } of served) {
    if (!role || !policy.takers.has(role)) {
      warnOfUnknownExecutionRole(endpoint, variantName);
    }
  }
  return policy.construct;
}

/** The alarms' ARNs, those that are added later included. */
export function arnsOf(scope: Construct, alarms: readonly cloudwatch.IAlarmRef[]): IStableListProducer {
  return { produce: () => alarms.map((alarm) => alarmReference(scope, alarm).alarmArn) };
}
