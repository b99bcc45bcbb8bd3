import type { aws_lambda as lambda, Duration } from 'aws-cdk-lib';

/**
 * What has to agree to an update: approvals, deployment windows, smoke tests.
 *
 * @example
 * new GuardedEndpoint(stack, 'Churn', {
 *   variants: [{ model, instanceType: 'ml.m5.xlarge' }],
 *   hooks: { beforeUpdate: { handler: approval, timeout: Duration.hours(4) } },
 * });
 */
export interface DeploymentHooks {
  /**
   * Asked before an update is begun. Unless it agrees, the endpoint is left as it is and the deployment of the stack fails.
   *
   * @default - nobody is asked
   */
  readonly beforeUpdate?: DeploymentHook;

  /**
   * Asked when the new config serves all traffic. Unless it agrees, the endpoint goes back to the config that it served before, and the
   * deployment of the stack fails.
   *
   * It may invoke the endpoint: the function's role is permitted to.
   *
   * @default - nobody is asked
   */
  readonly afterUpdate?: DeploymentHook;
}

/**
 * A Lambda function that is asked about an update, by the contract of the lifecycle hooks of Amazon ECS.
 *
 * It answers `{ "hookStatus": "SUCCEEDED" }`, `FAILED`, or `IN_PROGRESS` to be called again, after 30 seconds or after `callBackDelay`
 * seconds; the `hookDetails` that it adds then are given back to it. A `reason` is what the deployment of the stack fails with. To throw, or
 * to answer anything else, or not to answer within four minutes, is to fail.
 *
 * It is given `executionId`, which is the same for all calls of one update, `lifecycleStage` (`BEFORE_UPDATE` or `AFTER_UPDATE`),
 * `endpointName`, `endpointConfigName`, `previousEndpointConfigName` and `stackId`. It may be called more than once for the same.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html
 */
export interface DeploymentHook {
  /**
   * The function. It is deployed before the endpoint is, so it cannot refer to the endpoint's ARN, nor be given a grant of the endpoint; to
   * its name it can.
   */
  readonly handler: lambda.IFunction;

  /**
   * How long it may be in progress, from its first call on: from 1 second to 11 hours.
   *
   * Where updates and their hooks may take longer than 55 minutes, CloudFormation waits by way of a wait condition.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;

  /**
   * What becomes of the update when the function is still in progress after that time. One that throws, or answers FAILED, has failed
   * whatever is said here.
   *
   * @default HookTimeoutAction.FAIL
   */
  readonly timeoutAction?: HookTimeoutAction;
}

/** What becomes of an update whose hook is in progress for too long. */
export enum HookTimeoutAction {
  /** The hook has failed: no answer is no. */
  FAIL = 'FAIL',

  /** The update goes on: no answer is consent. */
  CONTINUE = 'CONTINUE',
}
