import { LARGEST_RESPONSE_BYTES } from '../rollout/request';
import { jsonResponse, textOf, type WireRequest, type WireResponse } from '../simulator/api/wire';

/** What a custom resource answers CloudFormation with. */
export interface CustomResourceResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId?: string;
  readonly Data?: Readonly<Record<string, unknown>>;
}

const PREFIX = '/_rehearsal/responses/';

/** The pre-signed URLs that custom resources answer to: one address a request, the first answer counts. */
export class ResponseInbox {
  private readonly awaited = new Map<string, (response: CustomResourceResponse) => void>();

  /** An address for one request; `baseUrl` is where this inbox can be reached. */
  open(requestId: string, baseUrl: string): { readonly url: string; readonly answer: Promise<CustomResourceResponse> } {
    const answer = new Promise<CustomResourceResponse>((settle) => this.awaited.set(requestId, settle));
    return { url: `${baseUrl}${PREFIX}${requestId}?X-Amz-Signature=${'0'.repeat(64)}`, answer };
  }

  close(requestId: string): void {
    this.awaited.delete(requestId);
  }

  owns(request: WireRequest): boolean {
    return request.path.startsWith(PREFIX);
  }

  handle(request: WireRequest): WireResponse {
    const requestId = request.path.slice(PREFIX.length);
    const settle = this.awaited.get(requestId);
    if (request.method !== 'PUT' || !settle) {
      return jsonResponse(403, 'application/json', { message: `nobody awaits ${request.method} ${PREFIX}${requestId}` });
    }
    if (request.body.byteLength > LARGEST_RESPONSE_BYTES) {
      settle({ Status: 'FAILED', Reason: `Response object is too long: ${request.body.byteLength} bytes, at most ${LARGEST_RESPONSE_BYTES} are read` });
    } else {
      settle(parse(textOf(request.body)));
    }
    this.close(requestId);
    return { status: 200, headers: {}, body: new Uint8Array() };
  }
}

function parse(text: string): CustomResourceResponse {
  try {
    const response = JSON.parse(text) as CustomResourceResponse;
    return response.Status === 'SUCCESS' || response.Status === 'FAILED' ? response : { Status: 'FAILED', Reason: `Invalid response object: Status is ${JSON.stringify(response.Status)}` };
  } catch (error) {
    return { Status: 'FAILED', Reason: `Invalid response object: ${(error as Error).message}` };
  }
}
