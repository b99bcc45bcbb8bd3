/** Whose requests a guardrail counts. */
export enum FleetScope {
  /**
   * The requests that the green (new) fleet answers.
   *
   * A small canary is judged by its own requests. The alarm continues to watch this fleet after the update, when it is the only one.
   */
  GREEN_FLEET = 'GREEN_FLEET',

  /**
   * All requests to the variant, whichever fleet answers them.
   *
   * This also sees harm done to the blue fleet, but dilutes a canary: if a canary of 10 % fails every request, the error rate is 10 %. While
   * the alarm is in ALARM because of the fleet in service, no update gets through, not even the one that would help.
   */
  ENDPOINT = 'ENDPOINT',

  /** Both, with one alarm for each. */
  GREEN_FLEET_AND_ENDPOINT = 'GREEN_FLEET_AND_ENDPOINT',
}
