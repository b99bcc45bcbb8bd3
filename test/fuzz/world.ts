import { Agenda } from './agenda';
import { Chance } from './chance';
import { ALARM, eventOf } from './event';
import { violationsOf, type Told } from './invariants';
import { Machine } from './machine';
import { Service } from './service';
import { story, type Answer, type Ask, type Ending } from './story';
import { Misfortune, TROUBLES, type Trouble } from './troubles';
import type { CloudFormationEvent } from '../../src/updater/event';
import { handle } from '../../src/updater/handler';
import type { Ports } from '../../src/updater/ports';
import type { Verdict } from '../../src/updater/respond';
import type { Ticket } from '../../src/updater/ticket';

export interface Outcome {
  readonly violations: readonly string[];
  readonly trace: readonly string[];
  readonly looks: number;
}

/** More than any story takes; what takes more never ends. */
const MOST_EVENTS = 20_000;

/** Leads one world to its end: the same seed and troubles, the same end. */
export async function run(seed: number, troubles: readonly Trouble[] = TROUBLES): Promise<Outcome> {
  return new World(seed, troubles).run();
}

/** CloudFormation, the state machine, the updater's own handler and a small model of the service, on one agenda. */
class World {
  private readonly agenda = new Agenda();
  private readonly lines: string[] = [];
  private readonly service = new Service(this.agenda, (line) => this.trace(line), (age) => this.has('stale looks') && age < 5);
  private readonly machine = new Machine(this.agenda, (ticket) => this.invoke(ticket, ticket.requestId), (ticket) => this.callHook(ticket));
  private readonly misfortune: Misfortune;
  private readonly fate: Chance;
  private readonly story: Generator<Ask, Ending, Answer>;
  private readonly told: Told[] = [];
  private readonly sealed: string[] = [];
  private stackStatus = '';
  private stackUpdatedAt?: string;
  private current?: Told;
  private ending?: Ending;
  private calm = true;
  private notBefore = 0;
  private looks = 0;
  private stormy = false;

  constructor(seed: number, private readonly troubles: readonly Trouble[]) {
    this.misfortune = new Misfortune(new Chance(seed, 'misfortune'), (trouble) => this.has(trouble), (line) => this.trace(line), () => this.stormy);
    this.fate = new Chance(seed, 'fate');
    this.story = story(new Chance(seed, 'story'), (trouble) => this.has(trouble));
  }

  async run(): Promise<Outcome> {
    this.service.alarms.set(ALARM, 'OK');
    if (this.fate.happens(0.1)) {
      this.service.create('fleet', 'theirs', 'somebody else');
      this.agenda.now = 100;
    }
    this.agenda.after(this.fate.between(0, 90), () => this.goOn());
    const ended = await this.agenda.run(MOST_EVENTS);
    const violations = violationsOf({
      told: this.told, service: this.service, ending: ended ? this.ending : undefined, calm: this.calm,
    });
    return { violations, trace: this.lines, looks: this.looks };
  }

  private has(trouble: Trouble): boolean {
    return this.troubles.includes(trouble);
  }

  private goOn(answer: Answer = { status: 'SUCCESS' }): void {
    this.current = undefined;
    const { done, value } = this.story.next(answer);
    if (done) {
      this.ending = value;
      this.trace(`the stack ends: ${JSON.stringify(value)}`);
    } else {
      this.ask(value);
    }
  }

