import { defaultProvider } from './environment-credentials';

/**
 * How every client of the function calls its service.
 *
 * Without a limit, a call that nobody answers, as from a VPC without a way to the service, would last as long as the function may run, and
 * nobody would be told why. What such a call was for may have been done all the same: whoever asks twice has to reckon with that anyway.
 */
export const CLIENT_OPTIONS = {
  // Throttling by a burst of endpoints in one stack is ridden out here; what lasts longer is the state machine's to retry.
  maxAttempts: 5,
  retryMode: 'standard',
  credentials: defaultProvider(),
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};
