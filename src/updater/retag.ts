import { AddTagsCommand, DeleteTagsCommand } from '@aws-sdk/client-sagemaker';
import { isTransient } from './act';
import { nameOf } from './log';
import type { EndpointSeen } from './observe';
import type { Ports } from './ports';
import { settle } from './settle';
import { standingNow } from './standing';
import type { Ticket } from './ticket';
import type { Look } from './verdict';
import { wordsOf } from './words';
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

/** A create gives the endpoint its tags itself. */
export function isToBeTagged({ kind, tagChanges: changes, tagged }: Ticket): boolean {
  return changes !== undefined && tagged !== true && (kind === 'Update' || kind === 'Adopt');
}

/**
 * Gives an endpoint the tags that the app has changed: before an update is asked for, so that one which may not be tagged is not updated.
 *
 * Done twice it does no harm, so it is not recorded before. Nobody's way back fails for a tag.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html
 */
export async function retag(ports: Ports, look: Look, { arn }: EndpointSeen): Promise<Ticket> {
  const { ticket } = look;
  const { add, remove } = ticket.tagChanges!;
  const done = { ...ticket, tagged: true, blockedSince: undefined, waitSeconds: 0 };
  if (await standingNow(ports, ticket) === 'outdated') {
    return done;
  }
  try {
    if (add.length > 0) {
      await ports.sagemaker.send(new AddTagsCommand({ ResourceArn: arn, Tags: [...add] }));
    }
    if (remove.length > 0) {
      await ports.sagemaker.send(new DeleteTagsCommand({ ResourceArn: arn, TagKeys: [...remove] }));
    }
    ports.log('tagged', { ...nameOf(ticket), add, remove });
    return done;
  } catch (error) {
    if (isTransient(error)) {
      throw error;
    }
    const because = wordsOf(error);
    ports.log('not tagged', { ...nameOf(ticket), because });
    return ticket.direction === 'back' ? done : settle(ports, look, 'refused', because);
  }
}
