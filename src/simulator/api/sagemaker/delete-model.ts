import type { DeleteModelInput } from '@aws-sdk/client-sagemaker';
import { noteDeletion } from './deletions';
import { findModel } from './find';
import type { World } from '../../world';

/** Documented: allowed whatever uses the model; an endpoint that does goes on serving, and cannot be replaced properly later. */
export function deleteModel(world: World, { ModelName }: DeleteModelInput): void {
  const model = findModel(world, ModelName!);
  world.sagemaker.models.byName.delete(model.name);
  noteDeletion(world, `model '${model.name}'`, (fleet) => fleet.variants.some((variant) => variant.model === model));
}
