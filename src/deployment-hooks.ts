import type { aws_lambda as lambda, Duration } from 'aws-cdk-lib';

/**
 * Lambda functions that have to agree to an update: approvals, deployment windows, smoke tests.
 *
 * @example
 * new GuardedEndpoint(stack, 'Churn', {
 *   variants: [{ model, instanceType: 'ml.m5.xlarge' }],
 *   hooks: { beforeUpdate: { handler: approval, timeout: Duration.hours(4) } },
 * });
 */
export interface DeploymentHooks {
  /**
   * Called before an update begins. Unless it agrees, the endpoint is left unchanged and the deployment of the stack fails.
   *
   * @default - no hook
   */
  readonly beforeUpdate?: DeploymentHook;

  /**
   * Called when the new config serves all traffic. Unless it agrees, the endpoint returns to the config that it served before, and the
   * deployment of the stack fails.
   *
   * The function's role is permitted to invoke the endpoint.
   *
   * @default - no hook
   */
  readonly afterUpdate?: DeploymentHook;
}

/**
 * A Lambda function that is asked about an update. It follows the contract of the lifecycle hooks of Amazon ECS.
 *
 * It answers `{ "hookStatus": "SUCCEEDED" }`, `FAILED`, or `IN_PROGRESS` to be called again after 30 seconds, or after `callBackDelay`
 * seconds; any `hookDetails` in that answer are passed to the next call. A `reason` becomes part of the reason that the deployment fails with. The
 * hook has failed if it throws, answers anything else, or does not answer within four minutes.
 *
 * It receives `executionId`, which is the same for all calls about one update, `lifecycleStage` (`BEFORE_UPDATE` or `AFTER_UPDATE`),
 * `endpointName`, `endpointConfigName`, `previousEndpointConfigName` and `stackId`. It may be called more than once for the same update.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html
 */
export interface DeploymentHook {
  /**
   * The function. It is deployed before the endpoint, so it can refer to the endpoint's name, but not to its ARN, and cannot be given a grant
   * of the endpoint.
   */
  readonly handler: lambda.IFunction;

  /**
   * How long it may be in progress, counted from its first call: from 1 second to 11 hours.
   *
   * If an update and its hooks may take longer than 55 minutes, CloudFormation waits with a wait condition.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;

  /**
   * What happens to the update if the function is still in progress after that time. A function that throws or answers FAILED has failed,
   * regardless of this setting.
   *
   * @default HookTimeoutAction.FAIL
   */
  readonly timeoutAction?: HookTimeoutAction;
}

/** What happens to an update whose hook is in progress for too long. */
export enum HookTimeoutAction {
  /** The hook has failed: no answer means no. */
  FAIL = 'FAIL',

  /** The update continues: no answer means consent. */
  CONTINUE = 'CONTINUE',
}
