import { CreateEndpointCommand, paginateListTags } from '@aws-sdk/client-sagemaker';
import { accountWithEndpoint, ARN } from '../account';

describe('ListTags', () => {
  test('lists the tags that a create came with, page by page', async () => {
    const { sagemaker } = await accountWithEndpoint();
    const Tags = Array.from({ length: 49 }, (_, index) => ({ Key: `k${index}`, Value: `${index}` }));
    await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'second', EndpointConfigName: 'v2', Tags }));
    const listed = [];
    for await (const page of paginateListTags({ client: sagemaker, pageSize: 50 }, { ResourceArn: `${ARN}:endpoint/second` })) {
      listed.push(...page.Tags!);
    }
    expect(listed).toEqual(Tags);
  });
});
