import type { aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';

/** Which part of an exchange is captured. */
export enum CaptureMode {
  /** The request. */
  INPUT = 'Input',

  /** The response. */
  OUTPUT = 'Output',
}

/**
 * Captures requests and responses of the endpoint, for monitoring and training.
 *
 * @example
 * new GuardedEndpoint(stack, 'Churn', {
 *   variants: [{ model, instanceType: 'ml.m5.xlarge' }],
 *   dataCapture: { bucket: modelsBucket, prefix: 'captured', samplingPercent: 10 },
 * });
 */
export interface DataCapture {
  /** The bucket that it is written to. The models' roles are permitted to write there. */
  readonly bucket: s3.IBucket;

  /**
   * The prefix of the object keys.
   *
   * @default - none
   */
  readonly prefix?: string;

  /**
   * The share of requests that are captured, in whole percent from 0 to 100.
   *
   * @default 100
   */
  readonly samplingPercent?: number;

  /**
   * What is captured.
   *
   * @default - requests and responses
   */
  readonly captureModes?: CaptureMode[];

  /**
   * The key that encrypts what is captured.
   *
   * @default - the bucket's own encryption
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Content types that are written as CSV rather than as base64.
   *
   * @default - the service's own
   */
  readonly csvContentTypes?: string[];

  /**
   * Content types that are written as JSON rather than as base64.
   *
   * @default - the service's own
   */
  readonly jsonContentTypes?: string[];
}
