import type { Service } from '../operation';
import { addTags } from './add-tags';
import { createEndpoint } from './create-endpoint';
import { createEndpointConfig } from './create-endpoint-config';
import { createModel } from './create-model';
import { createModelPackage } from './create-model-package';
import { createModelPackageGroup } from './create-model-package-group';
import { deleteEndpoint } from './delete-endpoint';
import { deleteEndpointConfig } from './delete-endpoint-config';
import { deleteModel } from './delete-model';
import { deleteTags } from './delete-tags';
import { describeEndpoint } from './describe-endpoint';
import { describeEndpointConfig } from './describe-endpoint-config';
import { describeModel } from './describe-model';
import { describeModelPackage } from './describe-model-package';
import { listEndpointConfigs } from './list-endpoint-configs';
import { listEndpoints } from './list-endpoints';
import { listModelPackages } from './list-model-packages';
import { listModels } from './list-models';
import { listTags } from './list-tags';
import { updateEndpoint } from './update-endpoint';
import { updateEndpointWeightsAndCapacities } from './update-endpoint-weights-and-capacities';
import { updateModelPackage } from './update-model-package';

export const sagemaker: Service = {
  signingName: 'sagemaker',
  targetPrefix: 'SageMaker',
  operations: {
    AddTags: addTags,
    CreateEndpoint: createEndpoint,
    CreateEndpointConfig: createEndpointConfig,
    CreateModel: createModel,
    CreateModelPackage: createModelPackage,
    CreateModelPackageGroup: createModelPackageGroup,
    DeleteEndpoint: deleteEndpoint,
    DeleteEndpointConfig: deleteEndpointConfig,
    DeleteModel: deleteModel,
    DeleteTags: deleteTags,
    DescribeEndpoint: describeEndpoint,
    DescribeEndpointConfig: describeEndpointConfig,
    DescribeModel: describeModel,
    DescribeModelPackage: describeModelPackage,
    ListEndpointConfigs: listEndpointConfigs,
    ListEndpoints: listEndpoints,
    ListModelPackages: listModelPackages,
    ListModels: listModels,
    ListTags: listTags,
    UpdateEndpoint: updateEndpoint,
    UpdateEndpointWeightsAndCapacities: updateEndpointWeightsAndCapacities,
    UpdateModelPackage: updateModelPackage,
  },
};
