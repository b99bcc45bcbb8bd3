import { AddTagsCommand, DeleteTagsCommand, ListTagsCommand } from '@aws-sdk/client-sagemaker';
import { accountWithEndpoint, ARN } from '../account';

describe('DeleteTags', () => {
  test('takes the tags with these keys off', async () => {
    const { sagemaker } = await accountWithEndpoint();
    const ResourceArn = `${ARN}:endpoint/churn`;
    await sagemaker.send(new AddTagsCommand({ ResourceArn, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] }));
    await sagemaker.send(new DeleteTagsCommand({ ResourceArn, TagKeys: ['a', 'unknown'] }));
    expect((await sagemaker.send(new ListTagsCommand({ ResourceArn }))).Tags).toEqual([{ Key: 'b', Value: '2' }]);
  });
});
