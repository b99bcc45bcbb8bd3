import type { Ports } from '../../src/updater/ports';

/** How one life of the function ends: at its n-th touch of the outside world, before or after it has had its effect. */
export interface Death {
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** Counts every touch of the outside world over all invocations, and lets the function die at one of them, once. */
export class Mortality {
  touches = 0;
  died = false;

  constructor(private readonly death?: Death) {}

  /** One invocation. Once dead it stays dead, whatever its code tries to catch, and nobody hears what it returns. */
  async live<Result>(ports: Ports, run: (ports: Ports) => Promise<Result>): Promise<Result> {
    const life = { dead: false };
    const result = await run(this.portsOf(ports, life));
    if (life.dead) {
      throw new Error('Runtime exited');
    }
    return result;
  }

  private portsOf(ports: Ports, life: { dead: boolean }): Ports {
    const touch = async <Result>(effect: () => Promise<Result>): Promise<Result> => {
      if (life.dead) {
        throw new Error('dead');
      }
      const dies = this.touches++ === this.death?.at;
      const die = (): never => {
        life.dead = this.died = true;
        throw new Error('Runtime exited');
      };
      if (dies && this.death?.when === 'before') {
        die();
      }
      const settled = await Promise.allSettled([effect()]);
      if (dies) {
        die();
      }
      const [result] = settled;
      if (result.status === 'rejected') {
        throw result.reason;
      }
      return result.value;
    };
    const mortal = <Client extends { send: unknown }>(client: Client): Client =>
      ({ send: (command: unknown) => touch(() => (client.send as (given: unknown) => Promise<unknown>).call(client, command)) }) as unknown as Client;
    return {
      ...ports,
      sagemaker: mortal(ports.sagemaker),
      cloudwatch: mortal(ports.cloudwatch),
      invoke: (...given) => touch(() => ports.invoke(...given)),
      seal: { seal: (...given) => touch(() => ports.seal.seal(...given)), open: (...given) => touch(() => ports.seal.open(...given)) },
      startExecution: (...given) => touch(() => ports.startExecution(...given)),
      respond: (...given) => touch(() => ports.respond(...given)),
      signal: (...given) => touch(() => ports.signal(...given)),
      stack: (...given) => touch(() => ports.stack(...given)),
      log: (...given) => {
        if (!life.dead) {
          ports.log(...given);
        }
      },
    };
  }
}
