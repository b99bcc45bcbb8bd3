/** The metrics that the updater publishes of each endpoint's updates, by `EndpointName`. */
export const ROLLOUT_METRICS = {
  namespace: 'GuardedEndpoints',
  started: 'RolloutsStarted',
  succeeded: 'RolloutsSucceeded',
  rolledBack: 'RolloutsRolledBack',
  failed: 'RolloutsFailed',
  duration: 'RolloutDuration',
} as const;
