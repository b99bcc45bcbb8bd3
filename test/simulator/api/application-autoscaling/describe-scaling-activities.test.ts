import { DescribeScalingActivitiesCommand } from '@aws-sdk/client-application-auto-scaling';
import type { DescribeScalingActivitiesCommandInput } from '@aws-sdk/client-application-auto-scaling';
import { refusal } from '../account';
import { scaledAccount } from './fixtures';
import type { ScaledAccount } from './fixtures';

function describeActivities({ autoscaling }: ScaledAccount, input: Partial<DescribeScalingActivitiesCommandInput> = {}) {
  return autoscaling.send(new DescribeScalingActivitiesCommand({ ServiceNamespace: 'sagemaker', ...input }));
}

describe('DescribeScalingActivities', () => {
  test('shows the newest first, a page at a time', async () => {
    const made = await scaledAccount();
    made.simulator.world.setTraffic('churn', 45);
    made.simulator.clock.advance(600);
    made.simulator.world.setTraffic('churn', 5);
    made.simulator.clock.advance(1200);
    const { ScalingActivities: newest, NextToken } = await describeActivities(made, { MaxResults: 1 });
    expect(newest).toMatchObject([{ StatusCode: 'Successful', Description: 'Setting desired instance count to 2.' }]);
    const { ScalingActivities: older } = await describeActivities(made, { MaxResults: 1, NextToken });
    expect(older).toMatchObject([{ StatusCode: 'Successful', Description: 'Setting desired instance count to 5.' }]);
    expect((await describeActivities(made, { ResourceId: 'endpoint/other/variant/AllTraffic' })).ScalingActivities).toEqual([]);
  });

  test.each<[string, Partial<DescribeScalingActivitiesCommandInput>, string, string]>([
    ['pages of none', { MaxResults: 0 }, 'ValidationException', 'from 1 to 50, got 0'],
    ['a token that is none of ours', { NextToken: 'nonsense' }, 'InvalidNextTokenException', '"nonsense"'],
    ['activities that did not scale', { IncludeNotScaledActivities: true }, 'ValidationException', 'is not simulated'],
  ])('refuses %s', async (_what, input, name, message) => {
    await expect(describeActivities(await scaledAccount(), input)).rejects.toEqual(refusal(name, message));
  });
});
