/**
 * What an update has to prove to be a success. At least one of the two is needed.
 *
 * It applies to updates only: the first deployment has nothing to return to, and a rollback returns to what has served before.
 *
 * @example
 * new GuardedEndpoint(stack, 'Churn', {
 *   variants: [{ model, instanceType: 'ml.m5.xlarge' }],
 *   verification: {
 *     minimumInvocations: 500,
 *     requests: [{ name: 'one who leaves', payload: { plan: 'monthly' }, expectedBody: { label: 'leaves' } }],
 *   },
 * });
 */
export interface Verification {
  /**
   * The number of requests that the green fleet must have received, all variants together, by the end of the final bake. At least 1.
   *
   * With fewer requests, the silence of the guardrails proves nothing: the update is inconclusive. The endpoint then returns to the config that
   * it served before, and the deployment of the stack fails.
   *
   * @default - requests are not counted
   */
  readonly minimumInvocations?: number;

  /**
   * Requests whose answers are known, sent one after the other once the new config serves; up to 20.
   *
   * At the first unexpected answer, the endpoint returns to the config that it served before, and the deployment of the stack fails with what
   * was wrong. A request that gets no answer for ten minutes has the same effect, as inconclusive.
   *
   * They are part of the template, so anybody who may read the template can read them.
   *
   * @default - none
   */
  readonly requests?: GoldenRequest[];
}

/** A request whose answer is known. */
export interface GoldenRequest {
  /**
   * The request's name, for messages about it.
   *
   * @default - its number, starting at 1
   */
  readonly name?: string;

  /** What is sent. Text is sent as it is, anything else as JSON. */
  readonly payload: any;

  /**
   * Whether the payload is text in base64 of the bytes to be sent, such as an image.
   *
   * @default false
   */
  readonly base64Encoded?: boolean;

  /**
   * The payload's content type.
   *
   * @default application/json
   */
  readonly contentType?: string;

  /**
   * The content type that is requested for the answer.
   *
   * @default - the model's choice
   */
  readonly accept?: string;

  /**
   * The production variant that the request is sent to.
   *
   * @default - chosen by the variants' weights
   */
  readonly targetVariant?: string;

  /**
   * The model that is asked, of many in one container: its archive, as a path relative to where they all are. Up to 1,024 characters.
   *
   * @default - none: needed where the container has many models
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/invoke-multi-model-endpoint.html
   */
  readonly targetModel?: string;

  /**
   * The container that is asked, of several: its `hostname`.
   *
   * @default - none: needed where requests ask containers one by one
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/multi-container-direct.html
   */
  readonly targetContainerHostname?: string;

  /**
   * The HTTP status that is expected, such as 400 for a request that the model has to reject.
   *
   * @default 200
   */
  readonly expectedStatus?: number;

  /**
   * What the answer, as JSON, has to contain. For an object, these properties, whatever else it has; for a list, every item.
   *
   * @default - any answer will do
   */
  readonly expectedBody?: any;

  /**
   * By how much a number in the answer may differ from the expected one.
   *
   * @default 0
   */
  readonly tolerance?: number;
}
