import type { IConstruct } from 'constructs';
import { roundedShare, rounding } from './rounded-share';
import { inform, warn, type EndpointRule } from './rule';
import { timeoutShorterThanRollout } from './timeout-shorter-than-rollout';
import { variantNamedAfterVersion } from './variant-named-after-version';
import type { GuardedRollout } from '../guarded-rollout';

/** Updates that will probably not go as they are meant to, by the id of the rule. */
const DOUBTFUL_UPDATES: Readonly<Record<string, EndpointRule>> = {
  'rounded-share': roundedShare,
  'timeout-shorter-than-rollout': timeoutShorterThanRollout,
  'variant-named-after-version': variantNamedAfterVersion,
};

export function warnOfDoubtfulUpdate(scope: IConstruct, rollout: GuardedRollout): void {
  for (const [id, rule] of Object.entries(DOUBTFUL_UPDATES)) {
    rule(rollout).forEach((message) => warn(scope, id, message));
  }
  rounding(rollout).forEach((message) => inform(scope, 'rounding', message));
}
