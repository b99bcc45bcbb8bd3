import type { aws_cloudwatch as cloudwatch, aws_kms as kms, aws_sagemaker as sagemaker, Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { AsyncInference } from './async-inference';
import type { DataCapture } from './data-capture';
import type { DeploymentHooks } from './deployment-hooks';
import type { DeploymentStrategy } from './deployment-strategy';
import type { EndpointUpdater } from './endpoint-updater';
import type { Guardrail } from './guardrail';
import type { ProductionVariantProps, ShadowVariantProps } from './variant-options';
import type { Verification } from './verification';

/** What a guarded endpoint is made of. Values that are tokens pass unchecked. */
export interface GuardedEndpointProps {
  /** The production variants, from 1 to 10. */
  readonly variants: ProductionVariantProps[];

  /**
   * How an update replaces the old fleet by the new one.
   *
   * The first deployment is not an update: there is nothing to go back to.
   *
   * @default DeploymentStrategy.canary()
   */
  readonly strategy?: DeploymentStrategy;

  /**
   * The alarms that roll an update back: 1 to 10 in all, of which most guardrails make one for every production variant.
   *
   * An empty list is refused; see `unguarded`.
   *
   * @default - `Guardrail.serverErrorRate()`, which is more than 1 % of server errors (5XX) in one minute on the green fleet; and, where
   * traffic shifts in steps, requests are answered at once and there are at most five variants, `Guardrail.clientErrorRateIncrease({ thresholdPercentagePoints: 5 })`
   */
  readonly guardrails?: Guardrail[];

  /**
   * Whether to go without guardrails, so that only a fleet that does not become healthy is rolled back.
   *
   * @default false
   */
  readonly unguarded?: boolean;

  /**
   * The endpoint's name, unique in its account and region: up to 63 letters, digits and hyphens.
   *
   * A new name is a new endpoint, created without a guard; the old one is deleted afterwards.
   *
   * @default - a name made from the construct's path
   */
  readonly endpointName?: string;

  /**
   * Shadow variants, which get copies of requests and whose answers are thrown away: one, of one production variant.
   *
   * @default - none
   */
  readonly shadowVariants?: ShadowVariantProps[];

  /**
   * Captures what the endpoint was asked and answered.
   *
   * @default - nothing is captured
   */
  readonly dataCapture?: DataCapture;

  /**
   * Makes the endpoint an asynchronous one.
   *
   * @default - it answers at once
   */
  readonly asyncInference?: AsyncInference;

  /**
   * Explains answers, by SageMaker Clarify.
   *
   * @default - none
   */
  readonly explainer?: sagemaker.CfnEndpointConfig.ExplainerConfigProperty;

  /**
   * The key that encrypts the storage of the instances. Not for types that have their own.
   *
   * @default - a key of the service
   */
  readonly encryptionKey?: kms.IKeyRef;

  /**
   * Who asks the service for updates.
   *
   * Another one for an endpoint that is there already is a migration: see the guide.
   *
   * @default EndpointUpdater.lambdaFunction()
   */
  readonly updater?: EndpointUpdater;

  /**
   * How often the service publishes the endpoint's metrics, by way of its enhanced metrics: 10, 30, 60, 120, 180, 240 or 300 seconds.
   *
   * With 10 or 30 seconds, guardrails may have a period as short, and a bad model is taken back sooner. On an endpoint that is there already
   * the frequency counts once the update to it is complete: guardrails with shorter periods than before see nothing of that update.
   *
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch-enhanced-metrics.html
   *
   * @default - every minute, without enhanced metrics
   */
  readonly metricPublishFrequency?: Duration;

  /**
   * Whether the service publishes also the metrics of each GPU, of each instance and of the containers themselves (`EnableDetailedObservability`).
   *
   * @default - the service's own, which is that it does
   */
  readonly detailedObservability?: boolean;

  /**
   * What becomes of the endpoint and its config when they are taken out of the stack.
   *
   * An endpoint that is retained needs its models too: retain them, or it can neither scale out nor be patched.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * What happens when guardrails go off, for the people on call: once for all that go off together.
   *
   * A rollback sets off one alarm on all enforced guardrails, which has these actions. A guardrail that only reports has them itself.
   *
   * @default - nobody is told
   */
  readonly alarmActions?: cloudwatch.IAlarmAction[];

  /**
   * The requests a second that the endpoint is expected to get, of all variants together, when it is updated.
   *
   * Nothing is configured by it. With it, synthesis tells how large a regression each guardrail on errors detects and how many requests
   * are at risk, and warns where there are too few requests to judge.
   *
   * @default - unknown, and nothing of this is said
   */
  readonly expectedRequestsPerSecond?: number;

  /**
   * Whether an update goes ahead while some of its alarms are in ALARM already: without those alarms, guarded by the others.
   *
   * An alarm that is in ALARM would roll the update back at once. So it is refused, unless it is the update that mends what the alarm is
   * about. Take this out again afterwards.
   *
   * @default false
   */
  readonly deployDespiteAlarm?: boolean;

  /**
   * What an update has to prove beyond that no guardrail went off.
   *
   * @default - nothing
   */
  readonly verification?: Verification;

  /**
   * Lambda functions that have to agree to an update: one before it, one after it.
   *
   * They are not asked about the first deployment, nor when the stack goes back to what was served before.
   *
   * @default - none
   */
  readonly hooks?: DeploymentHooks;

  /**
   * Whether an endpoint of this name that is there already becomes this one, by a guarded update to what is declared here.
   *
   * Its variants must have the names that are declared here; the numbers of their instances and their weights are kept. Where the deployment
   * fails, it is left on the config that it was on, or goes back there. From then on it is this stack's, and deleted with it. Meanwhile the updater may
   * use any endpoint config for it, so take this out again afterwards.
   *
   * @default false, and a create fails where there is an endpoint of this name
   */
  readonly adoptExisting?: boolean;

  /**
   * Whether CloudFormation waits for updates by way of a wait condition, for up to 12 hours, rather than for the custom resource, which has
   * to answer within one.
   *
   * What depends on this endpoint, or refers to its ARN, waits for the update either way.
   *
   * @default - true where an update may take longer than 55 minutes
   */
  readonly waitCondition?: boolean;
}
