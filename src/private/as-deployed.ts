import { CfnParameter, Stack, Token, type aws_sagemaker as sagemaker, type IResolvable } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { checkShare } from './capacity-share';
import { Faults, listed } from './faults';
import type { VariantFleet } from './fleet';
import { numbersIn } from './guarded-rollout';
import { firstBakeOf } from './refusals/bake-shorter-than-alarm';
import { refuseGuardDropped, type Served } from './refusals/guard-dropped';
import { warnOfParameterDefault } from './refusals/parameter-default';
import { stepOf } from './refusals/rounded-share';
import { refuse, warn } from './refusals/rule';
import { overridesOf, renderedProperties } from './rendered-resource';
import type { DeploymentConfig } from '../rollout/deployment-config';
import { dropsGuard } from '../rollout/limits';

interface Declared {
  readonly fleet: readonly VariantFleet[];
  readonly updatePolicy: DeploymentConfig;
}

/**
 * Checks, once all is declared, what is deployed in the end: values that were tokens until then, such as lazy ones and parameters, and what the app has
 * changed behind the construct's back, by an override, an aspect or another mixin.
 *
 * What a parameter's default makes of it is warned of, since another value may be given.
 */
export function checkAsDeployed(endpoint: IConstruct, config: sagemaker.CfnEndpointConfig, declared: Declared): void {
  const before = config.productionVariants;
  endpoint.node.addValidation({
    validate: () => {
      if (!mayDiffer(config, before, declared)) {
        return [];
      }
      const parameters: CfnParameter[] = [];
      const values = new Values(Stack.of(config), parameters);
      const faults = new Faults(`the config of endpoint '${endpoint.node.path}'`);
      const variants = values.of(variantsIn(config)) as ConfiguredVariant[];
      const policy = values.of(declared.updatePolicy) as DeploymentConfig;
      check(faults, variants, policy, declared.fleet);
      const doubts = doubtsOf(variants, policy, declared);
      if (parameters.length === 0) {
        Object.entries(doubts).forEach(([id, message]) => message !== undefined && warn(endpoint, id, message));
        return faults.all;
      }
      warnOfParameterDefault(endpoint, parameters, [...faults.each, ...Object.values(doubts).flatMap((message) => message ?? [])]);
      return [];
    },
  });
}

function check(faults: Faults, variants: readonly ConfiguredVariant[], policy: DeploymentConfig, declared: readonly VariantFleet[]): void {
  refuseGuardDropped(faults, variants.map(servedBy));
  const production = variants.filter(({ shadow }) => !shadow);
  const names = production.map(({ VariantName }) => VariantName);
  const gone = declared.map(({ variantName }) => variantName).filter((name) => !Token.isUnresolved(name) && !names.includes(name));
  if (gone.length > 0 && names.every((name) => typeof name === 'string')) {
    refuse(faults, 'dimensions-match-nothing', `the guardrails watch ${listed(gone)}, but in the template its variants are named ${listed(names.map(String))}, so that there are no such metrics; use variantName`);
  }
  const fleet = production.flatMap(({ VariantName, InitialInstanceCount: count }) => (typeof count === 'number' ? [{ variantName: String(VariantName), instanceCount: count }] : []));
  const step = stepOf(policy);
  if (step && typeof step.size.Value === 'number') {
    checkShare(faults, { what: step.limit.name, ...step }, fleet);
  }
}

/** Messages by the ids of their rules. */
type Doubts = Readonly<Record<string, string | undefined>>;

