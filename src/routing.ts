/** How the service picks the instance of a variant that answers a request. */
export enum RoutingStrategy {
  /** The one with the fewest requests under way, or close to it. */
  LEAST_OUTSTANDING_REQUESTS = 'LEAST_OUTSTANDING_REQUESTS',

  /** Any one. */
  RANDOM = 'RANDOM',

  /** The one that got the requests that begin in the same way, whose work it may have kept; for language models. Needs `prefixAwareRouting`. */
  PREFIX_AWARE = 'PREFIX_AWARE',
}

/** What counts as the beginning of a request, for `RoutingStrategy.PREFIX_AWARE`. */
export interface PrefixAwareRouting {
  /** How many bytes of a request have to be the same (characters of the messages, for requests in OpenAI's format), from 1,024 to 65,536. */
  readonly prefixLength: number;

  /** How many requests an instance may have under way before another one gets the next, from 1 to 1,024. */
  readonly concurrencyThreshold: number;
}
