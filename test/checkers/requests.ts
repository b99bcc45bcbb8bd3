import type { GetMetricStatisticsOutput } from '@aws-sdk/client-cloudwatch';

/** What one fleet served, as the simulator counts it. */
export interface Served {
  readonly requests: number;
  readonly serverErrors: number;
  readonly clientErrors: number;
}

export interface Account {
  readonly variants: readonly string[];
  readonly totals: Readonly<Record<string, Served>>;
  /** The sum of a metric of a variant, of one config's fleet or of all, over all time. */
  readonly sumOf: (metricName: string, variantName: string, endpointConfigName?: string) => number;
}

/** Every request that was served was published once, for its fleet and for the variant; and it failed in one way at most. */
export function requestFaults({ variants, totals, sumOf }: Account): string[] {
  const all = (metricName: string, config?: string) => variants.reduce((total, variant) => total + sumOf(metricName, variant, config), 0);
  const counted = (count: (one: Served) => number) => Object.values(totals).reduce((total, one) => total + count(one), 0);
  return [
    ...Object.entries(totals).flatMap(([config, { requests, serverErrors, clientErrors }]) => [
      ...differing(`requests to '${config}'`, requests, all('Invocations', config)),
      ...differing(`5XX errors of '${config}'`, serverErrors, all('Invocation5XXErrors', config)),
      ...differing(`4XX errors of '${config}'`, clientErrors, all('Invocation4XXErrors', config)),
      ...(serverErrors + clientErrors > requests ? [`'${config}' failed ${serverErrors + clientErrors} of ${requests} requests`] : []),
    ]),
    ...differing('requests to all fleets', counted(({ requests }) => requests), all('Invocations')),
    ...differing('5XX errors of all fleets', counted(({ serverErrors }) => serverErrors), all('Invocation5XXErrors')),
  ];
}

export function sumIn({ Datapoints = [] }: GetMetricStatisticsOutput): number {
  return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
}

function differing(what: string, served: number, published: number): string[] {
  return served === published ? [] : [`${what}: ${served} were served, ${published} are in the metrics`];
}
