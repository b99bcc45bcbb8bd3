import type { Service } from '../operation';
import { invokeEndpoint } from './invoke-endpoint';

/** Signed as `sagemaker` too; its requests are told apart by their path. */
export const sagemakerRuntime: Service = {
  signingName: 'sagemaker',
  targetPrefix: '',
  operations: { InvokeEndpoint: invokeEndpoint },
};
