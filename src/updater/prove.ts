import { isLate } from './deadline';
import { decide, type Failure } from './decide';
import type { Gate, GateState } from './gate';
import { tryRequests } from './golden';
import { hookState } from './hooks';
import { countInvocations } from './invocations';
import { nameOf } from './log';
import type { EndpointSeen } from './observe';
import type { Ports } from './ports';
import { standingNow } from './standing';
import type { Ticket } from './ticket';
import { fail, succeed, type Look } from './verdict';

/** In this order: what has been counted already, what takes seconds to ask, and the last word. */
const GATES: readonly Gate[] = [countInvocations, tryRequests, askHook];

/** A config that serves, and does not pass every gate, has to go. */
export async function prove(ports: Ports, look: Look, seen: EndpointSeen): Promise<Ticket> {
  let { ticket } = look;
  for (const gate of GATES) {
    const state = await gate(ports, ticket, seen);
    switch (state.result) {
      case 'passed':
        ticket = state.ticket;
        break;
      case 'notYet':
        return goOn(ports, { ...look, ticket: state.ticket }, seen, state.waitingFor);
      case 'stopped':
        ports.log('stopped', { ...nameOf(ticket), because: state.because, finding: state.finding });
        return takeBack(ports, look, seen, state);
    }
  }
  return succeed({ ...look, ticket });
}

/** Unless nobody waits for it any more: an update of the stack that has been cancelled is not to be approved for days. */
async function goOn(ports: Ports, look: Look, seen: EndpointSeen, waitingFor: string): Promise<Ticket> {
  const { ticket, phase, situation } = look;
  const decision = decide(ticket.kind, phase, situation, await standingNow(ports, ticket));
  if (decision.do === 'fail') {
    return fail(ports, look, decision.because);
  }
  return isLate(ports.now(), ticket)
    ? takeBack(ports, look, seen, { because: 'unanswered', finding: `there was no time left for ${waitingFor}` })
    : ticket;
}

function askHook(ports: Ports, ticket: Ticket): GateState {
  const hook = hookState(ticket, 'afterUpdate', ports.now());
  if (ticket.rollout.hooks?.afterUpdate !== undefined) {
    ports.log('hook', { ...nameOf(ticket), hook: 'afterUpdate', ...hook, ticket: undefined });
  }
  switch (hook.result) {
    case 'passed':
      return hook;
    case 'failed':
      return { result: 'stopped', because: 'hookFailed', finding: hook.because };
    default:
      return { result: 'notYet', ticket: hook.ticket, waitingFor: 'its afterUpdate hook' };
  }
}

interface Stop {
  readonly because: Failure;
  readonly finding: string;
}

async function takeBack(ports: Ports, look: Look, { lastModified }: EndpointSeen, { because, finding }: Stop): Promise<Ticket> {
  const { ticket } = look;
  const found = { ...ticket, wayBack: { because, lastModified, finding }, waitSeconds: 0 };
  return ticket.before === undefined || isLate(ports.now(), ticket) ? fail(ports, { ...look, ticket: found }, because) : found;
}
