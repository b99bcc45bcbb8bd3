import type { Tag } from '@aws-sdk/client-sagemaker';
import type { World } from '../../world';
import { validationException } from '../service-error';

/** The tags of a model, an endpoint config or an endpoint, to read and to change. */
export function tagsOf(world: World, arn: string): Tag[] {
  const { models, endpointConfigs, endpoints } = world.sagemaker;
  const tagged = [...models.byName.values(), ...endpointConfigs.values(), ...endpoints.values()].find((resource) => resource.arn === arn);
  if (!tagged) {
    throw validationException(`Could not find resource "${arn}".`);
  }
  return tagged.tags;
}
