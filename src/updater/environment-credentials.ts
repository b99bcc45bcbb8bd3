import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for `@aws-sdk/credential-provider-node` in the bundle (esbuild's `--alias`).
 *
 * A Lambda function's credentials are in its environment. The SDK's own chain of providers (SSO, web identity, process,
 * instance metadata) can never be reached there, and would be a quarter of the code that is loaded at each cold start.
 */
export const defaultProvider = (): ReturnType<typeof fromEnv> => fromEnv();
