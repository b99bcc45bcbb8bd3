import type { Faults } from '../faults';
import { hasLocalStorage } from '../instance-type';
import { refuse } from './rule';

interface Stored {
  readonly variantName: string;
  readonly instanceTypes?: readonly string[];
  readonly volumeSize?: unknown;
}

const KEY_PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html';
const VOLUME_PAGE = 'https://github.com/aws/sagemaker-python-sdk/pull/4828';

/** Refuses a key or a size for the storage of instances that have storage of their own, for which the service takes neither. */
export function refuseForLocalStorage(faults: Faults, encryptionKey: unknown, variants: readonly Stored[]): void {
  for (const { variantName, instanceTypes = [], volumeSize } of variants) {
    const types = instanceTypes.filter(hasLocalStorage);
    if (types.length > 0 && encryptionKey !== undefined) {
      refuse(faults, 'local-storage', `a key is given for the storage of instances, but ${types.join(' and ')} of variant '${variantName}' has storage of its own, which is encrypted by its hardware, and the service creates no `
        + `endpoint config that has both (${KEY_PAGE}); leave the key out, or use types without a local disk`);
    }
    if (types.length > 0 && volumeSize !== undefined) {
      refuse(faults, 'local-storage', `volumeSize is given, but ${types.join(' and ')} of variant '${variantName}' has storage of its own, and the service attaches no volume to it (${VOLUME_PAGE}); `
        + 'leave volumeSize out');
    }
  }
}
