import { DescribeEndpointCommand, UpdateEndpointWeightsAndCapacitiesCommand } from '@aws-sdk/client-sagemaker';
import type { DesiredWeightAndCapacity } from '@aws-sdk/client-sagemaker';
import { accountWithEndpoint, ARN, refusal } from '../account';
import type { Account } from '../account';

function change({ sagemaker }: Account, desired: Partial<DesiredWeightAndCapacity>) {
  return sagemaker.send(new UpdateEndpointWeightsAndCapacitiesCommand({
    EndpointName: 'churn', DesiredWeightsAndCapacities: [{ VariantName: 'AllTraffic', ...desired }],
  }));
}

async function describeChurn({ sagemaker }: Account) {
  return sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
}

describe('UpdateEndpointWeightsAndCapacities', () => {
  test('launches more instances, which takes as long as any launch', async () => {
    const made = await accountWithEndpoint();
    await change(made, { DesiredInstanceCount: 5 });
    made.simulator.clock.advance(239);
    expect(await describeChurn(made)).toMatchObject({
      EndpointStatus: 'Updating', ProductionVariants: [{ CurrentInstanceCount: 3, DesiredInstanceCount: 5, VariantStatus: [{ Status: 'Updating' }] }],
    });
    made.simulator.clock.advance(1);
    expect(await describeChurn(made)).toMatchObject({ EndpointStatus: 'InService', ProductionVariants: [{ CurrentInstanceCount: 5 }] });
  });

  test('takes a weight of zero, which leaves all requests unserved', async () => {
    const made = await accountWithEndpoint();
    made.simulator.world.setTraffic('churn', 10);
    await change(made, { DesiredWeight: 0 });
    made.simulator.clock.advance(60);
    const served = made.simulator.world.requestTotals('churn').v1.requests;
    expect((await describeChurn(made)).ProductionVariants![0].CurrentWeight).toBe(0);
    made.simulator.clock.advance(60);
    expect(made.simulator.world.requestTotals('churn').v1.requests).toBe(served);
    expect(made.simulator.world.unservedRequests('churn')).toBeGreaterThan(0);
  });

  test('refuses while another change is in progress', async () => {
    const made = await accountWithEndpoint();
    await change(made, { DesiredWeight: 2 });
    await expect(change(made, { DesiredWeight: 3 })).rejects.toEqual(refusal('ValidationException', `Cannot update in-progress endpoint "${ARN}:endpoint/churn".`));
  });

  test.each<[string, Partial<DesiredWeightAndCapacity>, string]>([
    ['a variant that is not there', { VariantName: 'Other' }, 'Could not find variant "Other"'],
    ['no instances at all', { DesiredInstanceCount: 0 }, 'Scaling to zero is not simulated'],
    ['serverless capacity', { ServerlessUpdateConfig: { MaxConcurrency: 1 } }, 'is not simulated'],
  ])('refuses %s', async (_what, desired, message) => {
    await expect(change(await accountWithEndpoint(), desired)).rejects.toEqual(refusal('ValidationException', message));
  });
});
