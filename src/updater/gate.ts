import { lookAgainSeconds } from './deadline';
import type { Failure } from './decide';
import type { EndpointSeen } from './observe';
import type { Ports } from './ports';
import type { Ticket } from './ticket';

/** What a config that serves has to pass before that is a success. */
export type Gate = (ports: Ports, ticket: Ticket, seen: EndpointSeen) => Promise<GateState> | GateState;

export type GateState =
  | { readonly result: 'passed'; readonly ticket: Ticket }
  /** What comes next is on the ticket. */
  | { readonly result: 'notYet'; readonly ticket: Ticket; readonly waitingFor: string }
  /** The config has to go. */
  | { readonly result: 'stopped'; readonly because: Failure; readonly finding: string };

/** There is something to wait for, which comes by itself. */
export function later(ports: Ports, ticket: Ticket, waitingFor: string): GateState {
  return { result: 'notYet', ticket: { ...ticket, waitSeconds: lookAgainSeconds(ports.now(), ticket) }, waitingFor };
}
