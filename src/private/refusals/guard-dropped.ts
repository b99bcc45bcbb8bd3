import { aws_sagemaker as sagemaker, Stack, Token, type CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from './rule';
import { dropsGuard, EXCLUSIONS_PAGE } from '../../rollout/limits';
import { Faults } from '../faults';
import { modelPackagesOf } from '../model-packages';

/** What of a variant decides on whether the service guards it. */
export interface Served {
  readonly variantName: string;
  /** Absent where there is none, or tokens hide it. */
  readonly instanceTypes?: readonly string[];
  readonly serverless?: boolean;
  /** By Elastic Inference. */
  readonly accelerated?: boolean;
  readonly model?: sagemaker.IModelRef;
}

/** Refuses what the service does not guard, mostly without a word: it shifts all traffic at once, and does not bake. */
export function refuseGuardDropped(faults: Faults, variants: readonly Served[]): void {
  for (const { variantName, instanceTypes = [], serverless, accelerated, model } of variants) {
    const what = `variant '${variantName}'`;
    if (serverless) {
      refuse(faults, 'guard-dropped', `${what} is serverless (ServerlessConfig), and the service does not guard updates of serverless variants (${EXCLUSIONS_PAGE}); `
        + 'use instances, or a CfnEndpoint without a guard');
    }
    if (accelerated) {
      refuse(faults, 'guard-dropped', `${what} uses Elastic Inference, with which the service shifts all traffic at once and watches no alarm `
        + `(${EXCLUSIONS_PAGE}); leave acceleratorType out`);
    }
    for (const instanceType of instanceTypes.filter((type) => !Token.isUnresolved(type) && dropsGuard(type))) {
      refuse(faults, 'guard-dropped', `${what} is on ${instanceType}, and on Inf1 instances the service shifts all traffic at once and watches no alarm `
        + `(${EXCLUSIONS_PAGE}); use ml.inf2 or another type, or unguarded: true`);
    }
    for (const modelPackage of (model ? modelPackagesOf(model) : []).filter(isFromMarketplace)) {
      refuse(faults, 'guard-dropped', `${what} serves '${modelPackage}', a model package without a version, as AWS Marketplace has them; with containers from there `
        + `the service shifts all traffic at once and watches no alarm (${EXCLUSIONS_PAGE}); use a version of a model package group, or unguarded: true`);
    }
  }
}

/** Refuses it also where the app changes the config behind the construct's back: by an override, an aspect or another mixin. */
export function refuseGuardDroppedInTemplate(endpoint: IConstruct, config: sagemaker.CfnEndpointConfig): void {
  endpoint.node.addValidation({
    validate: () => {
      const faults = new Faults(`the config of endpoint '${endpoint.node.path}'`);
      refuseGuardDropped(faults, mayDropGuard(config) ? servedIn(config) : []);
      return faults.all;
    },
  });
}

/** A look at the text, which costs a fraction of rendering every config of an app twice. */
function mayDropGuard(config: sagemaker.CfnEndpointConfig): boolean {
  const { productionVariants, shadowProductionVariants } = config;
  const { rawOverrides } = config as unknown as Synthesizable;
  return /serverless|accelerator|inf1|unresolved-token/i.test(JSON.stringify([productionVariants, shadowProductionVariants, rawOverrides]));
}

function servedIn(config: CfnResource): Served[] {
  // As it stands in the template, overrides and all; no public method tells.
  const { Resources } = Stack.of(config).resolve((config as unknown as Synthesizable)._toCloudFormation()) as Fragment;
  const [{ Properties = {} }] = Object.values(Resources);
  return [...Properties.ProductionVariants ?? [], ...Properties.ShadowProductionVariants ?? []].map((variant) => ({
    variantName: String(variant.VariantName),
    instanceTypes: [variant.InstanceType, ...(variant.InstancePools ?? []).map((pool) => pool.InstanceType)].filter((type) => typeof type === 'string'),
    serverless: variant.ServerlessConfig !== undefined,
    accelerated: variant.AcceleratorType !== undefined,
  }));
}

interface Synthesizable {
  /** What the escape hatches have put in. */
  readonly rawOverrides: unknown;
  _toCloudFormation(): object;
}

interface Fragment {
  readonly Resources: Readonly<Record<string, { readonly Properties?: Config }>>;
}

interface Config {
  readonly ProductionVariants?: readonly ConfiguredVariant[];
  readonly ShadowProductionVariants?: readonly ConfiguredVariant[];
}

interface ConfiguredVariant {
  readonly VariantName?: unknown;
  readonly InstanceType?: unknown;
  readonly InstancePools?: ReadonlyArray<{ readonly InstanceType?: unknown }>;
  readonly ServerlessConfig?: unknown;
  readonly AcceleratorType?: unknown;
}

/** Those of the model registry end in a version. https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-models.html */
function isFromMarketplace(modelPackageArn: string): boolean {
  return !Token.isUnresolved(modelPackageArn) && /:model-package\/[^/]+$/.test(modelPackageArn);
}
