import { CreateModelPackageCommand, CreateModelPackageGroupCommand, SageMakerClient, UpdateModelPackageCommand } from '@aws-sdk/client-sagemaker';
import { ResponseBucket } from './cloudformation';
import { Deployer } from './deploy';
import { FleetSimulator } from '../../src/simulator';
import type { CloudFormationEvent } from '../../src/updater/event';

const VERSION = 'arn:aws:sagemaker:us-east-1:123456789012:model-package/churn/';

let sagemaker: SageMakerClient;
let bucket: ResponseBucket;
let deployer: Deployer;

beforeEach(async () => {
  const simulator = new FleetSimulator();
  sagemaker = simulator.client(SageMakerClient);
  bucket = await ResponseBucket.open();
  deployer = new Deployer(simulator, bucket);
  await sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'churn' }));
});
afterEach(() => bucket.close());

function register(ModelApprovalStatus: 'Approved' | 'PendingManualApproval' = 'Approved') {
  return sagemaker.send(new CreateModelPackageCommand({ ModelPackageGroupName: 'churn', ModelApprovalStatus }));
}

function decide(version: number, ModelApprovalStatus: 'Approved' | 'Rejected') {
  return sagemaker.send(new UpdateModelPackageCommand({ ModelPackageArn: `${VERSION}${version}`, ModelApprovalStatus }));
}

interface Answer {
  readonly Status: string;
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly Data?: { readonly ModelPackageArn: string };
}

/** What CloudFormation is answered, which is all there is: no execution is started. */
async function ask(RequestType: CloudFormationEvent['RequestType'], Revision: string, PhysicalResourceId?: string, ModelPackageGroup = 'churn'): Promise<Answer> {
  const event = deployer.event(RequestType, { endpointName: '', endpointConfigName: '', deploymentConfig: {}, tags: [] }, PhysicalResourceId);
  await deployer.deploy({ ...event, ResourceType: 'Custom::LatestApprovedModelPackage', ResourceProperties: { ModelPackageGroup, Revision } });
  expect(deployer.executions.size).toBe(0);
  const answer = bucket.answers.at(-1)!;
  expect(answer).toMatchObject({ RequestId: event.RequestId, StackId: event.StackId, LogicalResourceId: event.LogicalResourceId });
  return answer as unknown as Answer;
}

describe('the latest approved version', () => {
  it('is the one with the highest number of those that are approved', async () => {
    await Promise.all([register(), register()]);
    await register('PendingManualApproval');
    expect(await ask('Create', '1')).toMatchObject({ Status: 'SUCCESS', Data: { ModelPackageArn: `${VERSION}2` } });
  });

  it('can be one of a group that is named by its ARN', async () => {
    await register();
    const { Data } = await ask('Create', '1', undefined, 'arn:aws:sagemaker:us-east-1:123456789012:model-package-group/churn');
    expect(Data?.ModelPackageArn).toBe(`${VERSION}1`);
  });

  it('is found behind a hundred others', async () => {
    for (let version = 1; version <= 101; version++) {
      await register();
    }
    expect((await ask('Create', '1')).Data?.ModelPackageArn).toBe(`${VERSION}101`);
  });

  it('is another one after an approval, and an older one after a rejection, where the revision has changed', async () => {
    await register();
    const first = await ask('Create', '1');
    await register();
    const second = await ask('Update', '2', first.PhysicalResourceId);
    await decide(2, 'Rejected');
    const third = await ask('Update', '3', second.PhysicalResourceId);
    expect([first, second, third].map(({ Data }) => Data?.ModelPackageArn)).toEqual([`${VERSION}1`, `${VERSION}2`, `${VERSION}1`]);
  });

  it('is the one it was while the revision is the same', async () => {
    await register();
    const first = await ask('Create', '1');
    await register();
    expect(await ask('Update', '1', first.PhysicalResourceId)).toMatchObject({ PhysicalResourceId: first.PhysicalResourceId, Data: first.Data });
  });

  it('is the one before when a deployment is taken back, whatever has been approved since', async () => {
    await register();
    const first = await ask('Create', '1');
    await register();
    const second = await ask('Update', '2', first.PhysicalResourceId);
    await register();
    const back = await ask('Update', '1', second.PhysicalResourceId);
    expect(back).toMatchObject({ Status: 'SUCCESS', Data: { ModelPackageArn: `${VERSION}1` } });
    // Deployed again, the revision that was taken back is looked up again: its version may have been rejected meanwhile.
    await decide(3, 'Rejected');
    await decide(2, 'Rejected');
    expect((await ask('Update', '2', back.PhysicalResourceId)).Data?.ModelPackageArn).toBe(`${VERSION}1`);
  });

  it('is the one before when the lookup itself has failed', async () => {
    await register();
    const first = await ask('Create', '1');
    await decide(1, 'Rejected');
    const failed = await ask('Update', '2', first.PhysicalResourceId);
    expect(failed).toMatchObject({ Status: 'FAILED', PhysicalResourceId: first.PhysicalResourceId });
    expect(await ask('Update', '1', failed.PhysicalResourceId)).toMatchObject({ Status: 'SUCCESS', Data: first.Data });
  });

  it('fails, saying what to do, where none is approved', async () => {
    await register('PendingManualApproval');
    const answer = await ask('Create', '1');
    expect(answer).toMatchObject({
      Status: 'FAILED',
      Reason: "the latest approved version of model package group 'churn' could not be found: none of its versions is approved; approve one in the model registry, "
        + 'and deploy again. Logs: /aws/lambda/updater',
    });
    expect(await ask('Delete', '1', answer.PhysicalResourceId)).toMatchObject({ Status: 'SUCCESS' });
  });

  it("fails with SageMaker's own words where there is no such group", async () => {
    expect(await ask('Create', '1', undefined, 'nobody')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('model-package-group/nobody does not exist') });
  });

  it('is nothing that has to be deleted', async () => {
    await register();
    const { PhysicalResourceId } = await ask('Create', '1');
    expect(await ask('Delete', '1', PhysicalResourceId)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId });
  });
});
