import type { Endpoint } from '../../endpoint';
import type { EndpointConfig } from '../../fleet';
import type { ModelPackage, ModelPackageGroup } from '../../model-registry';
import type { Model } from '../../models';
import type { World } from '../../world';
import { validationException } from '../service-error';

// Inferred from users' reports: how the service words what it cannot find. The operations' pages document no such error.

export function findEndpoint(world: World, name: string): Endpoint {
  return found(world.sagemaker.endpoints.get(name), `Could not find endpoint "${world.arn('endpoint', name)}".`);
}

export function findEndpointConfig(world: World, name: string): EndpointConfig {
  return found(world.sagemaker.endpointConfigs.get(name), `Could not find endpoint configuration "${world.arn('endpoint-config', name)}".`);
}

export function findModel(world: World, name: string): Model {
  return found(world.sagemaker.models.byName.get(name), `Could not find model "${world.arn('model', name)}".`);
}

export function findModelPackageGroup(world: World, nameOrArn: string): ModelPackageGroup {
  const arn = nameOrArn.startsWith('arn:') ? nameOrArn : world.arn('model-package-group', nameOrArn);
  return found(world.sagemaker.registry.group(nameOrArn), `ModelPackageGroup ${arn} does not exist.`);
}

export function findModelPackage(world: World, arn: string): ModelPackage {
  return found(world.sagemaker.registry.package(arn), `ModelPackage ${arn} does not exist.`);
}

function found<Thing>(thing: Thing | undefined, otherwise: string): Thing {
  if (thing === undefined) {
    throw validationException(otherwise);
  }
  return thing;
}
