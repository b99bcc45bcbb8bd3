import type { IConstruct } from 'constructs';
import { warn } from './rule';

/**
 * Warns that a model's execution role could not be given the permission to read the guardrail alarms.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
 */
export function warnOfUnknownExecutionRole(scope: IConstruct, variantName: string): void {
  warn(scope, 'execution-role-unknown',
    `the execution role of the model of variant '${variantName}' cannot be changed by this app, so it was not allowed to read the guardrail alarms; `
    + 'without that the service cannot roll an update back: allow it cloudwatch:DescribeAlarms on them, or use a role that this app may change (of a model made elsewhere: Model.fromModelAttributes)');
}
