/** What an update has to have been through to be a success. */
export interface Verification {
  /**
   * The requests that the green fleet must have got, all variants together, by the time that all traffic is on it and has been watched.
   *
   * With fewer of them silence is all that the guardrails have heard: the update is inconclusive. The endpoint then goes back to the config
   * that it served before, and the deployment of the stack fails. At least 1.
   */
  readonly minimumInvocations: number;
}
