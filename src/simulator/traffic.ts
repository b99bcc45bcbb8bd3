import { answersAt } from './answers';
import type { Answers } from './answers';
import { ServiceError, validationException } from './api/service-error';
import { routesOf } from './endpoint';
import type { Endpoint, Route } from './endpoint';
import type { Fleet } from './fleet';
import { drawLatencies } from './latency';
import type { Metrics } from './metrics';
import type { Latency, ModelBehaviour } from './model-behaviour';
import type { Models } from './models';
import { publishOwn } from './own-metrics';
import { instanceIdsOf, isDue, publishingOf } from './publishing';
import type { Random, RandomStream } from './random';
import { RequestCounts } from './request-counts';
import type { RequestTotals } from './request-counts';
import { publishByInstance, publishRequests } from './request-metrics';
import type { Requests } from './request-metrics';
import { split } from './split';
import { expectedRequests, rateAt } from './traffic-pattern';
import type { TrafficPattern } from './traffic-pattern';

/** What traffic needs of the rest of the world. */
export interface TrafficWorld {
  readonly clock: { readonly now: Date };
  readonly random: Random;
  readonly cloudwatch: { readonly metrics: Metrics };
  readonly sagemaker: { readonly endpoints: ReadonlyMap<string, Endpoint>; readonly models: Models };
}

interface Load {
  readonly pattern: TrafficPattern;
  /** When the pattern was set, in milliseconds. */
  readonly since: number;
  /** Up to when the requests have been drawn, in milliseconds. */
  settledUntil: number;
}

/** Chosen: SageMaker's own part of a request's time; it is not documented. */
export const OVERHEAD: Latency = { p50: 2, p99: 6 };

/**
 * The requests that endpoints get.
 *
 * They are drawn per interval, not one by one: an interval ends with each minute, or as often as metrics are published,
 * and with each change of anything that decides where requests go or how they are answered. So a thousand requests a
 * second cost as much as one.
 */
export class Traffic {
  readonly counts = new RequestCounts();
  private readonly loads = new Map<string, Load>();
  /** When each fleet took its first request, in milliseconds. */
  private readonly servingSince = new WeakMap<Fleet, number>();

  constructor(private readonly world: TrafficWorld) {}

  setRate(endpointName: string, rate: number | TrafficPattern): void {
    const pattern = typeof rate === 'object' ? rate : { requestsPerSecond: rate };
    const { requestsPerSecond } = pattern;
    if (typeof requestsPerSecond !== 'number' || !Number.isFinite(requestsPerSecond) || requestsPerSecond < 0) {
      throw validationException(`requestsPerSecond is ${JSON.stringify(requestsPerSecond)}; use a number of at least 0`);
    }
    const endpoint = this.world.sagemaker.endpoints.get(endpointName);
    if (!endpoint) {
      throw new ServiceError('ResourceNotFound', `there is no endpoint '${endpointName}' to send requests to; create it first`, 404);
    }
    this.settle(endpoint);
    const now = this.world.clock.now.getTime();
    this.loads.set(endpointName, { pattern, since: now, settledUntil: now });
  }

  rateOf(endpointName: string): number {
    const load = this.loads.get(endpointName);
    return load ? rateAt(load.pattern, (this.world.clock.now.getTime() - load.since) / 1000) : 0;
  }

  /** Draws the requests up to now under what has held since the last time; to be called before anything about them changes. */
  settle(endpoint: Endpoint): void {
    const load = this.loads.get(endpoint.name);
    const now = this.world.clock.now.getTime();
    if (!load || load.settledUntil === now) {
      return;
    }
    const started = new Date(load.settledUntil);
    const seconds = (now - load.settledUntil) / 1000;
    const expected = expectedRequests(load.pattern, (load.settledUntil - load.since) / 1000, (now - load.since) / 1000);
    load.settledUntil = now;
    const random = this.world.random.stream(`traffic:${endpoint.name}`);
    this.arrive(endpoint, random, { time: started, seconds, count: random.poisson(expected) });
  }

  /** Draws what is published at this time, in milliseconds. */
  settleDue(time: number): void {
    this.world.sagemaker.endpoints.forEach((endpoint) => isDue(publishingOf(endpoint), time) && this.settle(endpoint));
  }

  settleAll(): void {
    this.world.sagemaker.endpoints.forEach((endpoint) => this.settle(endpoint));
  }

  /** The endpoint is created, perhaps in the place of another one of its name. */
  begin(endpointName: string): void {
    this.counts.begin(endpointName);
  }

  /** The endpoint is gone, and its traffic with it. */
  stop(endpointName: string): void {
    this.loads.delete(endpointName);
  }

  private arrive(endpoint: Endpoint, random: RandomStream, { time, seconds, count }: Omit<Served, 'route'>): void {
    const routes = routesOf(endpoint);
    if (routes.length === 0) {
      this.counts.countUnserved(endpoint.name, count);
      return;
    }
    split(random, routes, count).forEach((taken, index) => this.serve(endpoint, random, { route: routes[index], time, seconds, count: taken }));
  }

