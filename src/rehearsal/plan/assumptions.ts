/** What a template does not say, and a plan needs. */
export interface PlanAssumptions {
  /** Requests to the endpoint, all variants together. */
  readonly requestsPerSecond: number;
  /** How long a launch of instances takes, however many they are. */
  readonly provisioningSeconds: number;
  /** What an hour of one instance costs, by instance type, in whatever currency. */
  readonly pricePerInstanceHour: Readonly<Record<string, number>>;
}
