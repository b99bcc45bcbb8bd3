import {
  TagManager, TagType, type ITaggableV2, type RemovalPolicy, type aws_events as events, type aws_sagemaker as sagemaker, type aws_sns as sns,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DeploymentStrategy } from './deployment-strategy';
import type { GuardedEndpointProps } from './guarded-endpoint-props';
import type { Guardrail } from './guardrail';
import { allowToReadAlarms } from './private/alarm-readers';
import { allowToWrite } from './private/allow-to-write';
import { checkAsDeployed } from './private/as-deployed';
import { callOut } from './private/call-out';
import { checkProps } from './private/check-props';
import { EndpointBase } from './private/endpoint-base';
import { createEndpointConfig, metricInterval } from './private/endpoint-config';
import { onDeploymentStateChange, onStateChange, tellOfDeployments } from './private/endpoint-events';
import { defaultEndpointName } from './private/endpoint-name';
import { Faults, listed } from './private/faults';
import { checkGuarded, saidDefaultGuardrails } from './private/guarded';
import type { GuardedRollout } from './private/guarded-rollout';
import { isEnforced, type GuardrailAlarm } from './private/guardrail-alarm';
import { GuardrailAlarms } from './private/guardrail-alarms';
import { ImportedEndpoint } from './private/imported-endpoint';
import { NativeEndpoint } from './private/native-endpoint';
import { warnOfDoubtfulUpdate } from './private/refusals/endpoint-rules';
import { refuseGuardDropped } from './private/refusals/guard-dropped';
import { rolloutRequest } from './private/rollout-request';
import { RolloutResource } from './private/rollout-resource';
import { StackUpdater } from './private/stack-updater';
import { expectedTraffic } from './private/traffic';
import { fleetOf, instanceTypesOf, servedBy, shadowVariantsOf, variantsOf, type Variant } from './private/variants';
import { waitFor } from './private/wait-for';
import { ProductionVariant } from './production-variant';
import type { DeploymentConfig } from './rollout/deployment-config';
import type { UpdaterOptions } from './updater-options';

/**
 * A SageMaker real-time endpoint whose updates are guarded.
 *
 * A change to a variant or to its model is rolled out according to the strategy, and watched by the guardrails. If a guardrail goes off, the service
 * returns all traffic to the old fleet, and the deployment of the stack fails with the alarm's name, its threshold and the value it saw.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails.html
 * @example
 * new GuardedEndpoint(stack, 'Churn', {
 *   variants: [{ model, instanceType: 'ml.m5.xlarge', initialInstanceCount: 3 }],
 *   strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(5) }),
 *   guardrails: [
 *     Guardrail.serverErrorRate({ thresholdPercent: 1 }),
 *     Guardrail.modelLatency({ threshold: Duration.millis(100), statistic: 'p99' }),
 *   ],
 * });
 */
export class GuardedEndpoint extends EndpointBase implements ITaggableV2 {
  /** An endpoint that is declared elsewhere, by its name: to be invoked, not to be guarded. */
  public static fromEndpointName(scope: Construct, id: string, endpointName: string): sagemaker.IEndpoint {
    return ImportedEndpoint.byName(scope, id, endpointName);
  }

  /** An endpoint that is declared elsewhere, by its ARN: to be invoked, not to be guarded. */
  public static fromEndpointArn(scope: Construct, id: string, endpointArn: string): sagemaker.IEndpoint {
    return ImportedEndpoint.byArn(scope, id, endpointArn);
  }

  /**
   * Configures the updater that all endpoints of the scope's stack share: its encryption key and its network.
   *
   * Call it once, before the first endpoint of the stack is declared; it fails otherwise. A permissions boundary of the stack or the app
   * applies to the updater's roles, too.
   *
   * @example
   * GuardedEndpoint.configureUpdater(stack, { encryptionKey, vpc });
   */
  public static configureUpdater(scope: Construct, options: UpdaterOptions): void {
    StackUpdater.configure(scope, options);
  }