  private ask(ask: Ask): void {
    if (ask.stackStatus === 'UPDATE_IN_PROGRESS' && this.agenda.now < this.notBefore) {
      this.agenda.after(this.notBefore - this.agenda.now, () => this.ask(ask));
      return;
    }
    const told: Told = { requestId: `request-${this.told.length}`, ask, from: this.agenda.now, answers: [], signals: [], refusals: [], calm: this.calm };
    this.told.push(told);
    this.current = told;
    this.stackStatus = ask.stackStatus;
    if (ask.stackStatus === 'UPDATE_IN_PROGRESS') {
      this.stackUpdatedAt = this.service.date.toISOString();
    }
    this.service.behaviours.set(ask.wanted.config, ask.wanted.behaviour);
    this.trace(`${told.requestId}: ${ask.kind} of ${ask.wanted.name} to ${ask.wanted.config} (${ask.wanted.behaviour}), the stack is ${ask.stackStatus}`);
    this.disturb(told);
    const deliveries = this.has('double events') && this.fate.happens(0.2) ? 2 : 1;
    for (let delivery = 0; delivery < deliveries; delivery++) {
      // Later than a person could cancel it is another story, which nothing in an event tells from this one.
      this.agenda.after(this.has('late events') ? this.fate.between(0, 4) : 0, () => this.deliver(eventOf(told), 3));
    }
    if (ask.cancelledAfter !== undefined) {
      this.agenda.after(ask.cancelledAfter, () => this.cancel(told));
    }
    this.agenda.after(3600, () => told.answers.length > 0 ? undefined : this.end(told, { status: 'FAILED' }));
  }

  /** Nobody cancels an update, and deploys again, within two minutes. */
  private cancel(told: Told): void {
    if (told === this.current) {
      this.notBefore = this.agenda.now + 120;
      this.agenda.after(10, () => {
        // Its answer was on its way already: what it says is lost, and nobody can tell.
        this.calm &&= told.answers.length === 0;
      });
    }
    this.end(told, { status: 'CANCELLED' });
  }

  /** What else happens to the endpoint while it is asked for. */
  private disturb(told: Told): void {
    const { kind, wanted } = told.ask;
    const forward = kind === 'Update' && told.ask.stackStatus === 'UPDATE_IN_PROGRESS';
    this.service.alarms.set(ALARM, forward && this.has('ringing alarms') && this.fate.happens(0.08) ? 'ALARM' : 'OK');
    if (forward && this.has('missing alarms') && this.fate.happens(0.04)) {
      this.service.alarms.delete(ALARM);
    }
    const at = this.fate.between(0, 300);
    if (this.has('storms') && this.fate.happens(0.1)) {
      this.agenda.after(at, () => this.storm(true));
      this.agenda.after(at + this.fate.between(60, 900), () => this.storm(false));
    }
    if (this.has('scaling') && this.fate.happens(0.15)) {
      this.agenda.after(at, () => this.service.disturb(wanted.name, 'Updating', 60));
    }
    if (this.has('maintenance') && this.fate.happens(0.1)) {
      this.agenda.after(at, () => this.service.disturb(wanted.name, 'SystemUpdating', 200));
    }
    if (this.has('somebody else') && this.fate.happens(0.06)) {
      this.agenda.after(at, () => this.interfere(wanted.name));
    }
  }

  private storm(stormy: boolean): void {
    this.stormy = stormy;
    this.trace(stormy ? 'a storm begins' : 'the storm is over');
  }

  private callHook({ requestId, hook }: Ticket): { answer: object } | { Error: string } {
    const told = this.told.find((one) => one.requestId === requestId)!;
    const hookStatus = this.fate.happens(0.4) ? 'IN_PROGRESS' : this.fate.happens(0.2) ? 'FAILED' : 'SUCCEEDED';
    const throws = this.fate.happens(0.03);
    this.trace(`${hook!.name} of ${requestId} ${throws ? 'throws' : `answers ${hookStatus}`}`);
    if (throws || hookStatus === 'FAILED') {
      told.refusals.push(hook!.name);
    }
    return throws ? { Error: 'TypeError' } : { answer: { hookStatus, callBackDelay: this.fate.between(10, 400) } };
  }

  private interfere(name: string): void {
    try {
      if (this.fate.happens(0.3)) {
        this.service.delete(name, 'somebody else');
      } else {
        this.service.update({ EndpointName: name, EndpointConfigName: 'theirs' }, 'somebody else');
      }
      this.calm = false;
      this.told.filter((one) => one === this.current || one.answers.length === 0).forEach((one) => Object.assign(one, { calm: false }));
    } catch {
      // It was in the way itself.
    }
  }