  private serve(endpoint: Endpoint, random: RandomStream, { route, time, count, seconds }: Served): void {
    if (count === 0) {
      return;
    }
    const counted = (totals: RequestTotals) => this.counts.count(endpoint.name, route.fleet.config.name, totals);
    this.answer(endpoint, random, { route, time, count, seconds, counted });
    this.mirror(endpoint, { route, time, count, seconds });
  }

  /**
   * Sends copies of requests on a route to the shadow variant of its fleet; what it answers shows in its own metrics only.
   *
   * Documented: it answers nobody. Inferred: the share that is copied is its weight over the production variant's.
   * https://docs.aws.amazon.com/sagemaker/latest/dg/shadow-tests-create.html
   */
  mirror(endpoint: Endpoint, { route, time, count, seconds }: Served): void {
    const { fleet, variant } = route;
    const { shadow } = fleet;
    if (!shadow || shadow.instances === 0 || variant.weight === 0) {
      return;
    }
    // A stream of its own: a shadow variant leaves what the production variant does as it is.
    const random = this.world.random.stream(`shadow:${endpoint.name}`);
    const copies = random.binomial(count, Math.min(1, shadow.weight / variant.weight));
    if (copies > 0) {
      this.answer(endpoint, random, { route: { fleet, variant: shadow, share: 1 }, time, count: copies, seconds });
    }
  }

  private answer(endpoint: Endpoint, random: RandomStream, { route, time, count, seconds, counted }: Served): void {
    const answers = this.answersOf(route, time, { count, seconds });
    split(random, answers, count).forEach((inClass, index) => {
      const { container } = answers[index];
      const { metrics: own = [] } = this.world.sagemaker.models.behaviourOf(route.variant.model, container);
      const { serverErrors, clientErrors } = errorsAmong(random, answers[index], inClass);
      counted?.({ requests: inClass, serverErrors, clientErrors });
      publishOwn(this.world.cloudwatch.metrics, own, { time, answered: inClass - serverErrors - clientErrors });
      this.publish(endpoint, {
        route,
        time,
        containerName: container,
        count: inClass,
        serverErrors,
        clientErrors,
        // Chosen: a request that fails takes as long as one that does not.
        modelLatency: drawLatencies(random, answers[index].latencyMs, inClass),
        overheadLatency: drawLatencies(random, OVERHEAD, inClass),
      });
    });
  }

  /** Publishes what became of requests, as often as the endpoint's config has it. */
  publish(endpoint: Endpoint, requests: Omit<Requests, 'endpointName' | 'interval'>): void {
    const { interval, byInstance } = publishingOf(endpoint);
    const published = { ...requests, endpointName: endpoint.name, interval };
    publishRequests(this.world.cloudwatch.metrics, published);
    if (byInstance) {
      const { variant, activeInstances = variant.instances } = requests.route;
      const ids = instanceIdsOf(endpoint, variant, Math.max(1, activeInstances), this.world.clock.now);
      // A stream of its own: what is told of instances leaves everything else as it is.
      publishByInstance(this.world.cloudwatch.metrics, this.world.random.stream(`instances:${endpoint.name}`), published, ids);
    }
  }

  /** How the model on a route answers in an interval that starts at a time; without an interval, at that time, perhaps by one that is asked for. */
  answersOf(route: Route, time: Date, { count, seconds, target }: Asked = { count: 0, seconds: 0 }): Answers[] {
    const since = this.servingSince.get(route.fleet) ?? time.getTime();
    this.servingSince.set(route.fleet, since);
    const { variant: { model, instances }, activeInstances = instances } = route;
    const load = seconds === 0 ? 0 : count / seconds / Math.max(1, activeInstances);
    const secondsServing = (time.getTime() - since) / 1000 + seconds / 2;
    const answers = (requestsPerSecondPerInstance: number, asked?: string) =>
      answersAt(this.world.sagemaker.models.behaviourOf(model, asked), { secondsServing, requestsPerSecondPerInstance });
    const { containerBehaviours: { size } } = model;
    if (size === 0 || target !== undefined) {
      return answers(load, target);
    }
    // Chosen: of containers that are asked one by one, each gets an even share.
    return [...model.containerBehaviours.keys()]
      .flatMap((container) => answers(load / size, container).map((one) => ({ ...one, share: one.share / size, container })));
  }
}

interface Asked {
  readonly count: number;
  readonly seconds: number;
  /** A container's hostname, or one of the models that a container loads. */
  readonly target?: string;
}

export interface Served {
  readonly route: Route;
  readonly time: Date;
  readonly count: number;
  /** How long the interval was. */
  readonly seconds: number;
  /** Told of the answers, where they count as the endpoint's. */
  readonly counted?: (totals: RequestTotals) => void;
}

function errorsAmong(random: RandomStream, behaviour: Pick<ModelBehaviour, 'errorRate' | 'clientErrorRate'>, requests: number): { serverErrors: number; clientErrors: number } {
  const serverErrors = random.binomial(requests, behaviour.errorRate);
  const otherwise = 1 - behaviour.errorRate;
  const clientErrors = otherwise > 0 ? random.binomial(requests - serverErrors, Math.min(1, behaviour.clientErrorRate / otherwise)) : 0;
  return { serverErrors, clientErrors };
}
