import { amount, lasting, list, record, share } from './schema-parts';

/** What comes in at an endpoint, as it is written in a scenario. */
export const TRAFFIC_SCHEMA = record('What comes in at each endpoint.', {
  requestsPerSecond: { ...amount('the rate, or the mean of the wave'), default: 10 },
  wave: record('A wave around the rate, which begins on the way up: the hours of a day, say.', {
    period: lasting('from crest to crest'),
    amplitude: share('how much more there is at the crest, and less in the trough, as a share of the rate'),
  }, ['period', 'amplitude']),
  spikes: list('Times in which there is more, or less.', record('one spike', {
    at: lasting('from the beginning of this traffic to the spike'),
    for: lasting('how long the spike is'),
    factor: amount('so many times as much; 0 is none at all'),
  }, ['at', 'for', 'factor'])),
  trace: {
    type: 'string',
    minLength: 1,
    description: 'Instead of all that, rates as they were measured: a CSV file beside this one with the columns time and requestsPerSecond. It is repeated after its end.',
  },
});
