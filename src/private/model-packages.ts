import type { aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { declaredContainers } from './declared-model';

/** The model packages that a model is made of, as far as the app declares it. */
export function modelPackagesOf(model: sagemaker.IModelRef): string[] {
  return declaredContainers(model).flatMap(({ modelPackageName }) => modelPackageName ?? []);
}
