import { aws_sagemaker as sagemaker, Reference, Token, Tokenization } from 'aws-cdk-lib';
import type { EndpointRule } from './rule';
import { EXCLUSIONS_PAGE } from '../../rollout/limits';

/** What no two deployments have in common. */
export const COMMITS_AND_TIMES: readonly RegExp[] = [
  // build-118
  /(?:^|-)(?:build|commit|run)-?\d+$/i,
  // 1-4-2
  /(?:^|-)v?\d+-\d+-\d+$/,
  // 2026-11-20, 20261120, 2026-11
  /(?:^|\D)20\d{2}-?[01]\d(?:-?[0-3]\d)?(?:\D|$)/,
  // 9fceb02, and a time in seconds or milliseconds
  /(?:^|-)(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}$/,
  /\d{9,}$/,
];

const VERSIONS: readonly RegExp[] = [
  // v2, model-v1-3, Version7, build-118, release-4
  /(?:^|[-a-z])v\d+(?:-\d+)*$/i,
  /(?:version|release|rev(?:ision)?|build|epoch|run)-?\d+(?:-\d+)*$/i,
  ...COMMITS_AND_TIMES,
];

/** Warns of a variant whose name looks like that of a version: the next version would get another, and no guarded update leads there. */
export const variantNamedAfterVersion: EndpointRule = ({ fleet }) => fleet
  .filter(({ variantName }) => (Token.isUnresolved(variantName) ? isNameOfModel(variantName) : VERSIONS.some((form) => form.test(variantName))))
  .map(({ variantName }) => `${Token.isUnresolved(variantName) ? 'a variant that has the name of its model' : `variant '${variantName}'`} seems to be named after a version, but the service guards an update only where the new variants have the names `
    + `of the old ones (${EXCLUSIONS_PAGE}); use a name that stays, such as variantName: 'AllTraffic'`);

/** A model is replaced by each new version, and then has another name. */
function isNameOfModel(variantName: string): boolean {
  return Tokenization.reverseString(variantName).tokens.some((token) => Reference.isReference(token) && sagemaker.CfnModel.isCfnModel(token.target));
}
