import { Readable } from 'node:stream';
import type { HttpRequest, HttpResponse, RequestHandler } from '@smithy/types';
import type { WireRequest, WireResponse } from './api/wire';

/** What an SDK client hands its request to instead of to a socket. */
export function inProcess(handle: (request: WireRequest) => Promise<WireResponse>): RequestHandler<HttpRequest, HttpResponse> {
  return {
    handle: async (request) => {
      const { status, headers, body } = await handle(await wireRequestOf(request));
      return { response: { statusCode: status, headers: { ...headers }, body: Readable.from([body]) } };
    },
  };
}

async function wireRequestOf(request: HttpRequest): Promise<WireRequest> {
  return {
    method: request.method,
    path: request.path,
    query: Object.fromEntries(Object.entries(request.query ?? {}).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value ?? ''])),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: await bytesOf(request.body),
  };
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) {
    return new Uint8Array();
  }
  if (typeof body === 'string') {
    return Buffer.from(body);
  }
  if (body instanceof Uint8Array) {
    return body;
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<string | Uint8Array>) {
    chunks.push(Buffer.from(chunk as Uint8Array));
  }
  return Buffer.concat(chunks);
}
