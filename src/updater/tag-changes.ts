import { decodeRequest, type RolloutRequest } from '../rollout/request';

/** What the app has changed about the tags of its endpoint. Those that others have put there are theirs. */
export interface TagChanges {
  readonly add: RolloutRequest['tags'];
  readonly remove: readonly string[];
}

/** What there is to change, if anything. Of an endpoint that is adopted nothing is known, so that nothing of it is removed. */
export function tagChanges(oldProperties: Readonly<Record<string, unknown>> | undefined, { tags }: RolloutRequest): TagChanges | undefined {
  const before = tagsIn(oldProperties);
  const add = tags.filter(({ Key, Value }) => !before.some((tag) => tag.Key === Key && tag.Value === Value));
  const remove = before.map(({ Key }) => Key).filter((key) => !tags.some(({ Key }) => Key === key));
  return add.length + remove.length === 0 ? undefined : { add, remove };
}

function tagsIn(properties: Readonly<Record<string, unknown>> | undefined): RolloutRequest['tags'] {
  try {
    return properties === undefined ? [] : decodeRequest(properties).tags;
  } catch {
    // Properties of another version of this library say nothing that can be compared.
    return [];
  }
}