  /** Lambda repeats an invocation that nobody waits for, twice; the last one is spared: after three deaths there is nobody to answer. */
  private async deliver(event: CloudFormationEvent, attempts: number): Promise<void> {
    try {
      await this.invoke(event, event.RequestId, attempts === 1);
    } catch {
      if (attempts > 1) {
        this.agenda.after(1, () => this.deliver(event, attempts - 1));
      }
    }
  }

  private async invoke(event: CloudFormationEvent | Ticket, requestId: string, spared = false): Promise<Ticket | undefined> {
    this.looks++;
    const { ports, life } = this.misfortune.portsOf(this.portsOf(requestId), spared, 'RequestType' in event);
    const result = await handle(ports, event, { invokedFunctionArn: 'arn' });
    if (life.dead) {
      throw new Error('Runtime exited');
    }
    return result;
  }

  private portsOf(requestId: string): Ports {
    const client = { send: async (command: { input: object }) => this.service.send(command, requestId) };
    return {
      sagemaker: client as never,
      cloudwatch: client as never,
      invoke: async ({ endpointName }) => this.service.invoke(endpointName),
      seal: {
        seal: async (url) => String(this.sealed.push(url) - 1),
        open: async (sealed) => this.sealed[Number(sealed)],
      },
      startExecution: async (name, ticket) => this.machine.start(name, ticket),
      respond: async (url, _addressee, verdict) => this.receive(url, verdict),
      signal: async (url, _id, verdict) => this.receiveSignal(url, requestId, verdict),
      stack: async () => (this.has('silent stack') && this.silent() ? {} : { status: this.stackStatus, updatedAt: this.stackUpdatedAt }),
      pause: async () => undefined,
      now: () => this.service.date,
      log: () => undefined,
    };
  }

  private silent(): boolean {
    const silent = this.fate.happens(0.03);
    if (silent) {
      this.trace('the stack does not say what it does');
      this.calm = false;
      this.told.forEach((one) => Object.assign(one, { calm: false }));
    }
    return silent;
  }

  private receive(requestId: string, verdict: Verdict): void {
    const told = this.told.find((one) => one.requestId === requestId)!;
    told.answers.push({ at: this.agenda.now, verdict, state: this.service.stateOf(told.ask.wanted.name) });
    this.trace(`${requestId} is answered ${verdict.status} ${verdict.physicalResourceId} ${verdict.reason ?? ''}`);
    const waits = verdict.status === 'SUCCESS' && waitsForSignal(told.ask);
    if (told === this.current && told.answers.length === 1) {
      if (waits && told.signals.length === 0) {
        this.agenda.after(43_200, () => {
          if (told.signals.length === 0) {
            this.end(told, { status: 'FAILED', physicalId: verdict.physicalResourceId });
          }
        });
      } else {
        this.endSoon(told, told.signals[0]?.verdict.status ?? verdict.status, verdict.physicalResourceId);
      }
    }
  }

  private receiveSignal(signalUrl: string, requestId: string, verdict: Verdict): void {
    const told = this.told.find((one) => one.requestId === requestId)!;
    told.signals.push({ at: this.agenda.now, verdict, state: this.service.stateOf(told.ask.wanted.name) });
    this.trace(`${requestId} signals ${verdict.status} to ${signalUrl} ${verdict.reason ?? ''}`);
    if (told === this.current && told.signals.length === 1 && told.answers.length > 0) {
      this.endSoon(told, verdict.status, told.answers[0].verdict.physicalResourceId);
    }
  }

  private endSoon(told: Told, status: 'SUCCESS' | 'FAILED', physicalId: string): void {
    this.agenda.after(2, () => this.end(told, { status, physicalId }));
  }

  private end(told: Told, answer: Answer): void {
    if (told === this.current) {
      this.trace(`${told.requestId} is over: ${answer.status}`);
      this.goOn(answer);
    }
  }

  private trace(line: string): void {
    this.lines.push(`${String(this.agenda.now).padStart(6)} s  ${line}`);
  }
}

function waitsForSignal({ wanted, old, stackStatus }: Ask): boolean {
  return wanted.handle !== undefined && wanted.handle !== old?.handle && !stackStatus.includes('ROLLBACK') && !stackStatus.includes('DELETE');
}
