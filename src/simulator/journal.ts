/** What happened to an endpoint, in the order in which it happened, with the virtual time. */
export type TimelineEntry = StatusEntry | StepEntry | TrafficSplitEntry | AlarmEntry;

interface EntryBase {
  /** ISO 8601, virtual time. */
  readonly time: string;
  /** A sentence for a person. */
  readonly message: string;
}

/** The endpoint's own status changed, or the config it serves. */
export interface StatusEntry extends EntryBase {
  readonly event: 'EndpointStatus';
  readonly status: string;
  /** The config that the endpoint is on: the old one, until an update has succeeded. */
  readonly endpointConfigName: string;
  readonly failureReason?: string;
}

/** A fleet entered a step of a deployment. */
export interface StepEntry extends EntryBase {
  readonly event: 'Step';
  readonly step: 'Provisioning' | 'ActivatingTraffic' | 'Baking' | 'Terminating' | 'RollingBack';
  /** The config of the fleet that the step is about. */
  readonly endpointConfigName: string;
  readonly instances: number;
  /** How long it is going to take, where that is known. */
  readonly seconds?: number;
  /** The field of the deployment config that `seconds` comes from, for a bake. */
  readonly field?: 'WaitIntervalInSeconds' | 'TerminationWaitInSeconds';
}

/** Each fleet's share of the traffic from now on. */
export interface TrafficSplitEntry extends EntryBase {
  readonly event: 'TrafficSplit';
  /** By endpoint config name, 0 to 1; fleets without traffic included. */
  readonly shares: Readonly<Record<string, number>>;
}

/** An alarm on the endpoint, or one that guards it, changed its state. */
export interface AlarmEntry extends EntryBase {
  readonly event: 'AlarmState';
  readonly alarmName: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** An entry without its time, which the journal adds. */
export type NewEntry = TimelineEntry extends infer Entry ? Entry extends TimelineEntry ? Omit<Entry, 'time'> : never : never;

export type JournalListener = (endpointName: string, entry: TimelineEntry) => void;

/** Every endpoint's timeline; nothing in it is ever changed or taken out. */
export class Journal {
  private readonly timelines = new Map<string, TimelineEntry[]>();

  /** `onEntry` hears of each, once it is noted. */
  constructor(private readonly clock: { readonly now: Date }, private readonly onEntry: JournalListener = () => undefined) {}

  record(endpointName: string, entry: NewEntry): void {
    const timeline = this.timelines.get(endpointName) ?? [];
    const noted: TimelineEntry = { time: this.clock.now.toISOString(), ...entry };
    timeline.push(noted);
    this.timelines.set(endpointName, timeline);
    this.onEntry(endpointName, noted);
  }

  /** Also of an endpoint that has been deleted since. */
  timeline(endpointName: string): TimelineEntry[] | undefined {
    const timeline = this.timelines.get(endpointName);
    return timeline && [...timeline];
  }
}
