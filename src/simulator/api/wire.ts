/** An HTTP request as the front door takes it, from a socket or from an SDK client in the same process. */
export interface WireRequest {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** An answer that is late, or lost on its way. */
  readonly delivery?: { readonly delayMs?: number; readonly dropped?: boolean };
}

export function textOf(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
}

export function jsonResponse(status: number, contentType: string, value: unknown, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status, headers: { 'content-type': contentType, ...headers }, body: Buffer.from(JSON.stringify(value)) };
}
