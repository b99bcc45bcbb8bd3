import type { Service } from '../operation';
import { addTags } from './add-tags';
import { createEndpoint } from './create-endpoint';
import { createEndpointConfig } from './create-endpoint-config';
import { createModel } from './create-model';
import { deleteEndpoint } from './delete-endpoint';
import { deleteEndpointConfig } from './delete-endpoint-config';
import { deleteModel } from './delete-model';
import { deleteTags } from './delete-tags';
import { describeEndpoint } from './describe-endpoint';
import { describeEndpointConfig } from './describe-endpoint-config';
import { describeModel } from './describe-model';
import { listEndpointConfigs } from './list-endpoint-configs';
import { listEndpoints } from './list-endpoints';
import { listModels } from './list-models';
import { listTags } from './list-tags';
import { updateEndpoint } from './update-endpoint';
import { updateEndpointWeightsAndCapacities } from './update-endpoint-weights-and-capacities';

export const sagemaker: Service = {
  signingName: 'sagemaker',
  targetPrefix: 'SageMaker',
  operations: {
    AddTags: addTags,
    CreateEndpoint: createEndpoint,
    CreateEndpointConfig: createEndpointConfig,
    CreateModel: createModel,
    DeleteEndpoint: deleteEndpoint,
    DeleteEndpointConfig: deleteEndpointConfig,
    DeleteModel: deleteModel,
    DeleteTags: deleteTags,
    DescribeEndpoint: describeEndpoint,
    DescribeEndpointConfig: describeEndpointConfig,
    DescribeModel: describeModel,
    ListEndpointConfigs: listEndpointConfigs,
    ListEndpoints: listEndpoints,
    ListModels: listModels,
    ListTags: listTags,
    UpdateEndpoint: updateEndpoint,
    UpdateEndpointWeightsAndCapacities: updateEndpointWeightsAndCapacities,
  },
};
