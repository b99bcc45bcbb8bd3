/** How the service chooses the instance that answers a request. */
export enum RoutingStrategy {
  /** The instance with the fewest requests in progress, or close to it. */
  LEAST_OUTSTANDING_REQUESTS = 'LEAST_OUTSTANDING_REQUESTS',

  /** A random instance. */
  RANDOM = 'RANDOM',

  /** The instance that received earlier requests with the same prefix, and may have cached it; for language models. Needs `prefixAwareRouting`. */
  PREFIX_AWARE = 'PREFIX_AWARE',
}

/** What counts as the prefix of a request, for `RoutingStrategy.PREFIX_AWARE`. */
export interface PrefixAwareRouting {
  /** How many bytes of a request must be equal (characters of the messages, for requests in OpenAI's format), from 1,024 to 65,536. */
  readonly prefixLength: number;

  /** How many requests an instance may have in progress before the next one goes elsewhere, from 1 to 1,024. */
  readonly concurrencyThreshold: number;
}
