import { CreateModelPackageCommand, CreateModelPackageGroupCommand } from '@aws-sdk/client-sagemaker';
import type { ResourceProvider, ResourceRequest, UpdateRequest } from '../resource-provider';
import { customResource } from './custom-resource';

/**
 * The updater's other custom resource, which asks the model registry.
 *
 * Chosen: whenever it is asked anew, there is another version that has just been approved. Nobody knows here what is in the real registry, and
 * the deployment that is rehearsed is one after an approval.
 */
export const latestApproved: ResourceProvider = {
  async create(request) {
    await approveAnother(request);
    return customResource.create(request);
  },

  async update(request: UpdateRequest) {
    await approveAnother(request);
    return customResource.update!(request);
  },

  delete: (request) => customResource.delete(request),
};

async function approveAnother({ cloud, properties }: ResourceRequest): Promise<void> {
  const name = String(properties.ModelPackageGroup).split('/').pop()!;
  const register = () => cloud.sagemaker.send(new CreateModelPackageCommand({ ModelPackageGroupName: name, ModelApprovalStatus: 'Approved' }));
  await register().catch(async () => {
    await cloud.sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: name }));
    await register();
  });
}
