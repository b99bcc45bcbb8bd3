import type { aws_kms as kms, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';

/** A kind of notification about asynchronous requests. */
export enum AsyncNotification {
  /** To the subscribers of `successTopic`. */
  SUCCESS = 'SUCCESS_NOTIFICATION_TOPIC',

  /** To the subscribers of `errorTopic`. */
  ERROR = 'ERROR_NOTIFICATION_TOPIC',
}

/**
 * Makes the endpoint an asynchronous one: requests wait in a queue, and answers are written to a bucket.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference.html
 * @example
 * new GuardedEndpoint(stack, 'Batch', {
 *   variants: [{ model, instanceType: 'ml.g5.xlarge' }],
 *   asyncInference: { bucket: modelsBucket, prefix: 'answers/', failurePrefix: 'failures/', errorTopic: topic },
 * });
 */
export interface AsyncInference {
  /** The bucket that responses are written to. The models' roles are permitted to write there. */
  readonly bucket: s3.IBucket;

  /**
   * The prefix of the responses' object keys.
   *
   * @default - none
   */
  readonly prefix?: string;

  /**
   * The prefix of the object keys of failed requests.
   *
   * @default - failures are not written
   */
  readonly failurePrefix?: string;

  /**
   * How many requests an instance processes at the same time, from 1 to 1,000.
   *
   * @default - the service's own
   */
  readonly maxConcurrentInvocationsPerInstance?: number;

  /**
   * The topic that is notified of each response.
   *
   * @default - no topic
   */
  readonly successTopic?: sns.ITopic;

  /**
   * The topic that is notified of each failed request.
   *
   * @default - no topic
   */
  readonly errorTopic?: sns.ITopic;

  /**
   * The notifications that contain the response itself, if it is at most 128 KB.
   *
   * @default - none; notifications say where the response is
   */
  readonly answersIncludedIn?: AsyncNotification[];

  /**
   * The key that encrypts the responses.
   *
   * @default - the bucket's own encryption
   */
  readonly encryptionKey?: kms.IKey;
}
