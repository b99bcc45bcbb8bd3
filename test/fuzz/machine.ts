import type { Agenda } from './agenda';
import type { Ticket } from '../../src/updater/ticket';

/** Runs executions as the state machine does: Check until it is done, tried again when it fails, and GiveUp after that. */
export class Machine {
  private readonly names = new Set<string>();

  constructor(
    private readonly agenda: Agenda, private readonly invoke: (ticket: Ticket) => Promise<Ticket | undefined>,
    private readonly callHook: (ticket: Ticket) => NonNullable<NonNullable<Ticket['hook']>['outcome']>,
  ) {}

  start(name: string, ticket: Ticket): void {
    if (!this.names.has(name)) {
      this.names.add(name);
      this.agenda.after(1, () => this.check(copied(ticket), 1));
    }
  }

  private async check(ticket: Ticket, attempt: number): Promise<void> {
    try {
      const next = copied((await this.invoke(ticket))!);
      if (!next.done && next.hook !== undefined && next.hook.outcome === undefined) {
        const called = { ...next, hook: { ...next.hook, outcome: this.callHook(next) } };
        this.agenda.after(2, () => this.check(called, 1));
      } else if (!next.done) {
        this.agenda.after(next.waitSeconds + 1, () => this.check(next, 1));
      }
    } catch (error) {
      if (attempt < 8) {
        this.agenda.after(Math.min(60, 2 ** attempt), () => this.check(ticket, attempt + 1));
      } else {
        this.agenda.after(1, () => this.giveUp({ ...ticket, error: { Error: 'Error', Cause: String(error) } }, 1));
      }
    }
  }

  private async giveUp(ticket: Ticket, attempt: number): Promise<void> {
    try {
      await this.invoke(ticket);
    } catch {
      if (attempt < 11) {
        this.agenda.after(5 * attempt, () => this.giveUp(ticket, attempt + 1));
      }
    }
  }
}

/** From one invocation to the next a ticket travels as JSON. */
function copied(ticket: Ticket): Ticket {
  return JSON.parse(JSON.stringify(ticket));
}
