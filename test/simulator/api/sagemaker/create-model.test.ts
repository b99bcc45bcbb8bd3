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
    ['a pipeline of containers of many models', { Containers: [1, 2].map(() => ({ Image: 'a', Mode: 'MultiModel' as const })) }, 'not supported with inference pipeline'],
    ['containers asked one by one without a name', { Containers: [{ Image: 'a' }], InferenceExecutionConfig: { Mode: 'Direct' as const } }, 'each with a ContainerHostname'],
    ['a single container that is asked directly', { PrimaryContainer: { Image: 'a', ContainerHostname: 'a' }, InferenceExecutionConfig: { Mode: 'Direct' as const } }, 'needs Containers'],
    ['two containers of one name', { Containers: [1, 2].map(() => ({ Image: 'a', ContainerHostname: 'a' })) }, 'ContainerHostname "a" is that of more than one container'],
  ])('refuses %s', async (_what, input, message) => {
    await expect(account().sagemaker.send(new CreateModelCommand({ ModelName: 'v1', ...input }))).rejects.toEqual(refusal('ValidationException', message));
  });
});
