import type { InvokeEndpointInput, InvokeEndpointOutput } from '@aws-sdk/client-sagemaker-runtime';
import type { Answers } from '../../answers';
import { Distribution } from '../../distribution';
import { isServing, routesOf, routesWithin } from '../../endpoint';
import type { Endpoint, Route } from '../../endpoint';
import { variantOf } from '../../fleet';
import { drawLatency } from '../../latency';
import type { RandomStream } from '../../random';
import { OVERHEAD } from '../../traffic';
import type { World } from '../../world';
import { ServiceError, validationError } from '../service-error';
import { invokeContainer } from './invoke-container';
import type { Outcome } from './invoke-container';
import { targetOf } from './target';

const NOT_SIMULATED = ['InferenceComponentName', 'SessionId', 'EnableExplanations'] as const;

/** One more request: routed, answered as the model behaves or by its own server, and counted as all others are. Takes no virtual time. */
export function invokeEndpoint(world: World, input: InvokeEndpointInput): InvokeEndpointOutput | Promise<InvokeEndpointOutput> {
  const refused = NOT_SIMULATED.find((field) => input[field] !== undefined);
  if (refused) {
    throw validationError(`${refused} is not simulated. Leave it out.`);
  }
  const endpoint = servingEndpoint(world, input.EndpointName!);
  const random = world.random.stream(`invoke:${endpoint.name}`);
  const route = chosenRoute(world, endpoint, random, input.TargetVariant);
  const target = targetOf(endpoint, route, input);
  const container = world.containers.get(route.variant.model);
  if (container) {
    return invokeContainer(container, input, {
      variantName: route.variant.variant.VariantName,
      countAs: (outcome, latency) => count(world, endpoint, { route, outcome, latency, overhead: drawLatency(random, OVERHEAD) }),
      errorOf: (status, message) => modelError(world, endpoint, status, message),
    });
  }
  const behaviour = answersTo(world, random, route, target);
  const outcome = outcomeOf(behaviour, random.next());
  count(world, endpoint, {
    route,
    outcome,
    latency: drawLatency(random, behaviour.latencyMs),
    overhead: drawLatency(random, OVERHEAD),
    containerName: input.TargetContainerHostname,
  });
  if (outcome !== 'success') {
    throw modelError(world, endpoint, outcome === 'serverError' ? 500 : 400, 'simulated');
  }
  return {
    // Chosen: a real container answers with a prediction; unless it is told what to answer, this says who did.
    Body: answer(JSON.stringify(world.sagemaker.models.behaviourOf(route.variant.model, target).answer ?? {
      model: route.variant.model.name,
      variant: route.variant.variant.VariantName,
      endpointConfig: route.fleet.config.name,
      ...(target !== undefined && { target }),
    })),
    ContentType: 'application/json',
    InvokedProductionVariant: route.variant.variant.VariantName,
    ...(input.CustomAttributes === undefined ? {} : { CustomAttributes: input.CustomAttributes }),
  };
}

/** The class that a request falls in decides how it is answered; one request alone is no load. */
function answersTo(world: World, random: RandomStream, route: Route, target: string | undefined): Answers {
  const classes = world.traffic.answersOf(route, world.clock.now, { count: 0, seconds: 0, target });
  let left = random.next();
  return classes.find(({ share }) => (left -= share) < 0) ?? classes[classes.length - 1];
}

function servingEndpoint(world: World, name: string): Endpoint {
  const endpoint = world.sagemaker.endpoints.get(name);
  if (!endpoint || !isServing(endpoint)) {
    if (endpoint) {
      world.traffic.counts.countUnserved(name, 1);
    }
    throw validationError(`Endpoint ${name} of account ${world.accountId} not found.`);
  }
  return endpoint;
}

function chosenRoute(world: World, endpoint: Endpoint, random: RandomStream, targetVariant: string | undefined): Route {
  const routes = targetVariant === undefined ? routesOf(endpoint) : routesTo(endpoint, targetVariant);
  if (routes.length === 0) {
    world.traffic.counts.countUnserved(endpoint.name, 1);
    throw validationError(`Endpoint ${endpoint.name} has no variant with a weight above 0.`);
  }
  let left = random.next();
  return routes.find(({ share }) => (left -= share) < 0) ?? routes[routes.length - 1];
}

function routesTo(endpoint: Endpoint, targetVariant: string): Route[] {
  const variant = variantOf(endpoint.fleet, targetVariant);
  if (!variant) {
    const names = endpoint.fleet.variants.map((one) => one.variant.VariantName).join(', ');
    throw validationError(`Variant ${targetVariant} not found for endpoint ${endpoint.name}, it has [${names}].`);
  }
  return routesWithin(endpoint, variant);
}

function outcomeOf({ errorRate, clientErrorRate }: Answers, chance: number): Outcome {
  if (chance < errorRate) {
    return 'serverError';
  }
  return chance < errorRate + clientErrorRate ? 'clientError' : 'success';
}

interface Counted {
  readonly route: Route;
  readonly outcome: Outcome;
  readonly latency: number;
  readonly overhead: number;
  readonly containerName?: string;
}

function count(world: World, endpoint: Endpoint, request: Counted): void {
  const { route, outcome } = request;
  const serverErrors = outcome === 'serverError' ? 1 : 0;
  const clientErrors = outcome === 'clientError' ? 1 : 0;
  world.traffic.counts.count(endpoint.name, route.fleet.config.name, { requests: 1, serverErrors, clientErrors });
  world.traffic.publish(endpoint, {
    route,
    time: world.clock.now,
    containerName: request.containerName,
    count: 1,
    serverErrors,
    clientErrors,
    modelLatency: single(request.latency),
    overheadLatency: single(request.overhead),
  });
  world.traffic.mirror(endpoint, { route, time: world.clock.now, count: 1, seconds: 0 });
}

function single(value: number): Distribution {
  const values = new Distribution();
  values.add(value);
  return values;
}

/** Documented: the shape and its status. Inferred from users' reports: the wording. */
function modelError(world: World, endpoint: Endpoint, status: number, original: string): ServiceError {
  const kind = status >= 500 ? 'server' : 'client';
  const logs = `https://${world.region}.console.aws.amazon.com/cloudwatch/home?region=${world.region}#logEventViewer:group=/aws/sagemaker/Endpoints/${endpoint.name}`;
  return new ServiceError('ModelError', `Received ${kind} error (${status}) from primary with message "${original}". `
    + `See ${logs} in account ${world.accountId} for more information.`, 424, { OriginalStatusCode: status, OriginalMessage: original });
}

/** The client's type adds a method for reading the body, which nothing on this side of the wire calls. */
function answer(body: string): InvokeEndpointOutput['Body'] {
  return Buffer.from(body) as Uint8Array as InvokeEndpointOutput['Body'];
}
