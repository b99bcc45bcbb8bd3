import { ListTagsForResourceCommand } from '@aws-sdk/client-cloudwatch';
import { putAlarm } from './fixtures';
import { account } from '../account';

describe('ListTagsForResource', () => {
  test('lists the tags that an alarm was put with, also after it was put again', async () => {
    const made = account();
    await putAlarm(made, { Tags: [{ Key: 'a', Value: '1' }] });
    await putAlarm(made, { Threshold: 2 });
    const { Tags } = await made.cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:alarm' }));
    expect(Tags).toEqual([{ Key: 'a', Value: '1' }]);
  });
});
