import type { Point } from './measure';
import { sum } from '../rollout/sum';
import { fleetsOf, type Endpoint } from '../simulator/endpoint';
import { launchedInstancesIn, type Fleet } from '../simulator/fleet';
import type { TimelineEntry } from '../simulator/journal';
import type { World } from '../simulator/world';

/** An entry of an endpoint's timeline, in the words of people. */
export interface ObservedEntry {
  readonly endpointName: string;
  readonly entry: TimelineEntry;
  /** The entry's message with what people call each version in place of its config's name. */
  readonly message: string;
}

/** Looks at every endpoint of the simulated account whenever time has passed. */
export class Observer {
  /** By endpoint config: the endpoint, and what people call the version. */
  private readonly fleets = new Map<string, { readonly endpointName: string; readonly label: string }>();
  /** By endpoint: how many entries have been told, and how many there were when the current deployment began. */
  private readonly told = new Map<string, number>();
  private began = new Map<string, number>();
  /** By endpoint config and variant: how many instances there were from each time on. */
  private readonly instances = new Map<string, Point[]>();
  private deploying = '';
  private peak = 0;

  constructor(private readonly world: () => World, private readonly onEntry: (entry: ObservedEntry) => void = () => {}) {}

  /** From now on what appears belongs to this version. */
  begin(label: string): void {
    this.deploying = label;
    this.peak = 0;
    this.began = new Map(this.told);
  }

  look(): void {
    for (const endpoint of this.endpoints()) {
      const fleets = [endpoint.fleet, ...(endpoint.deployment ? [endpoint.deployment.green] : [])];
      fleets.filter(({ config }) => !this.fleets.has(config.name))
        .forEach(({ config }) => this.fleets.set(config.name, { endpointName: endpoint.name, label: this.deploying }));
      this.count(fleets);
      this.peak = Math.max(this.peak, sum(fleetsOf(endpoint).map(launchedInstancesIn)));
      const timeline = this.timeline(endpoint.name);
      const told = this.told.get(endpoint.name) ?? 0;
      this.told.set(endpoint.name, timeline.length);
      for (const entry of timeline.slice(told)) {
        this.onEntry({ endpointName: endpoint.name, entry, message: this.inWords(entry.message) });
      }
    }
  }

  endpointNames(): string[] {
    return [...this.told.keys()];
  }

  timeline(endpointName: string): readonly TimelineEntry[] {
    return this.world().journal.timeline(endpointName) ?? [];
  }

  /** The configs that an endpoint has been on or was to be updated to, in that order. */
  fleetsOf(endpointName: string): Array<{ readonly endpointConfigName: string; readonly label: string }> {
    const fleets = [...this.fleets].filter(([, fleet]) => fleet.endpointName === endpointName);
    return fleets.map(([endpointConfigName, { label }]) => ({ endpointConfigName, label }));
  }

  inWords(text: string): string {
    // The longest first: one name may be the beginning of another.
    const names = [...this.fleets].sort(([left], [right]) => right.length - left.length);
    return names.reduce((words, [endpointConfigName, { label }]) => words.replaceAll(endpointConfigName, label), text);
  }

  /** Whether the service took an update back since the current deployment began. */
  rolledBack(): boolean {
    return this.sinceBegin().some((entry) => entry.event === 'Step' && entry.step === 'RollingBack');
  }

  /** The alarms that went off since the current deployment began. */
  alarmsGoneOff(): string[] {
    return [...new Set(this.sinceBegin().flatMap((entry) => (entry.event === 'AlarmState' && entry.to === 'ALARM' ? [entry.alarmName] : [])))];
  }

  /** The most instances that an endpoint had launched at the same time since the current deployment began, healthy or not. */
  peakInstances(): number {
    return this.peak;
  }

  /** Of all endpoints, those that were deleted and made anew included. */
  totals(): { readonly requests: number; readonly failed: number } {
    const fleets = Object.values(this.world().traffic.counts.everServed);
    return {
      requests: sum(fleets.map(({ requests }) => requests)),
      failed: sum(fleets.map(({ serverErrors }) => serverErrors)),
    };
  }

  /** The instances of a fleet's variant, from each time on. */
  instancesOf(endpointConfigName: string, variantName: string): readonly Point[] {
    return this.instances.get(`${endpointConfigName}/${variantName}`) ?? [];
  }

  /** Requests that the fleets of a version got. */
  requestsTo(label: string): number {
    const fleets = Object.entries(this.world().traffic.counts.everServed);
    return sum(fleets.filter(([endpointConfigName]) => this.fleets.get(endpointConfigName)?.label === label).map(([, { requests }]) => requests));
  }

  private count(fleets: readonly Fleet[]): void {
    const time = this.world().clock.now;
    const now = new Map<string, number>(fleets.flatMap(({ config, variants }) =>
      variants.map(({ variant, instances }) => [`${config.name}/${variant.VariantName}`, instances] as const)));
    const gone = [...this.instances.keys()].filter((key) => !now.has(key) && this.belongsTo(key, fleets));
    for (const [key, value] of [...now, ...gone.map((fleet) => [fleet, 0] as const)]) {
      const points = this.instances.get(key) ?? [];
      if (points.at(-1)?.value !== value) {
        this.instances.set(key, [...points, { time, value }]);
      }
    }
  }

  /** Whether a fleet is of the same endpoint as these. */
  private belongsTo(key: string, fleets: readonly Fleet[]): boolean {
    const endpointOf = (endpointConfigName: string): string | undefined => this.fleets.get(endpointConfigName)?.endpointName;
    return fleets.some(({ config }) => endpointOf(config.name) === endpointOf(key.split('/')[0]));
  }

  private sinceBegin(): TimelineEntry[] {
    return this.endpointNames().flatMap((name) => this.timeline(name).slice(this.began.get(name) ?? 0));
  }

  private endpoints(): Endpoint[] {
    return [...this.world().sagemaker.endpoints.values()];
  }
}
