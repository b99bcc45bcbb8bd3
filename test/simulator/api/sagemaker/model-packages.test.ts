import {
  CreateModelCommand, CreateModelPackageCommand, CreateModelPackageGroupCommand, DescribeModelPackageCommand, ListModelPackagesCommand,
  paginateListModelPackages, UpdateModelPackageCommand, type CreateModelPackageInput, type ListModelPackagesInput, type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { account, ARN, refusal, type Account } from '../account';

const GROUP = `${ARN}:model-package-group/churn`;

async function registry(count = 0): Promise<Account> {
  const made = account();
  await made.sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'churn' }));
  for (let version = 1; version <= count; version++) {
    await register(made.sagemaker);
  }
  return made;
}

async function register(sagemaker: SageMakerClient, input: Partial<CreateModelPackageInput> = {}): Promise<string> {
  return (await sagemaker.send(new CreateModelPackageCommand({ ModelPackageGroupName: 'churn', ...input }))).ModelPackageArn!;
}

function approve(sagemaker: SageMakerClient, ModelPackageArn: string, ModelApprovalStatus: 'Approved' | 'Rejected' = 'Approved') {
  return sagemaker.send(new UpdateModelPackageCommand({ ModelPackageArn, ModelApprovalStatus }));
}

async function versions(sagemaker: SageMakerClient, input: ListModelPackagesInput): Promise<Array<number | undefined>> {
  const { ModelPackageSummaryList } = await sagemaker.send(new ListModelPackagesCommand(input));
  return ModelPackageSummaryList!.map(({ ModelPackageVersion }) => ModelPackageVersion);
}

describe('the model registry', () => {
  test('counts the versions of a group, which wait for their approval', async () => {
    const { sagemaker } = await registry();
    expect([await register(sagemaker), await register(sagemaker)]).toEqual([`${ARN}:model-package/churn/1`, `${ARN}:model-package/churn/2`]);
    expect(await sagemaker.send(new DescribeModelPackageCommand({ ModelPackageName: `${ARN}:model-package/churn/2` }))).toMatchObject({
      ModelPackageGroupName: 'churn', ModelPackageVersion: 2, ModelPackageStatus: 'Completed', ModelApprovalStatus: 'PendingManualApproval',
    });
  });

  test('lists the approved versions, by the name of their group or its ARN, in either order', async () => {
    const { sagemaker } = await registry(3);
    await approve(sagemaker, `${ARN}:model-package/churn/1`);
    await approve(sagemaker, `${ARN}:model-package/churn/3`);
    await approve(sagemaker, `${ARN}:model-package/churn/2`, 'Rejected');
    expect(await versions(sagemaker, { ModelPackageGroupName: 'churn' })).toEqual([1, 2, 3]);
    expect(await versions(sagemaker, { ModelPackageGroupName: GROUP, ModelApprovalStatus: 'Approved', SortOrder: 'Descending' })).toEqual([3, 1]);
    expect(await versions(sagemaker, { ModelApprovalStatus: 'Rejected' })).toEqual([2]);
  });

  test('lists them page by page', async () => {
    const { sagemaker } = await registry(3);
    const pages: number[] = [];
    for await (const { ModelPackageSummaryList } of paginateListModelPackages({ client: sagemaker, pageSize: 2 }, { ModelPackageGroupName: 'churn' })) {
      pages.push(ModelPackageSummaryList!.length);
    }
    expect(pages).toEqual([2, 1]);
  });

  test('makes models of approved versions alone, which behave as the images do that were registered', async () => {
    const { sagemaker, simulator } = await registry();
    simulator.world.setImageBehaviour('registry.example.com/churn:bad', { errorRate: 1 });
    const version = await register(sagemaker, { InferenceSpecification: { Containers: [{ Image: 'registry.example.com/churn:bad' }] } });
    const create = () => sagemaker.send(new CreateModelCommand({ ModelName: 'churn', PrimaryContainer: { ModelPackageName: version } }));
    await expect(create()).rejects.toEqual(refusal('ValidationException', 'is not approved, it is PendingManualApproval'));
    await approve(sagemaker, version);
    await create();
    const { models } = simulator.world.sagemaker;
    expect(models.behaviourOf(models.byName.get('churn')!).errorRate).toBe(1);
  });

  test('leaves versions of other registries to them', async () => {
    const { sagemaker, simulator } = account();
    const ModelPackageName = 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/7';
    simulator.world.setImageBehaviour(ModelPackageName, { errorRate: 1 });
    await sagemaker.send(new CreateModelCommand({ ModelName: 'churn', PrimaryContainer: { ModelPackageName } }));
    const { models } = simulator.world.sagemaker;
    expect(models.behaviourOf(models.byName.get('churn')!).errorRate).toBe(1);
  });

  test.each<[string, (sagemaker: SageMakerClient) => Promise<unknown>, string]>([
    ['a group that is there', (sagemaker) => sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'churn' })), 'already exists'],
    ['a group that is not', (sagemaker) => versions(sagemaker, { ModelPackageGroupName: 'other' }), `ModelPackageGroup ${ARN}:model-package-group/other does not exist`],
    ['a version that is not', (sagemaker) => approve(sagemaker, `${ARN}:model-package/churn/7`), 'model-package/churn/7 does not exist'],
    ['a package without a group', (sagemaker) => sagemaker.send(new CreateModelPackageCommand({ ModelPackageName: 'churn' })), 'without a version'],
    ['other changes', async (sagemaker) => sagemaker.send(new UpdateModelPackageCommand({ ModelPackageArn: await register(sagemaker), SourceUri: 's3://b' })), 'SourceUri is not simulated'],
  ])('refuses %s', async (_what, call, message) => {
    await expect(call((await registry()).sagemaker)).rejects.toEqual(refusal('ValidationException', message));
  });
});
