import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What CloudFormation received at a response URL. */
export interface Received {
  readonly method?: string;
  readonly url?: string;
  readonly contentType?: string;
  readonly body: string;
}

/** The other end of a response URL: a server on this machine that can be told to refuse. */
export class ResponseBucket {
  static async open(): Promise<ResponseBucket> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const { method, url, headers } = request;
        bucket.received.push({ method, url, contentType: headers['content-type'], body: Buffer.concat(chunks).toString() });
        response.writeHead(bucket.statuses.shift() ?? 200).end();
      });
    });
    const bucket = new ResponseBucket(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return bucket;
  }

  readonly received: Received[] = [];
  /** The HTTP statuses of the next answers; 200 once they are used up. */
  statuses: number[] = [];

  private constructor(private readonly server: Server) {}

  /** A URL that is as good as a credential: its query is a signature. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/bucket/key?X-Amz-Signature=5ec2e7&X-Amz-Expires=7200`;
  }

  /** What stands in every answer, parsed. */
  get answers(): Array<Record<string, unknown>> {
    return this.received.map(({ body }) => JSON.parse(body));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}
