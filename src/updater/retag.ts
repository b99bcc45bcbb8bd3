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
