import { lookAgainSeconds, secondsSince } from './deadline';
import type { Ports } from './ports';
import type { Ticket } from './ticket';
import { fail, type Look } from './verdict';

/** How long a new config, a new permission, or the next evaluation of a changed alarm may take. */
const SETTLING_SECONDS = 300;

/** Looks again at what may pass by itself, for a while, and fails then. */
export function settle(ports: Ports, look: Look, because: 'refused' | 'notStarted', refusal: string): Promise<Ticket> | Ticket {
  const { ticket } = look;
  const blockedSince = ticket.blockedSince ?? ports.now().toISOString();
  return secondsSince(ports.now(), blockedSince) < SETTLING_SECONDS
    ? { ...ticket, blockedSince, waitSeconds: lookAgainSeconds(ports.now(), ticket) }
    : fail(ports, look, because, { refusal });
}
