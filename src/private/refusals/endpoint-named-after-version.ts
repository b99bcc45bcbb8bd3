import { Token } from 'aws-cdk-lib';
import type { EndpointRule } from './rule';
import { COMMITS_AND_TIMES } from './variant-named-after-version';

/** Warns of an endpoint whose name looks like that of one build, which the next one would not have: it would be a new endpoint, and nothing guards a create. */
export const endpointNamedAfterVersion: EndpointRule = ({ givenName }) =>
  (givenName !== undefined && !Token.isUnresolved(givenName) && COMMITS_AND_TIMES.some((form) => form.test(givenName))
    ? [`endpointName is '${givenName}', which seems to be made for one version, but an endpoint with another name is a new one: it is created without a guard, and the old one is deleted after it; `
      + 'use a name that stays']
    : []);