  /**
   * The endpoint's name. It is known at synthesis and does not refer to the endpoint, so that alarms can use it. Whatever needs the endpoint to
   * exist should use `endpointArn`, or depend on this construct.
   */
  public readonly endpointName: string;

  /** The endpoint's ARN. */
  public readonly endpointArn: string;

  /** The reference by which other constructs refer to this endpoint. */
  public readonly endpointRef: sagemaker.EndpointReference;

  /** The production variants, in the order in which they were given. */
  public readonly variants: ProductionVariant[];

  /** The tags of the endpoint. */
  public readonly cdkTagManager = new TagManager(TagType.STANDARD, 'AWS::SageMaker::Endpoint');

  private readonly endpointConfig: sagemaker.CfnEndpointConfig;
  private readonly alarms: GuardrailAlarms;
  private readonly deployment: NativeEndpoint | RolloutResource;
  private readonly unguarded: boolean;

  constructor(scope: Construct, id: string, props: GuardedEndpointProps) {
    super(scope, id);
    this.endpointName = props.endpointName ?? defaultEndpointName(this);
    this.unguarded = props.unguarded ?? false;
    const variants = variantsOf(props.variants);
    const shadows = shadowVariantsOf(props.shadowVariants ?? [], variants);

    const faults = this.faults();
    checkProps(faults, this, props, { variants, shadows });
    const fleet = fleetOf(variants);
    const updatePolicy = (props.strategy ?? DeploymentStrategy.canary())._render(fleet, faults);
    this.endpointConfig = createEndpointConfig(this, faults, props, { variants, shadows });
    const rollout: GuardedRollout = {
      endpointName: this.endpointName,
      named: true,
      givenName: props.endpointName,
      endpointConfigName: this.endpointConfig.attrEndpointConfigName,
      updatePolicy,
      unguarded: this.unguarded,
      fleet,
      shadowVariantNames: shadows.map(({ variantName }) => variantName),
      metricIntervalSeconds: metricInterval(faults, props),
      asynchronous: props.asyncInference !== undefined,
      requestsPerSecond: expectedTraffic(faults, props.expectedRequestsPerSecond),
    };
    this.alarms = new GuardrailAlarms(this, rollout);
    this.variants = variants.map((variant) => this.declared(variant, rollout));
    if (!this.unguarded) {
      refuseGuardDropped(faults, [...variants, ...shadows].flatMap(servedBy));
      checkAsDeployed(this, this.endpointConfig, rollout);
    }
    const alarms = this.alarmsOf(faults, props.guardrails ?? (this.unguarded ? [] : saidDefaultGuardrails(this, rollout)));
    checkGuarded(faults, props, alarms.filter(isEnforced).length);
    faults.throwIfAny();

    this.deployment = this.deploymentOf(props, variants, updatePolicy);
    this.endpointArn = this.deployment.endpointArn;
    this.endpointRef = { endpointArn: this.endpointArn };
    this.watch(alarms);
    warnOfDoubtfulUpdate(this, this.deployment.resource, rollout);
    callOut(this, this.endpointName, this.alarms, props.alarmActions ?? []);
    if (!this.unguarded) {
      waitFor(this.deployment.resource, allowToReadAlarms(this, variants.flatMap(servedBy), this.alarms.all));
    }
    waitFor(this.deployment.resource, ...[allowToWrite(this, props, [...variants, ...shadows]) ?? []].flat());
    if (props.removalPolicy) {
      this.applyRemovalPolicy(props.removalPolicy);
    }
  }

  /**
   * Adds a guardrail.
   *
   * Fails if the endpoint is declared `unguarded`, or if there would be more than 10 alarms.
   */
  public addGuardrail(guardrail: Guardrail): void {
    const faults = this.faults();
    const alarms = this.alarmsOf(faults, [guardrail]);
    if (this.unguarded && alarms.some(isEnforced)) {
      faults.add('a guardrail is added to an endpoint declared with unguarded: true; leave that out, or use enforce: false');
    }
    faults.throwIfAny();
    this.watch(alarms);
  }

