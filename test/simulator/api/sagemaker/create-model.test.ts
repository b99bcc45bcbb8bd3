import { CreateModelCommand } from '@aws-sdk/client-sagemaker';
import { account, ARN, refusal } from '../account';

describe('CreateModel', () => {
  test('answers with an ARN in lower case', async () => {
    const { sagemaker } = account();
    const made = await sagemaker.send(new CreateModelCommand({ ModelName: 'Churn-V1', PrimaryContainer: { Image: 'image' } }));
    expect(made.ModelArn).toBe(`${ARN}:model/churn-v1`);
  });

  test('refuses a name that is taken', async () => {
    const { sagemaker } = account();
    const create = () => sagemaker.send(new CreateModelCommand({ ModelName: 'v1', PrimaryContainer: { Image: 'image' } }));
    await create();
    await expect(create()).rejects.toEqual(refusal('ValidationException', `Cannot create already existing model "${ARN}:model/v1".`));
  });

  test.each([
    ['no container', {}, 'Exactly one of PrimaryContainer and Containers'],
    ['both kinds of containers', { PrimaryContainer: { Image: 'a' }, Containers: [{ Image: 'b' }] }, 'Exactly one of PrimaryContainer and Containers'],
    ['an empty list of containers', { Containers: [] }, 'at least one container'],
    ['a container without an image', { PrimaryContainer: { ModelDataUrl: 's3://bucket/model.tar.gz' } }, 'Either Image or ModelPackageName'],
    ['several models in one container', { PrimaryContainer: { Image: 'a', Mode: 'MultiModel' as const } }, '"MultiModel" is not simulated'],
    ['containers called one by one', { Containers: [{ Image: 'a' }], InferenceExecutionConfig: { Mode: 'Direct' as const } }, '"Direct" is not simulated'],
  ])('refuses %s', async (_what, input, message) => {
    await expect(account().sagemaker.send(new CreateModelCommand({ ModelName: 'v1', ...input }))).rejects.toEqual(refusal('ValidationException', message));
  });
});
