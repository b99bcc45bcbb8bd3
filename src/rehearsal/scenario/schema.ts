import { BEHAVIOUR_SCHEMA } from './behaviour-schema';
import { bound, lasting, list, record } from './schema-parts';
import { TRAFFIC_SCHEMA } from './traffic-schema';

const behaviour = { $ref: '#/definitions/behaviour' };
const traffic = { $ref: '#/definitions/traffic' };

const expectations = record('What has to come of it; what is left out may be anything.', {
  outcome: { enum: ['inService', 'rolledBack', 'failed'], description: 'The new version serves, the service took it back, or it failed in another way.' },
  within: lasting('the deployment is over within'),
  alarm: { type: 'string', minLength: 1, description: 'The name of an alarm that goes off.' },
  failedRequests: bound('Requests answered with a 5XX status until the deployment was over'),
  requestsToNewVersion: bound('Requests that this version got until then'),
  peakInstances: bound('Instances of the endpoint at the same time, healthy or being launched'),
  serving: { type: 'string', minLength: 1, description: 'The name of the version that serves afterwards.' },
});

const version = record('A version of the models, deployed.', {
  name: { type: 'string', minLength: 1 },
  behaviour: { ...behaviour, description: 'Of every model that neither `images` nor `models` has.' },
  images: { type: 'object', additionalProperties: behaviour, description: 'Behaviour by image, or the beginning of one.' },
  models: { type: 'object', additionalProperties: behaviour, description: 'Behaviour by model: its logical id, or its name in the template.' },
  traffic: { ...traffic, description: 'Instead of the scenario\'s, from the beginning of this deployment on.' },
  expect: expectations,
}, ['name']);

/** The form of a scenario file, as JSON schema: what editors complete by, and what a file is checked against. */
export const SCENARIO_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A rehearsal\'s scenario',
  ...record('Traffic, how each version of the models behaves, and what is expected to come of it.', {
    seed: { type: 'integer', minimum: 0, default: 1, description: 'The same seed gives the same numbers.' },
    traffic: { ...traffic, description: 'From the first deployment of each endpoint on.' },
    settle: { ...lasting('how long each version is left alone after its deployment'), default: '10m' },
    provisioning: { ...lasting('from asking for instances to their being healthy'), default: '4m' },
    metricDelay: { ...lasting('from the end of a minute to its datapoint being visible to alarms'), default: '60s' },
    parameters: {
      type: 'object',
      additionalProperties: { type: ['string', 'number'] },
      description: 'What the templates do not say: values of their parameters by name, of parameters in Systems Manager as ssm:/name, of other stacks\' exports as import:name.',
    },
    autoscaling: record('Every variant is scaled so, unless the template says how: target tracking of the requests that an instance gets.', {
      min: { type: 'integer', minimum: 1, description: 'instances' },
      max: { type: 'integer', minimum: 1, description: 'instances' },
      invocationsPerInstance: { type: 'number', exclusiveMinimum: 0, description: 'the target, per minute' },
      scaleOutCooldown: { ...lasting('from the end of one scaling out to the next'), default: '300s' },
      scaleInCooldown: { ...lasting('from the end of one scaling to the next scaling in'), default: '300s' },
    }, ['min', 'max', 'invocationsPerInstance']),
    simulator: record('What the services do not document.', {
      weightUpdate: { ...lasting('how long a change of weights takes'), default: '60s' },
      deletion: { ...lasting('how long an endpoint is being deleted'), default: '30s' },
      extraEvaluationPeriods: { type: 'integer', minimum: 0, default: 2, description: 'Periods that an alarm looks at beyond its evaluation periods.' },
      rollbackStatus: { enum: ['Updating', 'RollingBack'], default: 'Updating', description: 'An endpoint\'s status while an update is taken back in batches.' },
    }),
    versions: list('Deployed one after the other; the first creates the stack.', version),
  }, ['versions']),
  definitions: { behaviour: BEHAVIOUR_SCHEMA, traffic: TRAFFIC_SCHEMA },
};
