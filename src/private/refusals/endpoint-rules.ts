import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { checkScalableTargets } from './autoscaling-reset';
import { endpointNamedAfterVersion } from './endpoint-named-after-version';
import { lastStepUnwatched } from './last-step-unwatched';
import { roundedShare, rounding } from './rounded-share';
import { inform, warn, type EndpointRule } from './rule';
import { slowRollback } from './slow-rollback';
import { timeoutShorterThanRollout } from './timeout-shorter-than-rollout';
import { variantNamedAfterVersion } from './variant-named-after-version';
import type { GuardedRollout } from '../guarded-rollout';

/** Updates that will probably not go as they are meant to, by the id of the rule. */
const DOUBTFUL_UPDATES: Readonly<Record<string, EndpointRule>> = {
  'endpoint-named-after-version': endpointNamedAfterVersion,
  'last-step-unwatched': lastStepUnwatched,
  'rounded-share': roundedShare,
  'slow-rollback': slowRollback,
  'timeout-shorter-than-rollout': timeoutShorterThanRollout,
  'variant-named-after-version': variantNamedAfterVersion,
};

export function warnOfDoubtfulUpdate(scope: IConstruct, resource: CfnResource, rollout: GuardedRollout): void {
  for (const [id, rule] of Object.entries(DOUBTFUL_UPDATES)) {
    rule(rollout).forEach((message) => warn(scope, id, message));
  }
  checkScalableTargets(scope, resource, rollout);
  rounding(rollout).forEach((message) => inform(scope, 'rounding', message));
}
