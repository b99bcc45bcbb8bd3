import type { World } from '../world';

/**
 * One operation of a service: a request's input in, its output out.
 *
 * The input has already passed the constraints of the service's own model. Times are `Date`s on both sides; the
 * protocol turns them into what goes over the wire. An operation that fails throws a `ServiceError`. One that has to wait
 * for a server outside of the simulation gives a promise.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each operation narrows it to the SDK's own input type
export type Operation = (world: World, input: any) => unknown;

/** A service that the front door can answer for. */
export interface Service {
  /** The name in the signature's credential scope, e.g. `sagemaker` or `monitoring`. */
  readonly signingName: string;
  /** What precedes the dot in `X-Amz-Target`, e.g. `SageMaker`. */
  readonly targetPrefix: string;
  readonly operations: Readonly<Record<string, Operation>>;
}
