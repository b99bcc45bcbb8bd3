import type { InvokeEndpointInput, InvokeEndpointOutput } from '@aws-sdk/client-sagemaker-runtime';
import type { Container } from '../../container';
import { isClientError } from '../../measure';
import type { ServiceError } from '../service-error';

/** How a request ended. */
export type Outcome = 'success' | 'serverError' | 'clientError';

/** What is to be done with the outcome. */
export interface Invocation {
  readonly variantName: string;
  /** Latency in microseconds. */
  readonly countAs: (outcome: Outcome, latency: number) => void;
  readonly errorOf: (status: number, message: string) => ServiceError;
}

/** Error messages carry the container's own words, up to so many characters. Chosen. */
const LONGEST_MESSAGE = 1000;

const CUSTOM_ATTRIBUTES = 'x-amzn-sagemaker-custom-attributes';

/**
 * A request to the model's own server; what it really answers, and how long that takes, is what the metrics say.
 *
 * Documented: the paths and headers. Inferred: that no answer counts as one of 500.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-inference-code.html
 */
export async function invokeContainer(container: Container, input: InvokeEndpointInput, invocation: Invocation): Promise<InvokeEndpointOutput> {
  const { variantName, countAs, errorOf } = invocation;
  const { status, headers, body, milliseconds } = await container.invoke({
    body: (input.Body ?? new Uint8Array()) as Uint8Array,
    headers: present({ 'content-type': input.ContentType, 'accept': input.Accept, [CUSTOM_ATTRIBUTES]: input.CustomAttributes }),
  });
  const outcome = status === 200 ? 'success' : isClientError(status) ? 'clientError' : 'serverError';
  countAs(outcome, milliseconds * 1000);
  if (outcome !== 'success') {
    throw errorOf(status === 0 ? 500 : status, Buffer.from(body).toString('utf8').slice(0, LONGEST_MESSAGE));
  }
  return {
    Body: body as InvokeEndpointOutput['Body'],
    ...present({ ContentType: headers['content-type'], CustomAttributes: headers[CUSTOM_ATTRIBUTES] as string | undefined }),
    InvokedProductionVariant: variantName,
  };
}

function present(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
