import { fleetsOf } from '../../endpoint';
import type { Fleet } from '../../fleet';
import type { World } from '../../world';

/**
 * Notes on the timeline of each endpoint that something it needs was deleted.
 *
 * The service allows it, and the endpoint goes on serving; but later updates fail.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpointConfig.html
 */
export function noteDeletion(world: World, what: string, usedBy: (fleet: Fleet) => boolean): void {
  for (const endpoint of world.sagemaker.endpoints.values()) {
    if (fleetsOf(endpoint).some(usedBy)) {
      world.journal.record(endpoint.name, {
        event: 'EndpointStatus',
        status: endpoint.status,
        endpointConfigName: endpoint.fleet.config.name,
        message: `${what} was deleted, which this endpoint still uses`,
      });
    }
  }
}
