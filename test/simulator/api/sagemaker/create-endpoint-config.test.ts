import { CreateEndpointConfigCommand } from '@aws-sdk/client-sagemaker';
import type { CreateEndpointConfigCommandInput, ProductionVariant } from '@aws-sdk/client-sagemaker';
import { accountWithEndpoint, ARN, refusal } from '../account';

const VARIANT = { VariantName: 'a', ModelName: 'v1', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 } satisfies ProductionVariant;

async function create(input: Partial<CreateEndpointConfigCommandInput>) {
  const { sagemaker } = await accountWithEndpoint();
  return sagemaker.send(new CreateEndpointConfigCommand({ EndpointConfigName: 'v3', ProductionVariants: [VARIANT], ...input }));
}

describe('CreateEndpointConfig', () => {
  test('answers with an ARN in lower case', async () => {
    expect((await create({ EndpointConfigName: 'V3' })).EndpointConfigArn).toBe(`${ARN}:endpoint-config/v3`);
  });

  test('takes a weight of zero', async () => {
    expect((await create({ ProductionVariants: [{ ...VARIANT, InitialVariantWeight: 0 }] })).EndpointConfigArn).toBeDefined();
  });

  test('takes a capacity reservation, and instance pools in place of an instance type', async () => {
    const reserved = { ...VARIANT, CapacityReservationConfig: { CapacityReservationPreference: 'capacity-reservations-only' as const } };
    expect((await create({ ProductionVariants: [reserved] })).EndpointConfigArn).toBeDefined();
    const pools = { ...VARIANT, InstanceType: undefined, InstancePools: [{ InstanceType: 'ml.m5.large' as const, Priority: 1, ModelNameOverride: 'v1' }] };
    expect((await create({ ProductionVariants: [pools] })).EndpointConfigArn).toBeDefined();
  });

  test.each<[string, Partial<CreateEndpointConfigCommandInput>, string]>([
    ['a name that is taken', { EndpointConfigName: 'v1' }, `Cannot create already existing endpoint configuration "${ARN}:endpoint-config/v1".`],
    ['a model that is not there', { ProductionVariants: [{ ...VARIANT, ModelName: 'nothing' }] }, `Could not find model "${ARN}:model/nothing".`],
    ['a model of an instance pool that is not there', { ProductionVariants: [{ ...VARIANT, InstancePools: [{ InstanceType: 'ml.m5.large', Priority: 1, ModelNameOverride: 'nothing' }] }] }, `Could not find model "${ARN}:model/nothing".`],
    ['a variant name that is there twice', { ProductionVariants: [VARIANT, VARIANT] }, '"a" is there more than once'],
    ['a variant without instances', { ProductionVariants: [{ VariantName: 'a', ModelName: 'v1' }] }, 'needs both InstanceType (or InstancePools) and InitialInstanceCount'],
    ['inference components', { ProductionVariants: [{ ...VARIANT, ModelName: undefined }] }, 'Inference components are not simulated'],
    ['a serverless variant', { ProductionVariants: [{ ...VARIANT, ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 } }] }, 'ServerlessConfig of variant "a" is not simulated'],
    ['managed scaling', { ProductionVariants: [{ ...VARIANT, ManagedInstanceScaling: { Status: 'ENABLED' } }] }, 'ManagedInstanceScaling is only supported for inference component endpoints.'],
    ['two shadow variants', { ShadowProductionVariants: [{ ...VARIANT, VariantName: 'x' }, { ...VARIANT, VariantName: 'y' }] }, 'exactly one production variant and one shadow variant, it has 1 and 2'],
    ['metrics every 20 seconds', { MetricsConfig: { MetricPublishFrequencyInSeconds: 20 as never } }, 'must be one of 10, 30, 60, 120, 180, 240, 300, got 20'],
  ])('refuses %s', async (_what, input, message) => {
    await expect(create(input)).rejects.toEqual(refusal('ValidationException', message));
  });
});
