/**
 * What an update has to have been through to be a success: at least one of the two is needed.
 *
 * It is asked of updates alone: the first deployment has nothing to go back to, and what the stack goes back to has served before.
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
   * The requests that the green fleet must have got, all variants together, by the time that all traffic is on it and has been watched.
   *
   * With fewer of them silence is all that the guardrails have heard: the update is inconclusive. The endpoint then goes back to the config
   * that it served before, and the deployment of the stack fails. At least 1.
   *
   * @default - they are not counted
   */
  readonly minimumInvocations?: number;

  /**
   * Requests whose answers are known, sent one after the other once the new config serves; up to 20.
   *
   * The first answer that is not as expected takes the endpoint back to the config that it served before, and the deployment of the stack
   * fails with what is wrong with it. So does a request that gets no answer for ten minutes, as inconclusive.
   *
   * They are part of the template, and anybody who may read that can read them.
   *
   * @default - none
   */
  readonly requests?: GoldenRequest[];
}

/** A request whose answer is known. */
export interface GoldenRequest {
  /**
   * What the request is called when it fails.
   *
   * @default - its number, from 1 on
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
   * The content type that the answer is to have.
   *
   * @default - the model's choice
   */
  readonly accept?: string;

  /**
   * The production variant that is asked.
   *
   * @default - one of them, by their weights
   */
  readonly targetVariant?: string;

  /**
   * The HTTP status that the model has to answer with, such as 400 for a request that it has to reject.
   *
   * @default 200
   */
  readonly expectedStatus?: number;

  /**
   * What has to be in the answer, which has to be JSON: of an object these properties, whatever else it has; of a list every item.
   *
   * @default - the answer may be anything
   */
  readonly expectedBody?: any;

  /**
   * By how much a number of the answer may differ from what is expected.
   *
   * @default 0
   */
  readonly tolerance?: number;
}
