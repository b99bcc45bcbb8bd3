import { act } from './act';
import { lookAgainSeconds } from './deadline';
import { decide, type Call } from './decide';
import { hookState, type HookState } from './hooks';
import { nameOf } from './log';
import { started } from './metrics';
import type { Ports } from './ports';
import { preflight } from './preflight';
import { isToBeTagged, retag } from './retag';
import { settle } from './settle';
import { standingNow } from './standing';
import type { Ticket } from './ticket';
import { fail, interimOf, type Look } from './verdict';

/** A call in two transitions: what is about to be done is written on the ticket; then it is done. */
export async function call(ports: Ports, look: Look, wanted: Call): Promise<Ticket> {
  if (wanted === 'restore') {
    return restore(ports, look);
  }
  const { ticket: { intent }, seen } = look;
  // What was about to be done to something that has changed since is about to be done anew.
  const stands = intent?.call === wanted && intent.lastModified === (seen.exists ? seen.lastModified : undefined);
  return stands ? make(ports, look, wanted) : intend(ports, look, wanted);
}

async function intend(ports: Ports, look: Look, wanted: Call): Promise<Ticket> {
  const { ticket, seen } = look;
  if (!seen.exists || wanted !== 'update') {
    const before = seen.exists ? { lastModified: seen.lastModified, failureReason: seen.failureReason } : {};
    return { ...ticket, intent: { call: wanted, at: ports.now().toISOString(), ...before }, waitSeconds: 0 };
  }
  const hook = hookState(ticket, 'beforeUpdate', ports.now());
  // What the alarms say is of interest when it is about to be begun.
  if (hook.result === 'wait') {
    return askHook(ports, look, hook);
  }
  const ready = await preflight(ports.cloudwatch, ticket, seen);
  ports.log('preflight', { ...nameOf(ticket), ...ready });
  switch (ready.result) {
    case 'refuse':
      return fail(ports, look, 'notStarted', { refusal: ready.because });
    case 'notYet':
      return settle(ports, look, 'notStarted', ready.because);
    case 'go': {
      if (hook.result !== 'passed') {
        return askHook(ports, look, hook);
      }
      if (isToBeTagged(hook.ticket)) {
        return retag(ports, { ...look, ticket: hook.ticket }, seen);
      }
      const { lastModified, failureReason } = seen;
      const without = ready.withoutAlarms.length > 0 ? { withoutAlarms: ready.withoutAlarms } : {};
      const intent = { call: wanted, at: ports.now().toISOString(), lastModified, failureReason, ...without };
      return { ...hook.ticket, intent, waitSeconds: 0, blockedSince: undefined };
    }
  }
}

/** Has the hook before the update called, unless nobody waits for the update any more. */
async function askHook(ports: Ports, look: Look, hook: Exclude<HookState, { result: 'passed' }>): Promise<Ticket> {
  const { ticket, phase, situation } = look;
  if (hook.result === 'failed') {
    ports.log('hook', { ...nameOf(ticket), ...hook });
    return fail(ports, look, 'notStarted', { refusal: hook.because });
  }
  const decision = decide(ticket.kind, phase, situation, await standingNow(ports, ticket));
  if (decision.do === 'fail') {
    return fail(ports, look, decision.because);
  }
  ports.log('hook', { ...nameOf(ticket), hook: 'beforeUpdate', ...hook, ticket: undefined });
  const interim = hook.result === 'wait' ? interimOf(look) : undefined;
  // With CloudFormation answered there is more time until the next call.
  return interim === undefined ? { ...hook.ticket, blockedSince: undefined } : { ...ticket, interim, waitSeconds: 0 };
}

async function make(ports: Ports, look: Look, wanted: Call): Promise<Ticket> {
  const { ticket, phase, situation } = look;
  // As late as possible: a person may have cancelled the stack's update since.
  const standing = wanted === 'delete' ? 'forward' : await standingNow(ports, ticket);
  const decision = decide(ticket.kind, phase, situation, standing);
  if (decision.do === 'fail') {
    return fail(ports, look, decision.because);
  }
  const taken = await act(ports.sagemaker, wanted, ticket);
  ports.log('call', { ...nameOf(ticket), call: wanted, ...taken });
  switch (taken.result) {
    case 'accepted':
      if (wanted === 'update') {
        ports.log('started', started(ports.now(), ticket));
      }
      return { ...ticket, askedAt: ports.now().toISOString(), waitSeconds: lookAgainSeconds(ports.now(), ticket), blockedSince: undefined };
    case 'overtaken':
      return { ...ticket, waitSeconds: lookAgainSeconds(ports.now(), ticket) };
    case 'tooEarly':
      return settle(ports, look, 'refused', taken.because);
    case 'refused':
      return fail(ports, look, 'refused', { refusal: taken.because });
  }
}

/** Recorded as a way back already, so it is made at once. */
async function restore(ports: Ports, look: Look): Promise<Ticket> {
  const { ticket, phase, situation } = look;
  const decision = decide(ticket.kind, phase, situation, await standingNow(ports, ticket));
  if (decision.do !== 'restore') {
    return fail(ports, look, ticket.wayBack!.because);
  }
  const taken = await act(ports.sagemaker, 'restore', ticket);
  ports.log('call', { ...nameOf(ticket), call: 'restore', to: ticket.before, ...taken });
  const wayBack = ticket.wayBack!;
  switch (taken.result) {
    case 'accepted':
      return { ...ticket, wayBack: { ...wayBack, askedAt: ports.now().toISOString() }, waitSeconds: lookAgainSeconds(ports.now(), ticket) };
    case 'overtaken':
      return { ...ticket, waitSeconds: lookAgainSeconds(ports.now(), ticket) };
    default:
      return fail(ports, { ...look, ticket: { ...ticket, wayBack: { ...wayBack, refusal: taken.because } } }, wayBack.because);
  }
}
