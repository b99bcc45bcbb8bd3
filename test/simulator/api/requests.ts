import { textOf } from '../../../src/simulator/api/wire';
import type { WireRequest, WireResponse } from '../../../src/simulator/api/wire';

type Part = Partial<Omit<WireRequest, 'body'>> & { readonly body?: string | Uint8Array };

/** A request written by hand; POST / unless told otherwise. */
export function request({ body = '', ...parts }: Part = {}): WireRequest {
  return { method: 'POST', path: '/', query: {}, headers: {}, ...parts, body: typeof body === 'string' ? Buffer.from(body) : body };
}

export function jsonRequest(target: string, body: unknown, version: '1.0' | '1.1' = '1.1'): WireRequest {
  return request({
    headers: { 'x-amz-target': target, 'content-type': `application/x-amz-json-${version}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** As the clients sent it that knew only the query protocol. */
export function queryRequest(parameters: Record<string, string>): WireRequest {
  return request({
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', 'authorization': signedFor('monitoring') },
    body: new URLSearchParams({ Version: '2010-08-01', ...parameters }).toString(),
  });
}

export function signedFor(signingName: string): string {
  return `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/${signingName}/aws4_request, SignedHeaders=host, Signature=00`;
}

export function jsonOf(response: WireResponse): any {
  return JSON.parse(textOf(response.body));
}
