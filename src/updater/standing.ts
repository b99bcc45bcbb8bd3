import { isTransient } from './act';
import type { Standing } from './decide';
import type { Ports } from './ports';
import { standingOf, type StackSeen } from './stack';
import type { Ticket } from './ticket';
import { wordsOf } from './words';

/** Whether the stack still waits for what it asked for. */
export async function standingNow(ports: Ports, ticket: Ticket): Promise<Standing> {
  return standingOf(ticket, ticket.direction === 'forward' ? await stackSeen(ports, ticket.stackId) : undefined);
}

async function stackSeen(ports: Ports, stackId: string): Promise<StackSeen | undefined> {
  try {
    return await ports.stack(stackId);
  } catch (error) {
    // What passes by itself is asked again; what may not be asked is not known.
    if (isTransient(error)) {
      throw error;
    }
    ports.log('stack unknown', { stackId, because: wordsOf(error) });
    return undefined;
  }
}
