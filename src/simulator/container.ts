import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { validationException } from './api/service-error';

/** What a model's server answered, or that it did not. */
export interface ContainerAnswer {
  /** 0 where there was no answer. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  /** Of real time, from the request to the end of the answer. */
  readonly milliseconds: number;
}

export interface ContainerRequest {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * How long a container may take, and how much it may answer.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
 */
const INVOCATION_TIMEOUT_MS = 60_000;
const PING_TIMEOUT_MS = 2_000;
const MAXIMUM_ANSWER_BYTES = 25 * 1024 * 1024;

/** A server that follows SageMaker's container contract: `GET /ping`, `POST /invocations`. */
export class Container {
  private readonly origin: URL;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 });

  /** Only on this machine: the simulator must not be a way to reach others. */
  constructor(readonly url: string) {
    this.origin = loopback(url);
  }

  /** Why it is not healthy, if so. */
  async fault(): Promise<string | undefined> {
    const { status, body } = await this.send('GET', '/ping', { body: new Uint8Array(), headers: {} }, PING_TIMEOUT_MS);
    if (status === 200) {
      return undefined;
    }
    return status === 0 ? `GET ${this.url}/ping got no answer: ${Buffer.from(body).toString()}` : `GET ${this.url}/ping answered ${status}, not 200`;
  }

  invoke(asked: ContainerRequest): Promise<ContainerAnswer> {
    return this.send('POST', '/invocations', asked, INVOCATION_TIMEOUT_MS);
  }

  private send(method: string, path: string, asked: ContainerRequest, timeoutMs: number): Promise<ContainerAnswer> {
    const start = performance.now();
    return new Promise((resolve) => {
      const end = (status: number, headers: IncomingHttpHeaders, body: Uint8Array) =>
        resolve({ status, headers, body, milliseconds: performance.now() - start });
      const failed = (error: Error) => end(0, {}, Buffer.from(error.message));
      const sent = request({
        agent: this.agent,
        hostname: this.origin.hostname.replace(/^\[|\]$/g, ''),
        port: this.origin.port === '' ? 80 : this.origin.port,
        method,
        path,
        headers: { ...asked.headers, 'content-length': asked.body.length },
        signal: AbortSignal.timeout(timeoutMs),
      }, (answered) => {
        bodyOf(answered).then((body) => end(answered.statusCode ?? 0, answered.headers, body), failed);
      });
      sent.on('error', (error) => failed(error.name === 'AbortError' ? new Error(`it took more than ${timeoutMs / 1000} seconds`) : error));
      sent.end(asked.body);
    });
  }
}

async function bodyOf(answered: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answered) {
    size += (chunk as Uint8Array).length;
    if (size > MAXIMUM_ANSWER_BYTES) {
      throw new Error(`it answered more than ${MAXIMUM_ANSWER_BYTES} bytes`);
    }
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks, size);
}

/** By address, not by what a name resolves to; `localhost` is taken for 127.0.0.1. */
function loopback(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const local = url && (url.hostname === '[::1]' || url.hostname === 'localhost' || /^127\.\d+\.\d+\.\d+$/.test(url.hostname));
  if (!url || !local || url.protocol !== 'http:' || url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    throw validationException(`container is ${JSON.stringify(text)}; use the address of a server on this machine, such as "http://127.0.0.1:8080"`);
  }
  if (url.hostname === 'localhost') {
    url.hostname = '127.0.0.1';
  }
  return url;
}