/** What would be warned of if it had been known when the endpoint was declared; what was known then has been. */
function doubtsOf(variants: readonly ConfiguredVariant[], policy: DeploymentConfig, declared: Declared): Doubts {
  const weights = variants.filter(({ shadow }) => !shadow).map(({ InitialVariantWeight: weight }) => weight);
  const weightless = weights.length > 0 && weights.every((weight) => weight === 0);
  const known = declared.fleet.every(({ trafficShare }) => trafficShare === 0);
  return {
    'too-little-traffic': weightless && !known ? 'all its variants have a weight of 0, so the guardrails will have no data, and a bad model passes by silence; use initialVariantWeight: 1' : undefined,
    'bake-shorter-than-alarm': firstBakeOf(policy) === 0 && firstBakeOf(declared.updatePolicy) !== 0
      ? 'the baking period is 0 seconds, so no guardrail can go off before the update goes on; use bakingPeriod: Duration.minutes(5)' : undefined,
  };
}

/** Tokens as what they stand for, parameters as their defaults. */
class Values {
  constructor(private readonly stack: Stack, private readonly used: CfnParameter[]) {}

  of(value: unknown): unknown {
    return this.known(this.stack.resolve(value));
  }

  private known(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((each) => this.known(each));
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const { Ref } = value as { readonly Ref?: unknown };
    return typeof Ref === 'string' ? this.parameter(Ref) ?? value : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.known(each)]));
  }

  private parameter(logicalId: string): unknown {
    const parameter = this.stack.node.findAll()
      .find((each): each is CfnParameter => each instanceof CfnParameter && this.stack.resolve(each.logicalId) === logicalId);
    if (parameter?.default === undefined) {
      return undefined;
    }
    this.used.push(parameter);
    return parameter.type === 'Number' ? Number(parameter.default) : parameter.default;
  }
}

/** A look at what is declared, which costs a fraction of rendering every config of an app twice. */
function mayDiffer(config: sagemaker.CfnEndpointConfig, before: unknown, { updatePolicy }: Declared): boolean {
  const { productionVariants, shadowProductionVariants } = config;
  const same = productionVariants === before && Array.isArray(before) && !before.some(isUnknown);
  const shadows = shadowProductionVariants ?? [];
  return !same || !Array.isArray(shadows) || shadows.some(isUnknown)
    || Object.keys(overridesOf(config).Properties ?? {}).some((property) => property.endsWith('ProductionVariants'))
    || numbersIn(updatePolicy).some((value) => Token.isUnresolved(value));
}

function isUnknown(variant: IResolvable | sagemaker.CfnEndpointConfig.ProductionVariantProperty): boolean {
  if ('resolve' in variant) {
    return true;
  }
  const { variantName, instanceType, initialInstanceCount, initialVariantWeight, serverlessConfig, acceleratorType } = variant;
  return serverlessConfig !== undefined || acceleratorType !== undefined || (instanceType !== undefined && dropsGuard(instanceType))
    || [variantName, instanceType, initialInstanceCount, initialVariantWeight].some((value) => value !== undefined && Token.isUnresolved(value));
}

function variantsIn(config: sagemaker.CfnEndpointConfig): ConfiguredVariant[] {
  const { ProductionVariants = [], ShadowProductionVariants = [] } = renderedProperties(config) as Config;
  return [...ProductionVariants, ...ShadowProductionVariants.map((variant) => ({ ...variant, shadow: true }))];
}

function servedBy(variant: ConfiguredVariant): Served {
  return {
    variantName: String(variant.VariantName),
    instanceTypes: [variant.InstanceType, ...(variant.InstancePools ?? []).map((pool) => pool.InstanceType)].filter((type) => typeof type === 'string'),
    serverless: variant.ServerlessConfig !== undefined,
    accelerated: variant.AcceleratorType !== undefined,
  };
}

interface Config {
  readonly ProductionVariants?: readonly ConfiguredVariant[];
  readonly ShadowProductionVariants?: readonly ConfiguredVariant[];
}

interface ConfiguredVariant {
  readonly shadow?: boolean;
  readonly VariantName?: unknown;
  readonly InitialInstanceCount?: unknown;
  readonly InitialVariantWeight?: unknown;
  readonly InstanceType?: unknown;
  readonly InstancePools?: ReadonlyArray<{ readonly InstanceType?: unknown }>;
  readonly ServerlessConfig?: unknown;
  readonly AcceleratorType?: unknown;
}
