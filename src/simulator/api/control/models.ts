import { invalid, onlyFields } from './fields';
import type { Route } from './route';
import { Container } from '../../container';
import { measure } from '../../measure';
import { isDirect, isMultiModel } from '../../models';
import type { World } from '../../world';
import { ServiceError } from '../service-error';

type Body = Readonly<Record<string, unknown>>;

export const setModelBehaviour: Route = {
  method: 'PUT',
  path: '/_simulator/models/{name}',
  summary: 'how a model answers from now on: by numbers, or by a server of its own on this machine ({"container": "http://127.0.0.1:8080"})',
  body: { errorRate: 0.02, clientErrorRate: 0, latencyMs: { p50: 5, p99: 12 } },
  answer: ({ world }, { name }, body) => (body.container === undefined ? byNumbers(world, name, body) : byContainer(world, name, body)),
};

function byNumbers(world: World, name: string, behaviour: Body): object {
  const set = world.setModelBehaviour(name, behaviour);
  world.containers.delete(world.sagemaker.models.byName.get(name)!);
  return { modelName: name, ...set };
}

/** Requests go to the server from now on; how traffic is answered is measured now, with the sample given. */
async function byContainer(world: World, name: string, body: Body): Promise<object> {
  onlyFields(body, ['container', 'sample']);
  if (typeof body.container !== 'string') {
    throw invalid(`container is ${JSON.stringify(body.container)}; use the address of a server on this machine, such as "http://127.0.0.1:8080"`);
  }
  const model = world.sagemaker.models.byName.get(name);
  if (!model) {
    throw new ServiceError('ResourceNotFound', `there is no model '${name}'; create it first`, 404);
  }
  if (isMultiModel(model.input) || isDirect(model.input)) {
    throw invalid(`model '${name}' is one of several that a request names, or of several containers, which a server of one's own cannot stand in for; give it a behaviour`);
  }
  const container = new Container(body.container);
  const sample = sampleIn(body);
  const fault = await container.fault();
  if (fault !== undefined) {
    throw invalid(`the container is not healthy: ${fault}`);
  }
  const measured = sample && await measure(container, sample);
  if (measured) {
    const { requests: _requests, ...rates } = measured;
    world.setModelBehaviour(name, rates);
  }
  world.containers.set(model, container);
  return { modelName: name, container: body.container, ...(measured && { measured }) };
}

function sampleIn({ sample }: Body): { readonly body: Uint8Array; readonly headers: Record<string, string> } | undefined {
  if (sample === undefined) {
    return undefined;
  }
  const { body, contentType } = (sample ?? {}) as { readonly body?: unknown; readonly contentType?: unknown };
  if (typeof body !== 'string' || typeof contentType !== 'string') {
    throw invalid('sample is a request that the model can answer, such as {"contentType": "text/csv", "body": "1,2,3"}');
  }
  return { body: Buffer.from(body), headers: { 'content-type': contentType } };
}
