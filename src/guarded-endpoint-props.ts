import type { aws_cloudwatch as cloudwatch, aws_kms as kms, aws_sagemaker as sagemaker, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { AsyncInference } from './async-inference';
import type { DataCapture } from './data-capture';
import type { DeploymentHooks } from './deployment-hooks';
import type { DeploymentStrategy } from './deployment-strategy';
import type { EndpointUpdater } from './endpoint-updater';
import type { Guardrail } from './guardrail';
import type { ProductionVariantProps, ShadowVariantProps } from './variant-options';
import type { Verification } from './verification';

/** Properties of a guarded endpoint. Values that are tokens are not checked. */
export interface GuardedEndpointProps {
  /** The production variants, from 1 to 10. */
  readonly variants: ProductionVariantProps[];

  /**
   * How an update replaces the old fleet with the new one.
   *
   * It does not apply to the first deployment, which has nothing to return to.
   *
   * @default DeploymentStrategy.canary()
   */
  readonly strategy?: DeploymentStrategy;

  /**
   * The alarms that roll an update back, 1 to 10 in all. Most guardrails create one alarm for every production variant.
   *
   * An empty list is refused; see `unguarded`.
   *
   * @default - `Guardrail.serverErrorRate()`: more than 1 % of server errors (5XX) in one minute on the green fleet. If traffic shifts in steps, the
   * endpoint is not asynchronous, and there are at most five variants, also `Guardrail.clientErrorRateIncrease({ thresholdPercentagePoints: 5 })`
   */
  readonly guardrails?: Guardrail[];

  /**
   * Whether to do without guardrails, so that only a fleet that does not become healthy is rolled back.
   *
   * @default false
   */
  readonly unguarded?: boolean;

  /**
   * The endpoint's name, unique in its account and region: up to 63 letters, digits and hyphens.
   *
   * Another name is another endpoint: it is created without a guard, and the old one is deleted afterwards.
   *
   * @default - a name made from the construct's path
   */
  readonly endpointName?: string;

  /**
   * Shadow variants, which receive copies of requests and whose responses are discarded: at most one, with exactly one production variant.
   *
   * @default - none
   */
  readonly shadowVariants?: ShadowVariantProps[];

  /**
   * Captures requests and responses.
   *
   * @default - nothing is captured
   */
  readonly dataCapture?: DataCapture;

  /**
   * Makes the endpoint asynchronous.
   *
   * @default - a real-time endpoint
   */
  readonly asyncInference?: AsyncInference;

  /**
   * Explains predictions with SageMaker Clarify.
   *
   * @default - none
   */
  readonly explainer?: sagemaker.CfnEndpointConfig.ExplainerConfigProperty;

  /**
   * The key that encrypts the instances' storage volumes. Not for instance types with local storage.
   *
   * @default - a key of the service
   */
  readonly encryptionKey?: kms.IKeyRef;

  /**
   * Who performs the updates.
   *
   * Changing it for an existing endpoint is a migration; see the user guide.
   *
   * @default EndpointUpdater.lambdaFunction()
   */
  readonly updater?: EndpointUpdater;

  /**
   * How often the service publishes the endpoint's metrics, using enhanced metrics: every 10, 30, 60, 120, 180, 240 or 300 seconds.
   *
   * With 10 or 30 seconds, guardrails can have periods that short, and a bad model is rolled back sooner. On an endpoint that is there already
   * the frequency counts once the update to it is complete: guardrails with shorter periods than before see nothing of that update.
   *
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch-enhanced-metrics.html
   *
   * @default - every minute, without enhanced metrics
   */
  readonly metricPublishFrequency?: Duration;

  /**
   * Whether the service also publishes metrics of each GPU, each instance and the containers themselves (`EnableDetailedObservability`).
   *
   * @default - decided by the service, which publishes them
   */
  readonly detailedObservability?: boolean;

  /**
   * What happens to the endpoint and its config when they are removed from the stack.
   *
   * An endpoint that is retained needs its models: retain them too, or it can neither scale out nor be patched.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Actions that notify the people on call when guardrails go off, once for all that go off together.
   *
   * They belong to one composite alarm over all enforced guardrails. A guardrail that only reports has them itself.
   *
   * @default - no actions
   */
  readonly alarmActions?: cloudwatch.IAlarmAction[];

  /**
   * The requests per second that the endpoint is expected to receive during an update, for all variants together.
   *
   * It configures nothing. With it, synthesis tells how large a regression each guardrail on errors detects and how many requests are at
   * risk, and warns if there are too few requests to judge.
   *
   * @default - unknown
   */
  readonly expectedRequestsPerSecond?: number;

  /**
   * Whether an update proceeds while some of its alarms are in ALARM already: without those alarms, guarded by the others.
   *
   * An alarm that is in ALARM would roll the update back at once, so such an update is refused by default. Use this for the update that fixes
   * the cause of the alarm, and remove it afterwards.
   *
   * @default false
   */
  readonly deployDespiteAlarm?: boolean;

  /**
   * What an update has to prove, beyond the silence of the guardrails.
   *
   * @default - nothing
   */
  readonly verification?: Verification;

  /**
   * Lambda functions that have to agree to an update: one before it, one after it.
   *
   * They are called neither for the first deployment, nor when the stack rolls back.
   *
   * @default - none
   */
  readonly hooks?: DeploymentHooks;

  /**
   * Whether to take over an existing endpoint of this name, by a guarded update to what is declared here.
   *
   * Its variants must have the names that are declared here; their numbers of instances and their weights are kept. If the deployment fails, the
   * endpoint stays on its config, or returns to it. Otherwise it belongs to this stack from then on, and is deleted with it. While this is `true`,
   * the updater may use any endpoint config for the endpoint, so remove it after the deployment.
   *
   * @default false; the creation fails if there is an endpoint of this name
   */
  readonly adoptExisting?: boolean;

  /**
   * Whether CloudFormation waits for updates with a wait condition, for up to 12 hours, instead of waiting for the custom resource, which has to
   * answer within one hour.
   *
   * Whatever depends on this endpoint, or refers to its ARN, waits for the update either way.
   *
   * @default - true if an update may take longer than 55 minutes
   */
  readonly waitCondition?: boolean;
}
