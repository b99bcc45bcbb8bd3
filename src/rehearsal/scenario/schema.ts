import { BOUND_PATTERN } from './bound';
import { DURATION_PATTERN } from './duration';

const duration = { type: 'string', pattern: DURATION_PATTERN, description: 'such as 90s, 10m or 1h30m' };
const bound = (what: string): object => ({
  description: `${what}: a number, or a bound such as "<500", "<=6", ">0"`,
  oneOf: [{ type: 'number', minimum: 0 }, { type: 'string', pattern: BOUND_PATTERN }],
});
const share = (what: string): object => ({ type: 'number', minimum: 0, maximum: 1, description: `${what}, 0 to 1` });

const behaviour = {
  type: 'object',
  additionalProperties: false,
  description: 'How a model answers; what is left out is healthy.',
  properties: {
    errorRate: share('share of the requests answered with a 5XX status'),
    clientErrorRate: share('share of the requests answered with a 4XX status'),
    latencyMs: {
      type: 'object',
      additionalProperties: false,
      required: ['p50', 'p99'],
      description: 'a lognormal distribution by two of its quantiles, in milliseconds',
      properties: { p50: { type: 'number', exclusiveMinimum: 0 }, p99: { type: 'number', exclusiveMinimum: 0 } },
    },
  },
};

/** The form of a scenario file, as JSON schema: what editors complete by, and what a file is checked against. */
export const SCENARIO_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A rehearsal\'s scenario',
  type: 'object',
  additionalProperties: false,
  required: ['versions'],
  properties: {
    seed: { type: 'integer', minimum: 0, default: 1, description: 'The same seed gives the same numbers.' },
    traffic: {
      type: 'object',
      additionalProperties: false,
      description: 'What comes in at the endpoint, from its first deployment on.',
      properties: { requestsPerSecond: { type: 'number', minimum: 0, default: 10 } },
    },
    settle: { ...duration, default: '10m', description: 'How long each version is left alone after its deployment.' },
    provisioning: { ...duration, default: '4m', description: 'From asking for instances to their being healthy.' },
    metricDelay: { ...duration, default: '60s', description: 'From the end of a minute to its datapoint being visible to alarms.' },
    versions: {
      type: 'array',
      minItems: 1,
      description: 'Deployed one after the other; the first creates the stack.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name'],
        properties: {
          name: { type: 'string', minLength: 1 },
          behaviour,
          images: { type: 'object', additionalProperties: behaviour, description: 'Behaviour by image, or the beginning of one.' },
          expect: {
            type: 'object',
            additionalProperties: false,
            properties: {
              outcome: { enum: ['inService', 'rolledBack', 'failed'] },
              within: duration,
              alarm: { type: 'string', minLength: 1, description: 'The alarm that rolls the update back.' },
              failedRequests: bound('Requests answered with a 5XX status'),
              peakInstances: bound('Instances of the endpoint at the same time'),
            },
          },
        },
      },
    },
  },
};
