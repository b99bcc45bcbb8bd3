import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jsonResponse } from './api/wire';
import type { WireRequest, WireResponse } from './api/wire';
import { ConnectionDropped } from './connection-dropped';

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

/** What is asked of the simulator at one time; more is answered, with 503, so that a client backs off instead of guessing. */
const MAXIMUM_REQUESTS = 256;
const MAXIMUM_BYTES = 64 * 1024 * 1024;
/** Idle ones included; beyond these there is nothing left to answer with. */
const MAXIMUM_CONNECTIONS = 2048;
/** In milliseconds; a client that polls with pauses should not meet a connection that is just being closed. */
const TIMEOUTS = { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 75_000 };

/** Serves `handle` over HTTP on the loopback interface until closed. */
export async function serve(handle: Handle, { port }: ServeOptions): Promise<RunningServer> {
  const load = { requests: 0, bytes: 0 };
  const server = createServer(TIMEOUTS, (incoming, outgoing) => {
    load.requests += 1;
    void exchange(handle, load, incoming, outgoing).finally(() => { load.requests -= 1; });
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

/** What is being answered at the moment. */
interface Load {
  requests: number;
  bytes: number;
}

type Handle = (request: WireRequest) => Promise<WireResponse>;

async function exchange(handle: Handle, load: Load, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  // A client that goes away in the middle is its own affair.
  outgoing.on('error', () => undefined);
  const received = new Body(load);
  try {
    if (await received.all(incoming)) {
      send(outgoing, await respond(handle, incoming, received).catch(failed));
    }
  } catch (error) {
    if (!(error instanceof ConnectionDropped)) {
      console.error(error);
    }
    outgoing.destroy();
  } finally {
    received.forget();
  }
}

async function respond(handle: Handle, incoming: IncomingMessage, { refusal, bytes }: Body): Promise<WireResponse> {
  if (refusal) {
    return refusal;
  }
  if (isFromAnotherSite(incoming)) {
    return jsonResponse(403, 'application/json', { __type: 'AccessDeniedException', message: 'the simulator does not answer pages of other sites (Origin)' });
  }
  const { pathname, searchParams } = urlOf(incoming);
  return handle({
    method: incoming.method ?? 'GET',
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? ''])),
    body: bytes,
  });
}

/** A request's body; of one that is refused nothing is kept, but all is read, so that the client gets to read the answer. */
class Body {
  refusal?: WireResponse;
  private chunks: Uint8Array[] = [];
  private size = 0;

  constructor(private readonly load: Load) {
    if (load.requests > MAXIMUM_REQUESTS) {
      this.refuse(busy(`${MAXIMUM_REQUESTS} requests are being answered`));
    }
  }

  get bytes(): Uint8Array {
    return Buffer.concat(this.chunks, this.size);
  }

  /** Reads to the end; whether the client was there until then. */
  async all(incoming: IncomingMessage): Promise<boolean> {
    try {
      for await (const chunk of incoming) {
        this.take(chunk as Uint8Array);
      }
      return true;
    } catch {
      return false;
    }
  }

  forget(): void {
    this.load.bytes -= this.size;
    this.chunks = [];
    this.size = 0;
  }

  private take(chunk: Uint8Array): void {
    if (this.refusal) {
      return;
    }
    this.chunks.push(chunk);
    this.size += chunk.length;
    this.load.bytes += chunk.length;
    if (this.size > MAXIMUM_BODY_BYTES) {
      this.refuse(tooLarge());
    } else if (this.load.bytes > MAXIMUM_BYTES) {
      this.refuse(busy(`requests of ${MAXIMUM_BYTES} bytes are being answered`));
    }
  }

  private refuse(refusal: WireResponse): void {
    this.refusal = refusal;
    this.forget();
  }
}

function tooLarge(): WireResponse {
  const message = `the body has more than ${MAXIMUM_BODY_BYTES} bytes, which no simulated service takes`;
  return jsonResponse(413, 'application/json', { __type: 'RequestEntityTooLargeException', message }, { connection: 'close' });
}

/** Clients retry what is answered like this. */
function busy(why: string): WireResponse {
  return jsonResponse(503, 'application/json', { __type: 'ServiceUnavailable', message: `the simulator is busy: ${why}; try again` }, {
    'x-amzn-errortype': 'ServiceUnavailable', 'retry-after': '1',
  });
}

function failed(error: unknown): WireResponse {
  if (error instanceof ConnectionDropped) {
    throw error;
  }
  console.error(error);
  const message = 'the simulator failed while it answered this request; its error output has the stack';
  return jsonResponse(500, 'application/json', { __type: 'InternalFailure', message });
}

/** A page in a browser on this machine reaches the loopback interface, whoever made the page; other clients send no `Origin`. */
function isFromAnotherSite({ headers: { origin } }: IncomingMessage): boolean {
  return origin !== undefined && !/^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin);
}

/** The path as it came, still percent-encoded: `URL` would resolve dots in it. */
function urlOf(incoming: IncomingMessage): { readonly pathname: string; readonly searchParams: URLSearchParams } {
  const url = (incoming.url ?? '/').replace(/^https?:\/\/[^/]*/, '');
  const question = url.indexOf('?');
  return question < 0
    ? { pathname: url, searchParams: new URLSearchParams() }
    : { pathname: url.slice(0, question), searchParams: new URLSearchParams(url.slice(question + 1)) };
}

function send(outgoing: ServerResponse, { status, headers, body }: WireResponse): void {
  outgoing.writeHead(status, { ...headers, 'content-length': body.length });
  outgoing.end(body);
}
