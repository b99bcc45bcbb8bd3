import type { Service } from '../operation';
import type { ServiceError } from '../service-error';
import type { ServiceModel } from '../service-model';
import type { WireRequest, WireResponse } from '../wire';

/** A service with what it publishes about itself. */
export interface Api {
  /** The service's name among the SDK's packages: `sagemaker-runtime`. */
  readonly id: string;
  readonly model: ServiceModel;
  readonly service: Service;
}

/** What a request asks for, by the names on the wire: the operation may not exist. */
export interface Call {
  readonly api: Api;
  readonly operation: string;
}

/** How requests, answers and errors are spelled over HTTP. */
export interface Protocol {
  /** Whether bodies are the caller's own affair, compressed or not; those of the other protocols are read. */
  readonly opaqueBody: boolean;
  /** Who is asked for what; throws where no simulated service is meant. */
  address(apis: readonly Api[], request: WireRequest): Call;
  /** The operation's input, in the SDK's own types. */
  read(model: ServiceModel, operation: string, request: WireRequest): unknown;
  answer(model: ServiceModel, operation: string, output: unknown, requestId: string): WireResponse;
  refuse(model: ServiceModel | undefined, error: ServiceError, requestId: string): WireResponse;
}
