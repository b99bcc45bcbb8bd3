import '../checkers/watch';
import { CreateEndpointCommand, CreateEndpointConfigCommand, CreateModelCommand, SageMakerClient, type CreateEndpointConfigInput } from '@aws-sdk/client-sagemaker';
import type { FleetSimulator } from '../../src/simulator';

export const RUNTIME_IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.2-1';
const ROLE_ARN = 'arn:aws:iam::123456789012:role/execution';

/** A model and a config of one variant, `AllTraffic`, for it; both of the same name. */
export async function createConfig(
  client: SageMakerClient, name: string, image = RUNTIME_IMAGE, more: Partial<CreateEndpointConfigInput> = {},
): Promise<void> {
  await client.send(new CreateModelCommand({ ModelName: name, ExecutionRoleArn: ROLE_ARN, PrimaryContainer: { Image: image, ModelDataUrl: 's3://bucket/model.tar.gz' } }));
  await client.send(new CreateEndpointConfigCommand({
    EndpointConfigName: name,
    ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: name, InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 3, InitialVariantWeight: 1 }],
    ...more,
  }));
}

/** An endpoint with a config and a model of the same name; it is still being created. */
export async function createEndpoint(simulator: FleetSimulator, name = 'churn'): Promise<void> {
  const client = simulator.client(SageMakerClient);
  await createConfig(client, name);
  await client.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: name }));
}
