/**
 * Who performs the updates of an endpoint: requests them from SageMaker, and waits for them.
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
   * A Lambda function and a state machine, shared by all endpoints of the stack (`GuardedEndpoint.configureUpdater` sets them up).
   *
   * If a guardrail rolls an update back, the deployment fails with the guardrail's name, its threshold and the value it saw.
   */
  public static lambdaFunction(): EndpointUpdater {
    return new EndpointUpdater(false);
  }

  /**
   * CloudFormation itself: the endpoint is an `AWS::SageMaker::Endpoint`, and the stack needs no function, state machine or key.
   *
   * How CloudFormation reports that a guardrail has rolled an update back is not documented; use `alarmActions` or
   * `notifyOfDeployments` to be notified. What only the Lambda function can do is refused: `verification`, `hooks`, `deployDespiteAlarm`, `adoptExisting` and
   * `waitCondition`.
   */
  public static cloudFormation(): EndpointUpdater {
    return new EndpointUpdater(true);
  }

  /** @internal */
  private constructor(/** @internal */ public readonly _native: boolean) {}
}
