import type { Checker } from './checker';

/**
 * Nobody deletes a config that an endpoint is on, or on its way to.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpointConfig.html
 */
export function deletedConfig(): Checker {
  return {
    saw: ({ entry }) => (/^endpoint config '.*' was deleted, which this endpoint still uses$/.test(entry.message) ? [entry.message] : []),
  };
}
