import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jsonResponse } from './api/wire';
import type { WireRequest, WireResponse } from './api/wire';

export interface ServeOptions {
  /** 0 takes a free one. */
  readonly port: number;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The simulator answers whoever asks, so it listens to this machine alone. */
const HOST = '127.0.0.1';

/** Above the largest payload a service takes (6 MiB for InvokeEndpoint), so that it is the service that refuses a longer one. */
const MAXIMUM_BODY_BYTES = 7 * 1024 * 1024;

const MAXIMUM_CONNECTIONS = 256;
/** In milliseconds; a client that polls with pauses should not meet a connection that is just being closed. */
const TIMEOUTS = { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 75_000 };

/** Serves `handle` over HTTP on the loopback interface until closed. */
export async function serve(handle: (request: WireRequest) => Promise<WireResponse>, { port }: ServeOptions): Promise<RunningServer> {
  const server = createServer(TIMEOUTS, (incoming, outgoing) => {
    void exchange(handle, incoming, outgoing);
  });
  server.maxConnections = MAXIMUM_CONNECTIONS;
  await listening(server, port);
  const taken = (server.address() as AddressInfo).port;
  return {
    port: taken,
    url: `http://${HOST}:${taken}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, port)));
    server.listen(port, HOST, resolve);
  });
}

function explained(error: NodeJS.ErrnoException, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Error(`port ${port} is in use on ${HOST}; stop what is using it, name another port, or use port 0 to take a free one`);
    case 'EACCES':
      return new Error(`port ${port} needs privileges that this process does not have; name one above 1023, or use port 0 to take a free one`);
    default:
      return error;
  }
}

async function exchange(handle: (request: WireRequest) => Promise<WireResponse>, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  // A client that goes away in the middle is its own affair.
  outgoing.on('error', () => undefined);
  const body = await bodyOf(incoming).catch(() => 'gone' as const);
  if (body === 'gone') {
    return;
  }
  try {
    send(outgoing, await respond(handle, incoming, body).catch(failed));
  } catch (error) {
    console.error(error);
    outgoing.destroy();
  }
}

async function respond(
  handle: (request: WireRequest) => Promise<WireResponse>, incoming: IncomingMessage, body: Uint8Array | undefined,
): Promise<WireResponse> {
  if (body === undefined) {
    const message = `the body has more than ${MAXIMUM_BODY_BYTES} bytes, which no simulated service takes`;
    return jsonResponse(413, 'application/json', { __type: 'RequestEntityTooLargeException', message }, { connection: 'close' });
  }
  const { pathname, searchParams } = urlOf(incoming);
  return handle({
    method: incoming.method ?? 'GET',
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? ''])),
    body,
  });
}

function failed(error: unknown): WireResponse {
  console.error(error);
  const message = 'the simulator failed while it answered this request; its error output has the stack';
  return jsonResponse(500, 'application/json', { __type: 'InternalFailure', message });
}

/** The path as it came, still percent-encoded: `URL` would resolve dots in it. */
function urlOf(incoming: IncomingMessage): { readonly pathname: string; readonly searchParams: URLSearchParams } {
  const url = (incoming.url ?? '/').replace(/^https?:\/\/[^/]*/, '');
  const question = url.indexOf('?');
  return question < 0
    ? { pathname: url, searchParams: new URLSearchParams() }
    : { pathname: url.slice(0, question), searchParams: new URLSearchParams(url.slice(question + 1)) };
}

/** Absent where it is too long; what is left of it is read and dropped, so that the client gets to read the answer. */
async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Uint8Array).length;
    if (size <= MAXIMUM_BODY_BYTES) {
      chunks.push(chunk as Uint8Array);
    }
  }
  return size <= MAXIMUM_BODY_BYTES ? Buffer.concat(chunks, size) : undefined;
}

function send(outgoing: ServerResponse, { status, headers, body }: WireResponse): void {
  outgoing.writeHead(status, { ...headers, 'content-length': body.length });
  outgoing.end(body);
}