  /** The production variant of this name. Fails if there is none, with the names of those that exist. */
  public variant(variantName: string): ProductionVariant {
    const found = this.variants.find((variant) => variant.variantName === variantName);
    if (!found) {
      const names = this.variants.map((variant) => variant.variantName);
      throw new Error(`no variant '${variantName}' on endpoint '${this.node.path}', there ${names.length === 1 ? 'is' : 'are'} ${listed(names)}`);
    }
    return found;
  }

  /** Sends each step of this endpoint's updates to a target. The service may send a step twice. */
  public onDeploymentStateChange(id: string, options: events.OnEventOptions): events.Rule {
    return onDeploymentStateChange(this, id, this.endpointName, options);
  }

  /** Sends the states of this endpoint to a target: that an update has begun, and that it has ended. The service may send one twice. */
  public onStateChange(id: string, options: events.OnEventOptions): events.Rule {
    return onStateChange(this, id, this.endpointName, options);
  }

  /**
   * Sends a sentence to the subscribers of a topic for each step and each outcome of this endpoint's updates. Returns the rule for the steps.
   */
  public notifyOfDeployments(id: string, topic: sns.ITopic): events.Rule {
    return tellOfDeployments(this, id, this.endpointName, topic);
  }

  /** What happens to the endpoint and its config when they are removed from the stack; see `removalPolicy`. */
  public override applyRemovalPolicy(policy: RemovalPolicy): void {
    [this.deployment.resource, this.endpointConfig].forEach((resource) => resource.applyRemovalPolicy(policy));
  }

  /** @internal */
  public _guardrails(): GuardrailAlarms['declared'] {
    return this.alarms.declared;
  }

  /**
   * Whether CloudFormation itself performs the updates.
   *
   * @internal
   */
  public _isNative(): boolean {
    return this.deployment instanceof NativeEndpoint;
  }

  /** @internal */
  public _isAsynchronous(): boolean {
    return this.endpointConfig.asyncInferenceConfig !== undefined;
  }

  private declared({ variantName, ...variant }: Variant, rollout: GuardedRollout): ProductionVariant {
    return ProductionVariant._declared({
      endpoint: this,
      rollout,
      variantName,
      instanceTypes: instanceTypesOf(variant),
      deployed: () => this.deployment.resource,
      onScaled: (most) => {
        this.alarms.scaledOutTo(variantName, most);
        this.deployment.keepCounts(variantName);
      },
    });
  }

  private deploymentOf(props: GuardedEndpointProps, variants: readonly Variant[], updatePolicy: DeploymentConfig): NativeEndpoint | RolloutResource {
    const { endpointName, endpointConfig, cdkTagManager: tags } = this;
    const alarms = this.unguarded ? undefined : this.alarms.all;
    if (props.updater?._native) {
      const variantNames = variants.map(({ variantName }) => variantName);
      return new NativeEndpoint(this, { endpointName, endpointConfig, updatePolicy, alarms, tags, variantNames });
    }
    const declared = { endpointName, endpointConfigName: endpointConfig.attrEndpointConfigName, updatePolicy, alarms, tags, variants };
    const { endpointName: givenName, hooks, waitCondition } = props;
    return new RolloutResource(this, {
      givenName, endpointConfig, alarms, hooks, waitCondition, request: () => rolloutRequest(this, declared, props),
    });
  }

  private faults(): Faults {
    return new Faults(`GuardedEndpoint '${this.node.path}'`);
  }

  private alarmsOf(faults: Faults, guardrails: readonly Guardrail[]): GuardrailAlarm[] {
    const { endpointName, endpointConfig: { attrEndpointConfigName: endpointConfigName } } = this;
    const context = { endpointName, endpointConfigName, variantNames: this.variants.map(({ variantName }) => variantName) };
    const alarms = guardrails.flatMap((guardrail) => guardrail._alarms(context, faults));
    this.alarms.check(faults, alarms);
    return alarms;
  }

  /** An update must not start before the alarms look at the new config. */
  private watch(alarms: readonly GuardrailAlarm[]): void {
    for (const alarm of alarms) {
      const added = this.alarms.add(alarm);
      if (isEnforced(alarm)) {
        waitFor(this.deployment.resource, added);
      }
    }
  }
}
