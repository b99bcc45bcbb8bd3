import type { aws_kms as kms, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';

/** A notification of asynchronous inference. */
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
  /** Where answers are written. The models' roles may write there. */
  readonly bucket: s3.IBucket;

  /**
   * The beginning of the answers' keys.
   *
   * @default - none
   */
  readonly prefix?: string;

  /**
   * The beginning of the keys of what failed.
   *
   * @default - failures are not written
   */
  readonly failurePrefix?: string;

  /**
   * How many requests an instance works on at a time, from 1 to 1,000.
   *
   * @default - the service's own
   */
  readonly maxConcurrentInvocationsPerInstance?: number;

  /**
   * Told of each answer.
   *
   * @default - nobody
   */
  readonly successTopic?: sns.ITopic;

  /**
   * Told of each request that failed.
   *
   * @default - nobody
   */
  readonly errorTopic?: sns.ITopic;

  /**
   * The notifications that bring the answer itself, if it is not larger than 128 KB.
   *
   * @default - none: they say where it is
   */
  readonly answersIncludedIn?: AsyncNotification[];

  /**
   * The key that encrypts the answers.
   *
   * @default - the bucket's own encryption
   */
  readonly encryptionKey?: kms.IKey;
}
