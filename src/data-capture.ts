import type { aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';

/** What of a request is captured. */
export enum CaptureMode {
  /** What was asked. */
  INPUT = 'Input',

  /** What was answered. */
  OUTPUT = 'Output',
}

/**
 * Captures what the endpoint was asked and answered, for monitoring and training.
 *
 * @example
 * new GuardedEndpoint(stack, 'Churn', {
 *   variants: [{ model, instanceType: 'ml.m5.xlarge' }],
 *   dataCapture: { bucket: modelsBucket, prefix: 'captured', samplingPercent: 10 },
 * });
 */
export interface DataCapture {
  /** Where it is written. The models' roles may write there. */
  readonly bucket: s3.IBucket;

  /**
   * The beginning of the objects' keys.
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
   * @default - both
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
