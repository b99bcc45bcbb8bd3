/** Importing this adds the matchers to jest's `expect`; `expect.extend(matchers)` does it elsewhere, in vitest for example. */

interface SimulatorMatchers<R> {
  /** The last update of `simulator.endpoint(name)` was rolled back because this alarm was in ALARM state. */
  toRollBackBecauseOf(alarm: string | { readonly alarmName: string }): R;
  /** `simulator.endpoint(name)` is in service, and this config's fleet takes all of its traffic. */
  toServe(endpointConfigName: string): R;
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

export declare const matchers: {
  toRollBackBecauseOf(received: unknown, alarm: string | { readonly alarmName: string }): MatcherResult;
  toServe(received: unknown, endpointConfigName: string): MatcherResult;
};

declare global {
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- declarations merge only with the same parameters
    interface Matchers<R, T = {}> extends SimulatorMatchers<R> {}
  }
}
