import { AddTagsCommand } from '@aws-sdk/client-sagemaker';
import { accountWithEndpoint, ARN, refusal } from '../account';

describe('AddTags', () => {
  test.each(['model/v1', 'endpoint-config/v1', 'endpoint/churn'])('adds to %s, and replaces what has the same key', async (resource) => {
    const { sagemaker } = await accountWithEndpoint();
    const add = (Key: string, Value: string) => sagemaker.send(new AddTagsCommand({ ResourceArn: `${ARN}:${resource}`, Tags: [{ Key, Value }] }));
    await add('a', '1');
    await add('b', '2');
    expect((await add('a', '3')).Tags).toEqual([{ Key: 'a', Value: '3' }, { Key: 'b', Value: '2' }]);
  });

  test('refuses a resource that is not there', async () => {
    const { sagemaker } = await accountWithEndpoint();
    await expect(sagemaker.send(new AddTagsCommand({ ResourceArn: `${ARN}:endpoint/nothing`, Tags: [] })))
      .rejects.toEqual(refusal('ValidationException', `Could not find resource "${ARN}:endpoint/nothing".`));
  });
});
