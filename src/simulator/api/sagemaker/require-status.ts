import type { EndpointStatus } from '@aws-sdk/client-sagemaker';
import type { Endpoint } from '../../endpoint';
import { validationException } from '../service-error';

const IN_PROGRESS: readonly EndpointStatus[] = ['Creating', 'Updating', 'SystemUpdating', 'RollingBack', 'Deleting'];

/** Refuses what an endpoint in this status does not allow. Inferred from users' reports: the wording for an update in progress. */
export function requireStatus(endpoint: Endpoint, verb: 'update' | 'delete', allowed: readonly EndpointStatus[]): void {
  if (!allowed.includes(endpoint.status)) {
    throw validationException(IN_PROGRESS.includes(endpoint.status)
      ? `Cannot ${verb} in-progress endpoint "${endpoint.arn}".`
      : `Cannot ${verb} endpoint "${endpoint.arn}" in status ${endpoint.status}.`);
  }
}
