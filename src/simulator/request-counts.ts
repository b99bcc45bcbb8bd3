/** Requests of one endpoint config's fleet. */
export interface RequestTotals {
  readonly requests: number;
  readonly serverErrors: number;
  readonly clientErrors: number;
}

const NONE: RequestTotals = { requests: 0, serverErrors: 0, clientErrors: 0 };

type ByConfig = Map<string, RequestTotals>;

/**
 * How many requests endpoints were sent, and what became of them.
 *
 * An endpoint's own counts begin anew with an endpoint of the same name, as those of CloudWatch's metrics do not.
 */
export class RequestCounts {
  private readonly byEndpoint = new Map<string, ByConfig>();
  private readonly unserved = new Map<string, number>();
  private readonly ever: ByConfig = new Map();

  /** The endpoint is created: what there was of another one of its name is not its own. */
  begin(endpointName: string): void {
    this.byEndpoint.delete(endpointName);
    this.unserved.delete(endpointName);
  }

  count(endpointName: string, endpointConfigName: string, more: RequestTotals): void {
    const own = this.byEndpoint.get(endpointName) ?? new Map<string, RequestTotals>();
    this.byEndpoint.set(endpointName, own);
    [own, this.ever].forEach((totals) => totals.set(endpointConfigName, added(totals.get(endpointConfigName) ?? NONE, more)));
  }

  countUnserved(endpointName: string, requests: number): void {
    this.unserved.set(endpointName, this.unservedBy(endpointName) + requests);
  }

  /** By endpoint config, since the endpoint was created; also of one that is gone. */
  totalsOf(endpointName: string): Record<string, RequestTotals> {
    return copied(this.byEndpoint.get(endpointName));
  }

  /** By endpoint config, of all endpoints that there ever were. */
  get everServed(): Record<string, RequestTotals> {
    return copied(this.ever);
  }

  /** Requests that found nobody to serve them: before and after service, or while all weights are zero. They show in no metric. */
  unservedBy(endpointName: string): number {
    return this.unserved.get(endpointName) ?? 0;
  }
}

function added(before: RequestTotals, more: RequestTotals): RequestTotals {
  return {
    requests: before.requests + more.requests,
    serverErrors: before.serverErrors + more.serverErrors,
    clientErrors: before.clientErrors + more.clientErrors,
  };
}

function copied(totals: ByConfig = new Map()): Record<string, RequestTotals> {
  return Object.fromEntries([...totals].map(([configName, one]) => [configName, { ...one }]));
}
