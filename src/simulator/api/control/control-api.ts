import { advanceClock, readClock } from './clock';
import { readEvents } from './events';
import { readFaults, setFaults } from './faults';
import { setImageBehaviour } from './images';
import { setModelBehaviour } from './models';
import { reset } from './reset';
import { readTimeline } from './timeline';
import { setTraffic } from './traffic';
import { ServiceError } from '../service-error';
import { jsonResponse, textOf } from '../wire';
import type { Controlled, Route } from './route';
import { isRecord } from '../../../rollout/record';
import type { WireRequest, WireResponse } from '../wire';

const ROOT = '/_simulator';

const ROUTES: readonly Route[] = [
  readClock, advanceClock, setModelBehaviour, setImageBehaviour, setTraffic, readTimeline, readEvents, readFaults, setFaults, reset,
];

export function isControl({ path }: WireRequest): boolean {
  return path === ROOT || path.startsWith(`${ROOT}/`);
}

/** What only a simulator can do: move the time, say how models behave, tell what happened. JSON in, JSON out. */
export async function answerControl(simulator: Controlled, request: WireRequest): Promise<WireResponse> {
  try {
    return json(200, await attempt(simulator, request));
  } catch (error) {
    if (error instanceof ServiceError) {
      return json(error.status, { code: error.code, message: error.message, ...error.fields });
    }
    console.error(error);
    return json(500, { code: 'InternalFailure', message: 'the simulator failed while it answered this request; its error output has the stack' });
  }
}

function attempt(simulator: Controlled, request: WireRequest): unknown {
  const path = request.path.replace(/\/+$/, '');
  if (path === ROOT && request.method === 'GET') {
    return { routes: ROUTES.map(({ method, path: route, summary, body }) => ({ method, path: route, summary, ...(body && { body }) })) };
  }
  const here = ROUTES.flatMap((route) => {
    const parameters = parametersOf(route.path, path);
    return parameters ? [{ route, parameters }] : [];
  });
  if (here.length === 0) {
    throw new ServiceError('NotFound', `nothing is at ${path.slice(0, 200)}; there are ${ROUTES.map(nameOf).join(', ')}`, 404);
  }
  const found = here.find(({ route }) => route.method === request.method);
  if (!found) {
    const allowed = here.map(({ route }) => nameOf(route)).join(', ');
    throw new ServiceError('MethodNotAllowed', `${request.method} is not possible at ${path}; there is ${allowed}`, 405);
  }
  return found.route.answer(simulator, found.parameters, found.route.method === 'GET' ? {} : bodyOf(request, found.route));
}

function bodyOf(request: WireRequest, route: Route): Readonly<Record<string, unknown>> {
  const text = textOf(request.body).trim();
  const body = text === '' ? {} : parsed(text, route);
  if (!isRecord(body)) {
    throw new ServiceError('ValidationException', `the body is not a JSON object; ${exampleOf(route)}`);
  }
  return body;
}

function parsed(text: string, route: Route): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ServiceError('ValidationException', `the body is not JSON (${(error as Error).message}); ${exampleOf(route)}`);
  }
}

function exampleOf(route: Route): string {
  return `${nameOf(route)} takes ${JSON.stringify(route.body)}`;
}

function nameOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

function parametersOf(template: string, path: string): Record<string, string> | undefined {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const match = new RegExp(`^${template.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
  return match ? Object.fromEntries(names.map((name, index) => [name, decoded(match[index + 1])])) : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ServiceError('ValidationException', `'${segment.slice(0, 100)}' in the path is not valid percent-encoding`);
  }
}

function json(status: number, value: unknown): WireResponse {
  return jsonResponse(status, 'application/json', value);
}
