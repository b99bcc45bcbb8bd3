import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * A Lambda function's credentials: they are in its environment.
 *
 * The bundle puts this module in the place of `@aws-sdk/credential-provider-node` (esbuild's `--alias`). The SDK's own
 * chain of providers can never get past the environment there, and would be a third of the code loaded at a cold start.
 */
export const defaultProvider = (): ReturnType<typeof fromEnv> => fromEnv();
