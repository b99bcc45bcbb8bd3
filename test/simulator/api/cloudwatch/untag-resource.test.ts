import { ListTagsForResourceCommand, UntagResourceCommand } from '@aws-sdk/client-cloudwatch';
import { putAlarm } from './fixtures';
import { account } from '../account';

describe('UntagResource', () => {
  test('takes the tags with these keys off', async () => {
    const made = account();
    const ResourceARN = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:alarm';
    await putAlarm(made, { Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] });
    await made.cloudwatch.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['a', 'unknown'] }));
    expect((await made.cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual([{ Key: 'b', Value: '2' }]);
  });
});
