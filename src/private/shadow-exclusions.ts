import { Token, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { declaredModel } from './declared-model';
import type { Faults } from './faults';
import { modelsOf, type Variant } from './variants';

const PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/dg/shadow-tests-exclusions.html';

/** Refuses what the service does not shadow, as far as the app declares it. */
export function checkShadowed(faults: Faults, asynchronous: boolean, variants: readonly Variant[], shadows: readonly Variant[]): void {
  if (shadows.length === 0) {
    return;
  }
  if (asynchronous) {
    faults.add(`shadowVariants are given with asyncInference, and the service does not shadow asynchronous requests (${PAGE}); leave one of the two out`);
  }
  for (const variant of [...variants, ...shadows]) {
    const because = modelsOf(variant).flatMap((model) => notShadowed(model) ?? []);
    if (because.length > 0) {
      faults.add(`the model of variant '${variant.variantName}' has ${because[0]}, and the service does not shadow that (${PAGE}); `
        + 'leave shadowVariants out, or use a model of one container');
    }
  }
}

function notShadowed(model: sagemaker.IModelRef): string | undefined {
  const { containers, primaryContainer } = declaredModel(model) ?? {};
  if (Array.isArray(containers) && containers.length > 1) {
    return `${containers.length} containers`;
  }
  const known = primaryContainer && !Token.isUnresolved(primaryContainer);
  const { mode } = known ? primaryContainer as sagemaker.CfnModel.ContainerDefinitionProperty : {};
  return mode === 'MultiModel' ? 'the archives of many models' : undefined;
}
