import { CfnResource, aws_sagemaker as sagemaker, Reference, Token, Tokenization, type aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Construct, type IConstruct, type IMixin } from 'constructs';
import { DeploymentStrategy } from './deployment-strategy';
import { GuardedEndpoint } from './guarded-endpoint';
import type { Guardrail } from './guardrail';
import { allowToReadAlarms } from './private/alarm-readers';
import { checkAsDeployed } from './private/as-deployed';
import { configOf, declaredFleet } from './private/declared-fleet';
import { existingAlarms } from './private/existing-alarm';
import { Faults } from './private/faults';
import { knownTypes } from './private/fleet';
import { isEnforced, type GuardrailAlarm } from './private/guardrail-alarm';
import { GuardrailAlarms } from './private/guardrail-alarms';
import { nativeDeploymentConfig } from './private/native-deployment-config';
import { warnOfDoubtfulUpdate } from './private/refusals/endpoint-rules';
import { refuseGuardDropped } from './private/refusals/guard-dropped';
import { refuseGuardTakenAway } from './private/refusals/guard-taken-away';
import { warnOfGuardsNothing } from './private/refusals/guards-nothing';
import { warnOfImageForOtherHardware } from './private/refusals/image-for-other-hardware';
import { refuseForLocalStorage } from './private/refusals/local-storage';
import { refuseSameName } from './private/refusals/same-name';
import { expectedTraffic } from './private/traffic';
import { waitForResource } from './private/wait-for';
import { metricsOf } from './private/watched-alarm';

/** How an endpoint that the app declares already is guarded. */
export interface EndpointGuardrailsProps {
  /**
   * How an update replaces the old fleet with the new one.
   *
   * @default DeploymentStrategy.canary()
   */
  readonly strategy?: DeploymentStrategy;

  /** The alarms that roll an update back: 1 to 10 in all. Those on the endpoint's own metrics need an endpoint with a name. */
  readonly guardrails: Guardrail[];

  /**
   * The requests per second that the endpoint is expected to receive during an update, for all variants together.
   *
   * With it, synthesis tells what the guardrails can detect, and warns of those that will have too little data.
   *
   * @default - unknown
   */
  readonly expectedRequestsPerSecond?: number;
}

/** Stands for a name until the lack of one is refused. */
const UNNAMED = 'unnamed';

/**
 * Puts a strategy and guardrails on an endpoint that the app declares already: a `CfnEndpoint`, or a construct around one.
 *
 * CloudFormation performs the updates itself, without a Lambda function; the user guide says what that leaves out. Adding, changing or removing the
 * guard updates the endpoint in place. In Python, `with` is a keyword: `cfn_endpoint.with_(...)`.
 *
 * @example
 * cfnEndpoint.with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] }));
 */
export class EndpointGuardrails implements IMixin {
  private asked = false;
  private applied = false;

  constructor(private readonly props: EndpointGuardrailsProps) {
    if (props.guardrails.length === 0) {
      throw new Error('EndpointGuardrails: guardrails is empty, so that nothing would roll a bad model back; use [Guardrail.serverErrorRate()]');
    }
  }

  /** Whether the construct is an endpoint that CloudFormation updates. A `GuardedEndpoint` is accepted here, and refused with a reason when applied. */
  public supports(construct: IConstruct): boolean {
    if (!this.asked) {
      this.asked = true;
      warnOfGuardsNothing(construct, () => this.applied);
    }
    return sagemaker.CfnEndpoint.isCfnEndpoint(construct) || construct instanceof GuardedEndpoint;
  }

