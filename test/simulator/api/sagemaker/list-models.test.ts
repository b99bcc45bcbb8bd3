import { CreateModelCommand, ListModelsCommand, paginateListModels } from '@aws-sdk/client-sagemaker';
import { account, refusal } from '../account';

async function withModels(names: readonly string[]) {
  const made = account();
  for (const name of names) {
    await made.sagemaker.send(new CreateModelCommand({ ModelName: name, PrimaryContainer: { Image: 'image' } }));
    made.simulator.clock.advance(60);
  }
  return made;
}

describe('ListModels', () => {
  test('lists the newest first, page by page', async () => {
    const { sagemaker } = await withModels(['a', 'b', 'c', 'd', 'e']);
    const pages: string[][] = [];
    for await (const { Models } of paginateListModels({ client: sagemaker, pageSize: 2 }, {})) {
      pages.push(Models!.map(({ ModelName }) => ModelName!));
    }
    expect(pages).toEqual([['e', 'd'], ['c', 'b'], ['a']]);
  });

  test('filters by name and by time', async () => {
    const { sagemaker } = await withModels(['churn-1', 'other', 'churn-2']);
    const names = async (input: object) => (await sagemaker.send(new ListModelsCommand(input))).Models!.map(({ ModelName }) => ModelName);
    expect(await names({ NameContains: 'CHURN', SortOrder: 'Ascending' })).toEqual(['churn-1', 'churn-2']);
    expect(await names({ CreationTimeAfter: new Date('2026-01-01T00:00:30Z'), SortBy: 'Name', SortOrder: 'Ascending' })).toEqual(['churn-2', 'other']);
    expect(await names({ CreationTimeBefore: new Date('2026-01-01T00:00:30Z') })).toEqual(['churn-1']);
  });

  test('refuses a token that it has not given', async () => {
    await expect(account().sagemaker.send(new ListModelsCommand({ NextToken: 'bogus' }))).rejects.toEqual(refusal('ValidationException', 'Invalid NextToken "bogus".'));
  });
});
