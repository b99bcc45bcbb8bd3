import { amount, duration, lasting, list, record, share } from './schema-parts';

const rates = {
  errorRate: share('share of the requests answered with a 5XX status'),
  clientErrorRate: share('share of the requests answered with a 4XX status'),
  latencyMs: record('a lognormal distribution by two of its quantiles, in milliseconds', {
    p50: { type: 'number', exclusiveMinimum: 0 },
    p99: { type: 'number', exclusiveMinimum: 0 },
  }, ['p50', 'p99']),
};

/** How a model answers, as it is written in a scenario. */
export const BEHAVIOUR_SCHEMA = record('How a model answers; what is left out is healthy.', {
  ...rates,
  later: list('What changes once its fleet has taken traffic for so long: a warm-up that is over, errors that come late.',
    record('what is other than before', { after: lasting('since its fleet first took traffic'), ...rates }, ['after'])),
  growth: record('What grows as long as its fleet takes traffic, such as a memory leak.', {
    latencyFactorPerHour: { type: 'number', minimum: 1, description: 'so many times the latency of an hour ago' },
    errorRatePerHour: amount('so much more of the requests fail than an hour ago; 0.1 is 10 %'),
  }),
  capacity: {
    type: 'number', exclusiveMinimum: 0, description: 'Requests a second that one instance can answer: latency grows as they are approached, and what is beyond fails.',
  },
  crashLoop: record('Each instance is down for so long, again and again.', { every: duration, down: duration }, ['every', 'down']),
  classes: list('Kinds of requests that are answered differently.', record('one kind', { share: share('share of all requests'), ...rates }, ['share'])),
  metrics: list('Metrics of your own: what the container, or the app that calls it, publishes of each answer.', record('one metric', {
    namespace: { type: 'string', minLength: 1 },
    metricName: { type: 'string', minLength: 1 },
    dimensions: { type: 'object', additionalProperties: { type: 'string' }, description: 'as the alarm has them; none if left out' },
    value: { type: 'number', description: 'of each request that is answered without an error' },
    unit: { type: 'string', minLength: 1, description: 'such as Percent; None if left out' },
  }, ['namespace', 'metricName', 'value'])),
  answer: { description: 'What it answers golden requests with, as JSON; unless given, which model, variant and config it is.' },
  targets: {
    type: 'object',
    description: 'What is other of a container that requests ask by its hostname, or of one of many models in a container (TargetModel), by that name.',
    additionalProperties: record('one of them', { ...rates, answer: { description: 'what it answers golden requests with, as JSON' } }),
  },
  provisioning: record('How its instances launch.', {
    takes: lasting('instead of the scenario\'s `provisioning`'),
    failure: { type: 'string', minLength: 1, description: 'Why they never become healthy; they do if it is left out.' },
  }),
});
