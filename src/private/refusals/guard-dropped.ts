import { Token, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { refuse } from './rule';
import { dropsGuard, EXCLUSIONS_PAGE } from '../../rollout/limits';
import type { Faults } from '../faults';
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

/** Those of the model registry end in a version. https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-models.html */
function isFromMarketplace(modelPackageArn: string): boolean {
  return !Token.isUnresolved(modelPackageArn) && /:model-package\/[^/]+$/.test(modelPackageArn);
}
