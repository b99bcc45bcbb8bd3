import { ServiceError } from './api/service-error';
import { sagemakerArn } from './arns';
import { Autoscaling } from './autoscaling';
import { Clock } from './clock';
import { CloudWatch } from './cloudwatch';
import type { Container } from './container';
import { Events } from './events';
import { Journal } from './journal';
import type { TimelineEntry } from './journal';
import type { ModelBehaviour } from './model-behaviour';
import type { Model } from './models';
import { Random } from './random';
import type { RequestTotals } from './request-counts';
import { SageMaker } from './sagemaker';
import { settingsFrom } from './settings';
import type { Settings } from './settings';
import { Traffic } from './traffic';
import type { TrafficPattern } from './traffic-pattern';

export interface WorldOptions {
  /** The same seed, options and requests give the same run, byte for byte. @default 1 */
  readonly seed?: number;
  /** @default 2026-01-01T00:00:00Z */
  readonly startTime?: Date;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** @default '123456789012' */
  readonly accountId?: string;
  readonly settings?: Partial<Settings>;
}

/** One account in one region: SageMaker hosting and CloudWatch, on one clock. */
export class World {
  readonly seed: number;
  readonly region: string;
  readonly accountId: string;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly events: Events;
  readonly cloudwatch: CloudWatch;
  readonly sagemaker: SageMaker;
  readonly autoscaling: Autoscaling;
  readonly traffic: Traffic;
  /** The servers that stand behind models, where real ones do. */
  readonly containers = new WeakMap<Model, Container>();

  constructor(options: WorldOptions = {}) {
    this.seed = options.seed ?? 1;
    this.region = options.region ?? 'us-east-1';
    this.accountId = options.accountId ?? '123456789012';
    this.settings = settingsFrom(options.settings);
    this.clock = new Clock(options.startTime);
    this.random = new Random(this.seed);
    this.events = new Events(this);
    this.journal = new Journal(this.clock, (endpointName, entry) => this.events.note(endpointName, entry));
    this.cloudwatch = new CloudWatch(this.clock, this.settings, (alarm, from) => this.sagemaker.noteAlarm(alarm, from));
    this.sagemaker = new SageMaker(this);
    this.autoscaling = new Autoscaling(this);
    this.traffic = new Traffic(this);
    this.tick(10_000);
  }

  /** How a model answers from now on. What the behaviour leaves out is as by default: healthy. */
  setModelBehaviour(modelName: string, behaviour: unknown): ModelBehaviour {
    this.traffic.settleAll();
    return this.sagemaker.models.setModelBehaviour(modelName, behaviour);
  }

  /** How models answer that are created later with this image, or with one whose URI starts like this. */
  setImageBehaviour(image: string, behaviour: unknown): ModelBehaviour {
    return this.sagemaker.models.setImageBehaviour(image, behaviour);
  }

  /** How many requests an endpoint gets from now on. */
  setTraffic(endpointName: string, requestsPerSecond: number | TrafficPattern): void {
    this.traffic.setRate(endpointName, requestsPerSecond);
  }

  /** What happened to an endpoint, in order; also to one that is deleted. */
  timeline(endpointName: string): TimelineEntry[] {
    const timeline = this.journal.timeline(endpointName);
    if (!timeline) {
      throw new ServiceError('ResourceNotFound', `nothing has happened to an endpoint '${endpointName}': there never was one`, 404);
    }
    return timeline;
  }

  /**
   * The requests an endpoint served since it was created, by the name of the config whose fleet served them; also of one that was deleted.
   *
   * As of the last whole minute or change of traffic, whichever was later: looking draws nothing, so it changes nothing.
   */
  requestTotals(endpointName: string): Record<string, RequestTotals> {
    return this.traffic.counts.totalsOf(endpointName);
  }

  /** Requests that nobody served: the endpoint was not in service, or all its weights were zero. */
  unservedRequests(endpointName: string): number {
    return this.traffic.counts.unservedBy(endpointName);
  }

  arn(type: Parameters<typeof sagemakerArn>[1], name: string): string {
    return sagemakerArn(this, type, name);
  }

  /** Every ten seconds, at whole ones: first the requests of the interval that ended, then the alarms that watch them, then the updates that these guard; last, every minute, what scales. */
  private tick(step: number): void {
    const next = (Math.floor(this.clock.now.getTime() / step) + 1) * step;
    this.clock.at(new Date(next), () => {
      this.traffic.settleDue(next);
      if (next % 60_000 === 0) {
        this.cloudwatch.alarms.evaluate('everyMinute');
      }
      this.cloudwatch.alarms.evaluate('everyTenSeconds');
      this.sagemaker.lookAtAlarms();
      if (next % 60_000 === 0) {
        this.autoscaling.evaluate();
      }
      this.tick(step);
    });
  }
}
