import { isTransient } from './act';
import { lookAgainSeconds } from './deadline';
import { nameOf } from './log';
import type { Ports } from './ports';
import type { Ticket } from './ticket';
import { wordsOf } from './words';

/**
 * Does what there is to be done now; in a storm of errors that pass by themselves, later.
 *
 * The state machine's own attempts end after three minutes. Nothing has been noted, so all of it is done again.
 *
 * @param isOver whether nobody waits for it any more
 */
export async function patiently(ports: Ports, ticket: Ticket, isOver: (now: Date) => boolean, effect: () => Promise<Ticket>): Promise<Ticket> {
  try {
    return await effect();
  } catch (error) {
    if (!isTransient(error) || isOver(ports.now())) {
      throw error;
    }
    ports.log('trouble', { ...nameOf(ticket), because: wordsOf(error) });
    return { ...ticket, waitSeconds: lookAgainSeconds(ports.now(), ticket) };
  }
}
