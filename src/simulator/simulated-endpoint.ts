import { sharesOf } from './endpoint';
import type { TimelineEntry } from './journal';
import type { World } from './world';
import { LIMITS } from '../rollout/limits';

/** How an update, or the lack of one, ended. */
export interface LastUpdate {
  /** Absent while it is in progress, and where there was none. */
  readonly outcome?: 'succeeded' | 'rolled back';
  /** Why it was rolled back, in a sentence. */
  readonly reason?: string;
  /** The alarms that were in ALARM state when it was rolled back. */
  readonly alarmNames: readonly string[];
}

const SETTLED = ['InService', 'OutOfService', 'Failed', 'UpdateRollbackFailed'];
const LOOK_EVERY_SECONDS = 10;

/** An endpoint to be judged in a test. */
export class SimulatedEndpoint {
  constructor(readonly name: string, private readonly world: World) {}

  get status(): string {
    return this.endpoint.status;
  }

  /** Each fleet's share of the traffic, 0 to 1, by its config's name. */
  get trafficShares(): Record<string, number> {
    return sharesOf(this.endpoint);
  }

  /** The config that the endpoint is on: the old one, until an update has succeeded. */
  get endpointConfigName(): string {
    return this.endpoint.fleet.config.name;
  }

  get timeline(): TimelineEntry[] {
    return this.world.timeline(this.name);
  }

  get lastUpdate(): LastUpdate {
    const since = sinceLastUpdate(this.timeline);
    const rollback = since.find((entry) => entry.event === 'Step' && entry.step === 'RollingBack');
    const ended = since.some((entry) => entry.event === 'EndpointStatus' && SETTLED.includes(entry.status));
    return {
      outcome: !ended ? undefined : rollback ? 'rolled back' : 'succeeded',
      reason: rollback?.message,
      alarmNames: alarmsIn(rollback?.message ?? ''),
    };
  }

  /** Lets time pass until the endpoint is neither being created nor updated, at most for the longest update that the service allows. */
  untilSettled(): this {
    for (let seconds = 0; !SETTLED.includes(this.status) && seconds < LIMITS.maximumExecutionTimeout.max; seconds += LOOK_EVERY_SECONDS) {
      this.world.clock.advance(LOOK_EVERY_SECONDS);
    }
    return this;
  }

  private get endpoint() {
    const endpoint = this.world.sagemaker.endpoints.get(this.name);
    if (!endpoint) {
      const names = [...this.world.sagemaker.endpoints.keys()].map((name) => `'${name}'`).join(', ');
      throw new Error(`there is no endpoint '${this.name}', there ${names === '' ? 'is none' : `are ${names}`}`);
    }
    return endpoint;
  }
}

/** From the entry that says that the last update started; a rollback in batches has a status of its own, but is part of it. */
function sinceLastUpdate(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  let start = entries.length;
  let settled = true;
  entries.forEach((entry, index) => {
    if (entry.event === 'EndpointStatus') {
      start = entry.status === 'Updating' && settled ? index : start;
      settled = SETTLED.includes(entry.status);
    }
  });
  return entries.slice(start);
}

/** Those that the reason of a rollback names: `alarms 'a', 'b' in ALARM state`. */
function alarmsIn(reason: string): string[] {
  const named = /: alarms? ('.+') in ALARM state/.exec(reason)?.[1];
  return named === undefined ? [] : named.slice(1, -1).split("', '");
}
