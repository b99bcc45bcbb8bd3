/**
 * Who asks SageMaker for the updates of an endpoint, and waits for them.
 *
 * @example
 * new GuardedEndpoint(stack, 'Churn', {
 *   variants: [{ model, instanceType: 'ml.m5.xlarge' }],
 *   updater: EndpointUpdater.cloudFormation(),
 *   alarmActions: [pager],
 * });
 */
export class EndpointUpdater {
  /**
   * A Lambda function and a state machine of the stack, which all its endpoints share (`GuardedEndpoint.configureUpdater` sets them up).
   *
   * It fails the deployment when a guardrail rolls an update back, and says which one, its threshold and what it saw.
   */
  public static lambdaFunction(): EndpointUpdater {
    return new EndpointUpdater(false);
  }

  /**
   * CloudFormation itself: the endpoint is an `AWS::SageMaker::Endpoint`, and the stack has no function, state machine or key for it.
   *
   * How CloudFormation reports that a guardrail has rolled an update back is not documented; be told with `alarmActions` or
   * `notifyOfDeployments`. What only the Lambda function can do fails: `verification`, `hooks`, `deployDespiteAlarm`, `adoptExisting` and
   * `waitCondition`.
   */
  public static cloudFormation(): EndpointUpdater {
    return new EndpointUpdater(true);
  }

  /** @internal */
  private constructor(/** @internal */ public readonly _native: boolean) {}
}
