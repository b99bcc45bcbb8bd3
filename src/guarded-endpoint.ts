import {
  CustomResource, Duration, Lazy, Resource, Stack, TagManager, TagType, Token, aws_sagemaker as sagemaker, type aws_iam as iam, type ITaggableV2,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DeploymentStrategy } from './deployment-strategy';
import { Guardrail } from './guardrail';
import { allowToReadAlarms } from './private/alarm-readers';
import { checkName, defaultEndpointName } from './private/endpoint-name';
import { EndpointUpdater } from './private/endpoint-updater';
import { Faults, listed } from './private/faults';
import { grantInvoke } from './private/grants';
import type { GuardrailAlarm } from './private/guardrail-alarm';
import { GuardrailAlarms } from './private/guardrail-alarms';
import { ImportedEndpoint } from './private/imported-endpoint';
import { refuseGuardDropped } from './private/refusals/guard-dropped';
import { allowToUpdate } from './private/updater-permissions';
import { checkVariants, renderVariant, variantsOf } from './private/variants';
import { ProductionVariant, type ProductionVariantProps } from './production-variant';
import type { DeploymentConfig } from './rollout/deployment-config';
import { encodeRequest, RESOURCE_TYPE, SERVICE_TIMEOUT_SECONDS, type RolloutProperties } from './rollout/request';

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
   * @default [Guardrail.serverErrorRate()], which is more than 1 % server errors (5XX) in one minute on the green fleet
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
}

/**
 * A SageMaker real-time endpoint whose updates are guarded.
 *
 * A change to a variant or to its model is rolled out by the strategy, watched by the guardrails. If one of them goes off, the service
 * returns all traffic to the old fleet, and the deployment of the stack fails with the alarm's name, its threshold and what it saw.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails.html
 */
export class GuardedEndpoint extends Resource implements sagemaker.IEndpoint, ITaggableV2 {
  /** An endpoint of another stack, by its name: to be used, not guarded. */
  public static fromEndpointName(scope: Construct, id: string, endpointName: string): sagemaker.IEndpoint {
    return ImportedEndpoint.byName(scope, id, endpointName);
  }

  /** An endpoint of another stack, by its ARN: to be used, not guarded. */
  public static fromEndpointArn(scope: Construct, id: string, endpointArn: string): sagemaker.IEndpoint {
    return ImportedEndpoint.byArn(scope, id, endpointArn);
  }

  /**
   * The endpoint's name. It is known at synth and does not refer to the endpoint, so that its alarms can have it; what needs the
   * endpoint to be there takes `endpointArn`, or depends on this construct.
   */
  public readonly endpointName: string;

  /** The endpoint's ARN. */
  public readonly endpointArn: string;

  /** What the app refers to this endpoint by. */
  public readonly endpointRef: sagemaker.EndpointReference;

  /** The production variants, in the order in which they were given. */
  public readonly variants: ProductionVariant[];

  /** The tags of the endpoint. */
  public readonly cdkTagManager = new TagManager(TagType.STANDARD, 'AWS::SageMaker::Endpoint');

  private readonly endpointConfig: sagemaker.CfnEndpointConfig;
  private readonly updatePolicy: DeploymentConfig;
  private readonly alarms: GuardrailAlarms;
  private readonly resource: CustomResource;
  private readonly unguarded: boolean;

  constructor(scope: Construct, id: string, props: GuardedEndpointProps) {
    super(scope, id);
    this.endpointName = props.endpointName ?? defaultEndpointName(this);
    this.unguarded = props.unguarded ?? false;
    const variants = variantsOf(props.variants);
    this.variants = variants.map(({ variantName }) => ProductionVariant._of(this.endpointName, variantName));

    const faults = this.faults();
    checkName(faults, 'endpointName', this.endpointName);
    checkVariants(faults, variants);
    const fleet = variants.map(({ variantName, initialInstanceCount }) => ({ variantName, instanceCount: initialInstanceCount }));
    this.updatePolicy = (props.strategy ?? DeploymentStrategy.canary())._render(fleet, faults);

    this.endpointConfig = new sagemaker.CfnEndpointConfig(this, 'EndpointConfig', { productionVariants: variants.map(renderVariant) });
    this.alarms = new GuardrailAlarms(this, { endpointName: this.endpointName, updatePolicy: this.updatePolicy, fleet });
    this.checkGuarded(faults, props.guardrails);
    if (!this.unguarded) {
      refuseGuardDropped(faults, variants);
    }
    const alarms = this.alarmsOf(faults, props.guardrails ?? (this.unguarded ? [] : [Guardrail.serverErrorRate()]));
    faults.throwIfAny();

    this.resource = this.createResource(props.endpointName);
    this.watch(alarms);
    if (!this.unguarded) {
      this.resource.node.addDependency(allowToReadAlarms(this, variants, this.alarms.all));
    }
    this.endpointArn = this.resource.getAttString('EndpointArn');
    this.endpointRef = { endpointArn: this.endpointArn };
  }

