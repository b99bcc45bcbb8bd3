import { Token } from 'aws-cdk-lib';
import type { EndpointRule } from './rule';
import { EXCLUSIONS_PAGE } from '../../rollout/limits';

const VERSION = /(?:^|[-a-z])v\d+(?:-\d+)*$/i;
const DATE = /(?:^|\D)20\d{2}-?[01]\d-?[0-3]\d(?:\D|$)/;
const COMMIT = /(?:^|-)(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}$/;

/** Warns of a variant whose name looks like that of a version: the next version would get another, and no guarded update leads there. */
export const variantNamedAfterVersion: EndpointRule = ({ fleet }) => fleet
  .filter(({ variantName }) => !Token.isUnresolved(variantName) && [VERSION, DATE, COMMIT].some((form) => form.test(variantName)))
  .map(({ variantName }) => `variant '${variantName}' seems to be named after a version, but the service guards an update only where the new variants have the names `
    + `of the old ones (${EXCLUSIONS_PAGE}); use a name that stays, such as variantName: 'AllTraffic'`);
