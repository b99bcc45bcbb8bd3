import { CreateEndpointConfigCommand, DescribeEndpointConfigCommand } from '@aws-sdk/client-sagemaker';
import { account, accountWithEndpoint, ARN, refusal } from '../account';

describe('DescribeEndpointConfig', () => {
  test('gives back what the config was created with, and a weight of 1 where none was given', async () => {
    const { sagemaker } = await accountWithEndpoint();
    const variant = { VariantName: 'a', ModelName: 'v1', InstanceType: 'ml.m5.large' as const, InitialInstanceCount: 1 };
    const input = {
      EndpointConfigName: 'v3',
      KmsKeyId: 'key',
      DataCaptureConfig: {
        EnableCapture: true, InitialSamplingPercentage: 10, DestinationS3Uri: 's3://bucket', CaptureOptions: [{ CaptureMode: 'Input' as const }],
      },
      AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://bucket/out' } },
    };
    await sagemaker.send(new CreateEndpointConfigCommand({ ...input, ProductionVariants: [variant, { ...variant, VariantName: 'b', InitialVariantWeight: 0 }] }));
    const { $metadata: _metadata, ...config } = await sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName: 'v3' }));
    expect(config).toEqual({
      ...input,
      EndpointConfigArn: `${ARN}:endpoint-config/v3`,
      CreationTime: new Date('2026-01-01T00:05:00Z'),
      ProductionVariants: [{ ...variant, InitialVariantWeight: 1 }, { ...variant, VariantName: 'b', InitialVariantWeight: 0 }],
    });
  });

  test('refuses a config that is not there', async () => {
    await expect(account().sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName: 'nothing' })))
      .rejects.toEqual(refusal('ValidationException', `Could not find endpoint configuration "${ARN}:endpoint-config/nothing".`));
  });
});