  /** Guards the endpoint. Fails if the service would not guard it, if the template would be circular, or if it is guarded already. */
  public applyTo(construct: IConstruct): void {
    if (construct instanceof GuardedEndpoint) {
      throw new Error(`EndpointGuardrails on '${construct.node.path}': a GuardedEndpoint has guardrails of its own, and these would be left out; `
        + 'use its addGuardrail(...)');
    }
    if (!sagemaker.CfnEndpoint.isCfnEndpoint(construct)) {
      return;
    }
    this.applied = true;
    const faults = new Faults(`EndpointGuardrails on '${construct.node.path}'`);
    if (construct.deploymentConfig !== undefined) {
      faults.add('the endpoint has a deploymentConfig already; leave one of the two out');
      faults.throwIfAny();
    }
    const { variants, shadowVariantNames, metricIntervalSeconds } = declaredFleet(construct);
    refuseGuardDropped(faults, variants);
    refuseForLocalStorage(faults, configOf(construct)?.kmsKeyId, variants);
    warnOfImageForOtherHardware(construct, variants);
    const config = configOf(construct);
    const fleet = variants.map(({ variantName, instanceCount, trafficShare, launchSeconds, instanceTypes = [] }) => ({
      variantName, instanceCount, trafficShare, launchSeconds, instanceTypes: knownTypes(instanceTypes),
    }));
    const updatePolicy = (this.props.strategy ?? DeploymentStrategy.canary())._render(fleet, faults);
    if (config) {
      checkAsDeployed(construct, config, { fleet, updatePolicy });
    }
    const rollout = {
      endpointName: construct.endpointName ?? UNNAMED,
      named: construct.endpointName !== undefined,
      givenName: construct.endpointName,
      endpointConfigName: construct.endpointConfigName,
      updatePolicy,
      fleet,
      shadowVariantNames,
      metricIntervalSeconds,
      requestsPerSecond: expectedTraffic(faults, this.props.expectedRequestsPerSecond),
      asynchronous: config && config.asyncInferenceConfig !== undefined,
    };
    refuseSameName(faults, construct, construct.endpointName);
    // Beside the endpoint: in later versions of the CDK, all that is within a resource waits for what the resource waits for.
    const beside = new Construct(construct.node.scope!, `${construct.node.id}Guardrails`);
    const alarms = new GuardrailAlarms(construct, rollout, beside);
    const wanted = this.alarmsFor(construct, faults, variants.map(({ variantName }) => variantName));
    alarms.check(faults, wanted);
    faults.throwIfAny();

    // An update must not start before the alarms look at the new config.
    wanted.forEach((alarm) => waitFor(construct, alarms.add(alarm)));
    // The role that SageMaker reads the alarms as must be allowed to by then.
    waitFor(construct, allowToReadAlarms(construct, variants, alarms.all, beside));
    warnOfDoubtfulUpdate(construct, construct, rollout);
    refuseLaterVariants(construct, variants.map(({ variantName }) => variantName));
    construct.deploymentConfig = nativeDeploymentConfig(updatePolicy, alarms.all);
    refuseGuardTakenAway(construct, updatePolicy);
  }

  private alarmsFor(endpoint: sagemaker.CfnEndpoint, faults: Faults, variantNames: readonly string[]): GuardrailAlarm[] {
    const { endpointName, endpointConfigName } = endpoint;
    const context = { endpointName: endpointName ?? UNNAMED, endpointConfigName, variantNames };
    const each = this.props.guardrails.map((guardrail) => guardrail._alarms(context, faults));
    const alarms = each.flat();
    const circular = alarms.find((alarm) => 'existing' in alarm && refersTo(alarm.existing, endpoint));
    if (circular && 'existing' in circular) {
      faults.add(`alarm ${circular.existing.node.path} refers to the endpoint, and the endpoint to it, a circle that CloudFormation refuses; `
        + 'give the endpoint an endpointName, and use that in the alarm as it is written there');
    } else if (alarms.some((alarm) => 'declared' in alarm) && (endpointName === undefined || Token.isUnresolved(endpointName))) {
      faults.add('the endpoint has no name that is known at synth, so guardrails on its metrics would refer to it and it to them, a circle that CloudFormation '
        + "refuses; use endpointName: 'churn' (which replaces the endpoint once), or Guardrail.fromAlarm with an alarm that does not refer to the endpoint");
    } else if (variantNames.length === 0 && each.some((made) => made.length === 0)) {
      faults.add('the variants of its endpoint config are not known to this app, so there is nothing to make an alarm for; use Guardrail.fromAlarm');
    } else if (!alarms.some(isEnforced)) {
      faults.add('every guardrail has enforce: false, so that nothing would roll a bad model back; leave enforce out of one of them');
    }
    return alarms;
  }
}

/** A variant that is added to the config afterwards has no alarms, and is not checked. */
function refuseLaterVariants(endpoint: sagemaker.CfnEndpoint, guarded: readonly string[]): void {
  endpoint.node.addValidation({
    validate: () => declaredFleet(endpoint).variants.map(({ variantName }) => variantName).filter((variantName) => !guarded.includes(variantName))
      .map((variantName) => `EndpointGuardrails: variant '${variantName}' was added to the endpoint config after the guardrails, so that none of them watches it; `
        + 'use endpoint.with(new EndpointGuardrails(...)) once all variants are there'),
  });
}

/**
 * Not by `node.addDependency`, with which all that is within the endpoint would wait, too. An alarm that is within it is waited for by its name, which the
 * deployment config refers to.
 */
function waitFor(endpoint: sagemaker.CfnEndpoint, construct: IConstruct): void {
  construct.node.findAll()
    .filter((child): child is CfnResource => CfnResource.isCfnResource(child) && !child.node.scopes.includes(endpoint))
    .forEach((resource) => waitForResource(endpoint, resource));
}

function refersTo(alarm: cloudwatch.IAlarmRef, endpoint: sagemaker.CfnEndpoint): boolean {
  const values = existingAlarms(alarm).flatMap(metricsOf).flatMap(({ dimensions }) => Object.values(dimensions));
  return values.filter((value) => Token.isUnresolved(value))
    .flatMap((value) => Tokenization.reverseString(value).tokens)
    .some((token) => Reference.isReference(token) && token.target === endpoint);
}