  /**
   * Adds a guardrail to those there are.
   *
   * Fails if the endpoint was declared `unguarded`, or if there would be more than 10 alarms.
   */
  public addGuardrail(guardrail: Guardrail): void {
    const faults = this.faults();
    if (this.unguarded) {
      faults.add('a guardrail is added to an endpoint declared with unguarded: true; leave that out');
    }
    const alarms = this.alarmsOf(faults, [guardrail]);
    faults.throwIfAny();
    this.watch(alarms);
  }

  /** The production variant of this name; fails with the names there are if there is none. */
  public variant(variantName: string): ProductionVariant {
    const found = this.variants.find((variant) => variant.variantName === variantName);
    if (!found) {
      const names = this.variants.map((variant) => variant.variantName);
      throw new Error(`no variant '${variantName}' on endpoint '${this.node.path}', there ${names.length === 1 ? 'is' : 'are'} ${listed(names)}`);
    }
    return found;
  }

  /** Permits a principal to send requests to this endpoint. */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    return grantInvoke(grantee, this.endpointArn);
  }

  private faults(): Faults {
    return new Faults(`GuardedEndpoint '${this.node.path}'`);
  }

  private checkGuarded(faults: Faults, guardrails: Guardrail[] | undefined): void {
    if (this.unguarded && guardrails !== undefined && guardrails.length > 0) {
      faults.add(`unguarded is true, but guardrails has ${guardrails.length}; leave one of the two out`);
    }
    if (!this.unguarded && guardrails?.length === 0) {
      faults.add('guardrails is empty, so that nothing would roll a bad model back; leave it out for more than 1 % of server errors, '
        + 'or use unguarded: true if that is what you want');
    }
  }

  private alarmsOf(faults: Faults, guardrails: readonly Guardrail[]): GuardrailAlarm[] {
    const context = {
      endpointName: this.endpointName,
      endpointConfigName: this.endpointConfig.attrEndpointConfigName,
      variantNames: this.variants.map((variant) => variant.variantName),
    };
    const alarms = guardrails.flatMap((guardrail) => guardrail._alarms(context, faults));
    this.alarms.check(faults, alarms);
    return alarms;
  }

  /** An update must not start before the alarms look at the new config. */
  private watch(alarms: readonly GuardrailAlarm[]): void {
    alarms.forEach((alarm) => this.resource.node.addDependency(this.alarms.add(alarm)));
  }

  private createResource(givenName: string | undefined): CustomResource {
    const updater = EndpointUpdater.getOrCreate(this);
    // With the name in their ids, a renamed endpoint is a new resource with a policy of its own, and the old endpoint is deleted
    // while the old policy still allows it.
    const scope = new Construct(this, givenName === undefined || Token.isUnresolved(givenName) ? 'Endpoint' : `Endpoint-${givenName}`);
    const permissions = allowToUpdate(scope, updater.role, {
      endpointName: this.endpointName,
      endpointConfig: this.endpointConfig,
      alarms: this.unguarded ? undefined : this.alarms.all,
    });
    const resource = new CustomResource(scope, 'Resource', {
      resourceType: RESOURCE_TYPE,
      serviceToken: updater.serviceToken,
      serviceTimeout: Duration.seconds(SERVICE_TIMEOUT_SECONDS),
      properties: { ...this.properties(), Rollout: Lazy.string({ produce: () => this.properties().Rollout }) },
    });
    // Permissions before use, and until after it: the machine's own are not referred to by anything else.
    resource.node.addDependency(updater, permissions);
    return resource;
  }

  private properties(): RolloutProperties {
    return encodeRequest({
      endpointName: this.endpointName,
      endpointConfigName: this.endpointConfig.attrEndpointConfigName,
      deploymentConfig: {
        ...this.updatePolicy,
        ...(!this.unguarded && { AutoRollbackConfiguration: { Alarms: this.alarms.all.map((alarm) => ({ AlarmName: alarm.alarmRef.alarmName })) } }),
      },
      tags: Object.entries({ ...Stack.of(this).tags.tagValues(), ...this.cdkTagManager.tagValues() }).map(([Key, Value]) => ({ Key, Value })),
    }, (value) => Stack.of(this).toJsonString(value));
  }
}
