import type { DeploymentConfig, EndpointStatus, Tag } from '@aws-sdk/client-sagemaker';
import { variantOf } from './fleet';
import type { Fleet, VariantFleet } from './fleet';
import { sum } from '../rollout/sum';

export interface Endpoint {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: Date;
  readonly tags: Tag[];
  lastModifiedTime: Date;
  status: EndpointStatus;
  failureReason?: string;
  /** The fleet of the config that the endpoint is on: the blue fleet while an update is in progress. */
  fleet: Fleet;
  /** Given with the create or the last update, for updates that ask to reuse it. */
  lastDeploymentConfig?: DeploymentConfig;
  /** The update in progress. */
  deployment?: EndpointDeployment;
  /** What an update left serving whose rollback failed, until another update has replaced it. */
  remains?: Remains;
}

export interface NewStatus {
  readonly status: EndpointStatus;
  /** For the timeline. */
  readonly message: string;
  /** Given when the status is the end of something that failed. */
  readonly failureReason?: string;
}

/** What others see of an update in progress. */
export interface EndpointDeployment {
  readonly green: Fleet;
  readonly startTime: Date;
  /** Of the alarms that guard the update. */
  readonly alarmNames: readonly string[];
  /** Where green's part of a variant's requests goes. */
  greenRoute(variantName: string): Route | undefined;
  /** Rolls back if an alarm that guards the update is in ALARM; says whether it did. */
  lookAtAlarms(): boolean;
}

/** The green instances that blue ones could not be launched again for. */
export interface Remains {
  readonly fleet: Fleet;
  /** Of the traffic of each of its variants, 0 to 1. */
  readonly share: number;
}

/** Where a part of an endpoint's requests goes. */
export interface Route {
  readonly fleet: Fleet;
  readonly variant: VariantFleet;
  /** 0 to 1; the shares of an endpoint's routes add up to 1. */
  readonly share: number;
  /** The instances whose traffic is turned on, where it is not all of them. */
  readonly activeInstances?: number;
}

const SERVING: readonly EndpointStatus[] = ['InService', 'Updating', 'SystemUpdating', 'RollingBack', 'UpdateRollbackFailed'];

export function isServing(endpoint: Endpoint): boolean {
  return SERVING.includes(endpoint.status);
}

/**
 * Where requests go at this moment: by the variants' weights, and within a variant by each fleet's share.
 *
 * Empty when nothing serves: the endpoint is not in service yet or any more, or all weights are zero.
 */
export function routesOf(endpoint: Endpoint): Route[] {
  const total = sum(endpoint.fleet.variants.map(({ weight }) => weight));
  if (!isServing(endpoint) || total === 0) {
    return [];
  }
  return endpoint.fleet.variants
    .filter(({ weight }) => weight > 0)
    .flatMap((variant) => routesWithin(endpoint, variant).map((route) => ({ ...route, share: route.share * (variant.weight / total) })));
}

/** The routes of a request that names its variant, whatever the variant's weight. */
export function routesWithin(endpoint: Endpoint, blue: VariantFleet): Route[] {
  const green = endpoint.deployment?.greenRoute(blue.variant.VariantName);
  const rest = 1 - (green?.share ?? 0);
  const remaining = remainingRoute(endpoint, blue, rest);
  const routes: Route[] = [
    { fleet: endpoint.fleet, variant: blue, share: rest - (remaining?.share ?? 0) },
    ...(remaining ? [remaining] : []),
    ...(green ? [green] : []),
  ];
  return routes.filter(({ share }) => share > 0);
}

function remainingRoute({ remains }: Endpoint, blue: VariantFleet, share: number): Route | undefined {
  const variant = remains && variantOf(remains.fleet, blue.variant.VariantName);
  return variant && { fleet: remains.fleet, variant, share: share * remains.share };
}

/** All the fleets that an endpoint has: the one it is on, what a failed rollback left, and the one of an update in progress. */
export function fleetsOf({ fleet, remains, deployment }: Endpoint): Fleet[] {
  return [fleet, ...(remains ? [remains.fleet] : []), ...(deployment ? [deployment.green] : [])];
}

/** Each fleet's share of the traffic by its config's name; fleets without traffic included. */
export function sharesOf(endpoint: Endpoint): Record<string, number> {
  const shares: Record<string, number> = Object.fromEntries(fleetsOf(endpoint).map(({ config }) => [config.name, 0]));
  for (const { fleet, share } of routesOf(endpoint)) {
    shares[fleet.config.name] += share;
  }
  return shares;
}
