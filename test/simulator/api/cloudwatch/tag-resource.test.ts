import { ListTagsForResourceCommand, TagResourceCommand } from '@aws-sdk/client-cloudwatch';
import { putAlarm } from './fixtures';
import { account } from '../account';

const ResourceARN = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:alarm';

describe('TagResource', () => {
  test('adds tags, and replaces those with the same key', async () => {
    const made = account();
    await putAlarm(made, { Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] });
    await made.cloudwatch.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'a', Value: '3' }] }));
    const { Tags } = await made.cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN }));
    expect(Tags).toEqual([{ Key: 'b', Value: '2' }, { Key: 'a', Value: '3' }]);
  });

  test('refuses an alarm that is not there', async () => {
    await expect(account().cloudwatch.send(new TagResourceCommand({ ResourceARN, Tags: [] }))).rejects.toThrow('Could not find resource');
  });
});
