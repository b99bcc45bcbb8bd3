import type { VariantFleet } from './fleet';
import { isTokenNumber } from './token-number';
import { countsAllFleets, type WatchedMetric } from './watched-alarm';
import type { DeploymentConfig } from '../rollout/deployment-config';
import { planRollout, type RolloutPlan } from '../rollout/plan';

/** What a guardrail has to be judged against. */
export interface GuardedRollout {
  readonly endpointName: string;
  /** Whether the endpoint's name is given; only then can a metric be told to be of another one. */
  readonly named: boolean;
  /** Where it is not made from the construct's path. */
  readonly givenName?: string;
  readonly endpointConfigName: string;
  readonly updatePolicy: DeploymentConfig;
  /** Whether nothing is to roll it back. */
  readonly unguarded?: boolean;
  readonly fleet: readonly VariantFleet[];
  /** They publish metrics too. */
  readonly shadowVariantNames?: readonly string[];
  /** How often the service publishes the endpoint's metrics. */
  readonly metricIntervalSeconds: number;
  /** Whether requests wait in a queue, so that fewer metrics are published; absent where that is not known. */
  readonly asynchronous?: boolean;
  /** Expected of all variants together. */
  readonly requestsPerSecond?: number;
}

/** The variant that an invocation metric of this endpoint is about. */
export function variantOf({ endpointName, fleet }: GuardedRollout, { dimensions }: WatchedMetric): VariantFleet | undefined {
  return dimensions.EndpointName === endpointName ? fleet.find((variant) => variant.variantName === dimensions.VariantName) : undefined;
}

/** The steps of an update of one variant, unless tokens hide what they depend on. */
export function planFor(rollout: GuardedRollout, variant: VariantFleet): RolloutPlan | undefined {
  const known = PLANS.get(variant);
  if (known?.updatePolicy === rollout.updatePolicy) {
    return known.plan;
  }
  const plan = planned(rollout, variant);
  PLANS.set(variant, { updatePolicy: rollout.updatePolicy, plan });
  return plan;
}

/** Every rule asks for it. */
const PLANS = new WeakMap<VariantFleet, { readonly updatePolicy: DeploymentConfig; readonly plan?: RolloutPlan }>();

function planned({ updatePolicy }: GuardedRollout, { instanceCount }: VariantFleet): RolloutPlan | undefined {
  if (!Number.isInteger(instanceCount) || instanceCount < 1 || numbersIn(updatePolicy).some(isTokenNumber)) {
    return undefined;
  }
  return planRollout(updatePolicy, instanceCount);
}

/** All numbers in a value, however deep. */
export function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** Requests of a variant that one period of the first step's bake counts, if the traffic is known. */
export function requestsPerPeriod(rollout: GuardedRollout, metric: WatchedMetric, periodSeconds: number): number | undefined {
  const variant = variantOf(rollout, metric);
  const plan = variant && planFor(rollout, variant);
  if (!plan || rollout.requestsPerSecond === undefined || variant.trafficShare === undefined || isTokenNumber(periodSeconds)) {
    return undefined;
  }
  const green = countsAllFleets(metric) ? 1 : plan.steps[0].greenShare;
  // Without the noise of thirds, which would make 1000 requests fewer than 1000.
  return Number((rollout.requestsPerSecond * variant.trafficShare * green * periodSeconds).toPrecision(9));
}
