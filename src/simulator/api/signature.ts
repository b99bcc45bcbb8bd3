import type { WireRequest } from './wire';

/**
 * The service in the signature's credential scope: `.../us-east-1/monitoring/aws4_request`.
 *
 * Chosen: the signature itself is not checked, so that any credentials do.
 */
export function signingNameIn(request: WireRequest): string | undefined {
  const scope = `${request.headers.authorization ?? ''} ${request.query['X-Amz-Credential'] ?? ''}`;
  return /\/([a-z0-9-]+)\/aws4_request/.exec(scope)?.[1];
}
