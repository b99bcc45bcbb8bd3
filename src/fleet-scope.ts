/** Whose requests a guardrail counts. */
export enum FleetScope {
  /**
   * Those that the green fleet (new) answers.
   *
   * A small canary is judged by its own requests. The alarm goes on watching this fleet after the update, when it has become the
   * only one.
   */
  GREEN_FLEET = 'GREEN_FLEET',

  /**
   * All requests to the variant, whichever fleet answers them.
   *
   * It also sees harm done to the blue fleet, but a canary is diluted: of a canary of 10 % that fails every request it sees 10 %. And
   * while it is in ALARM because of the fleet in service, no update gets through, not even the one that would help.
   */
  ENDPOINT = 'ENDPOINT',

  /** Both, with an alarm each. */
  GREEN_FLEET_AND_ENDPOINT = 'GREEN_FLEET_AND_ENDPOINT',
}
