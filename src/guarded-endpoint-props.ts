import type { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import type { DeploymentStrategy } from './deployment-strategy';
import type { Guardrail } from './guardrail';
import type { ProductionVariantProps } from './production-variant';

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
   * traffic shifts in steps and there are at most five variants, `Guardrail.clientErrorRateIncrease({ thresholdPercentagePoints: 5 })`
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
   * Whether an endpoint of this name that is there already becomes this one, by a guarded update to what is declared here.
   *
   * Its variants must have the names that are declared here; the numbers of their instances and their weights are kept. A deployment that
   * fails leaves it in place. From then on it is this stack's, and deleted with it.
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
