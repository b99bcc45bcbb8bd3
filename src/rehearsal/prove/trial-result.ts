/** What one fault came to on one endpoint with one seed. */
export interface TrialResult {
  readonly caught: boolean;
  /** The alarms that were in ALARM when the update was taken back; none where the service itself refused it. */
  readonly alarms: readonly string[];
  /** From the first request that the new version got to the rollback. */
  readonly secondsToRollback?: number;
  /** Requests that the new version failed or refused. */
  readonly failedRequests: number;
}
