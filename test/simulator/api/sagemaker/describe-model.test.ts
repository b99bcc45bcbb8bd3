import { CreateModelCommand, DescribeModelCommand } from '@aws-sdk/client-sagemaker';
import { account, ARN, refusal } from '../account';

describe('DescribeModel', () => {
  test('gives back what the model was created with', async () => {
    const { sagemaker } = account();
    const input = {
      ModelName: 'v1',
      Containers: [{ Image: 'first', Environment: { A: '1' } }, { Image: 'second' }],
      ExecutionRoleArn: 'arn:aws:iam::123456789012:role/execution',
      VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
    };
    await sagemaker.send(new CreateModelCommand({ ...input, Tags: [{ Key: 'a', Value: 'b' }] }));
    const { $metadata: _metadata, ...model } = await sagemaker.send(new DescribeModelCommand({ ModelName: 'v1' }));
    expect(model).toEqual({ ...input, EnableNetworkIsolation: false, ModelArn: `${ARN}:model/v1`, CreationTime: new Date('2026-01-01T00:00:00Z') });
  });

  test('refuses a model that is not there', async () => {
    await expect(account().sagemaker.send(new DescribeModelCommand({ ModelName: 'nothing' })))
      .rejects.toEqual(refusal('ValidationException', `Could not find model "${ARN}:model/nothing".`));
  });
});
