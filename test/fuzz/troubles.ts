import type { Chance } from './chance';
import type { Ports } from '../../src/updater/ports';

/** One outside effect of an invocation. */
interface Touch<Result> {
  readonly what: string;
  readonly effect: () => Promise<Result>;
  readonly mayBeLost: boolean;
}

/** What may go wrong around the updater, each of which can be left out. */
export const TROUBLES = [
  'deaths', 'errors', 'lost answers', 'late events', 'double events', 'cancellations', 'other failures', 'scaling', 'maintenance',
  'somebody else', 'bad models', 'stuck rollbacks', 'ringing alarms', 'missing alarms', 'silent stack', 'renames', 'long rollouts', 'adoption',
  'gates', 'stale looks', 'storms',
] as const;

export type Trouble = typeof TROUBLES[number];

interface Life {
  dead: boolean;
  readonly spared: boolean;
  readonly isBegin: boolean;
}

/** So many deaths in one world at most: with more of them the state machine gives up, which is another story. */
const DEATHS = 4;

/** Lets the function die, and its calls fail, before or after they have had their effect. */
export class Misfortune {
  private deaths = 0;

  constructor(
    private readonly chance: Chance, private readonly has: (trouble: Trouble) => boolean, private readonly trace: (line: string) => void,
    private readonly isStormy: () => boolean,
  ) {}

  /** The ports of one invocation, and whether it has died; once dead it stays dead, whatever its code tries to catch. */
  portsOf(ports: Ports, spared: boolean, isBegin: boolean): { readonly ports: Ports; readonly life: { dead: boolean } } {
    // A storm that is there at the beginning is ridden out in real time, which a world has none of.
    const life = { dead: false, spared, isBegin };
    const touch = <Result>(what: string, effect: () => Promise<Result>, mayBeLost = true): Promise<Result> =>
      this.touch(life, { what, effect, mayBeLost });
    const client = <Client extends { send: unknown }>(real: Client): Client => {
      const send = real.send as (command: object) => Promise<unknown>;
      return { send: (command: object) => touch(command.constructor.name, () => send(command)) } as unknown as Client;
    };
    return {
      life,
      ports: {
        ...ports,
        sagemaker: client(ports.sagemaker),
        cloudwatch: client(ports.cloudwatch),
        invoke: (...given) => touch('invoke', () => ports.invoke(...given)),
        seal: { seal: (...given) => touch('seal', () => ports.seal.seal(...given)), open: (...given) => touch('open', () => ports.seal.open(...given)) },
        // The client asks again under the same name, so that an execution which was started is never taken for one that was not.
        startExecution: (...given) => touch('startExecution', () => ports.startExecution(...given), false),
        respond: (...given) => touch('respond', () => ports.respond(...given)),
        signal: (...given) => touch('signal', () => ports.signal(...given)),
        stack: (...given) => touch('stack', () => ports.stack(...given)),
      },
    };
  }

  private async touch<Result>(life: Life, { what, effect, mayBeLost }: Touch<Result>): Promise<Result> {
    if (life.dead) {
      throw new Error('dead');
    }
    const dies = this.has('deaths') && !life.spared && this.deaths < DEATHS && this.chance.happens(0.02);
    const storm = mayBeLost && !life.isBegin && this.isStormy();
    const fails = storm || (mayBeLost && this.has('errors') && this.chance.happens(0.03));
    const after = this.has('lost answers') && this.chance.happens(0.5);
    if (dies) {
      this.deaths++;
      this.trace(`the function dies ${after ? 'after' : 'before'} ${what}`);
    } else if (fails) {
      this.trace(`${what} fails${after ? ', with its effect' : ''}`);
    }
    let result: Result | undefined;
    if (!(dies || fails) || after) {
      try {
        result = await effect();
      } catch (error) {
        if (!dies) {
          throw error;
        }
      }
    }
    if (dies) {
      life.dead = true;
      throw new Error('Runtime exited');
    }
    if (fails) {
      throw Object.assign(new Error('Service Unavailable'), { name: 'InternalFailure', $fault: 'server' });
    }
    return result as Result;
  }
}
