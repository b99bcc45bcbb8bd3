import { aws_applicationautoscaling as appscaling, Stack, Stage, type CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ScalableInstanceCount } from '../scalable-instance-count';

/** How few and how many instances of a variant a scalable target may leave, its schedule included. */
export interface ScaledVariant {
  readonly variantName: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

interface Scheduled {
  readonly scalableTargetAction?: Partial<ScaledVariant>;
}

interface Watcher {
  readonly endpointName?: string;
  readonly resource: CfnResource;
  readonly tell: (scaled: readonly ScaledVariant[]) => string[];
}

const WATCHERS = new WeakMap<IConstruct, Watcher[]>();

/**
 * Once all is declared, tells of the scalable targets of an endpoint's instances that the app declares by itself, wherever they are in it. What is told
 * fails the app.
 */
export function onScalableTargets(endpoint: IConstruct, watcher: Watcher): void {
  // Warnings are written with the stage that they are of.
  const stage = Stage.of(endpoint) ?? endpoint.node.root;
  const watchers = WATCHERS.get(stage) ?? [];
  if (watchers.length === 0) {
    WATCHERS.set(stage, watchers);
    // One look through the tree for all endpoints.
    stage.node.addValidation({ validate: () => lookThrough(stage, watchers) });
  }
  watchers.push(watcher);
}

function lookThrough(stage: IConstruct, watchers: readonly Watcher[]): string[] {
  const targets = stage.node.findAll().filter(isOfInstances);
  return targets.length === 0 ? [] : watchers.flatMap((watcher) => {
    const scaled = targets.filter((target) => isOf(target, watcher)).flatMap(scaledBy);
    return scaled.length > 0 ? watcher.tell(scaled) : [];
  });
}

/** Without those of `autoScaleInstanceCount`, which has looked at them. */
function isOfInstances(construct: IConstruct): construct is appscaling.CfnScalableTarget {
  return appscaling.CfnScalableTarget.isCfnScalableTarget(construct)
    && construct.scalableDimension === 'sagemaker:variant:DesiredInstanceCount'
    && !construct.node.scopes.some((scope) => scope instanceof ScalableInstanceCount);
}

function isOf(target: appscaling.CfnScalableTarget, { endpointName, resource }: Watcher): boolean {
  const [here, there] = [Stack.of(resource), Stack.of(target)];
  if (here.account !== there.account || here.region !== there.region) {
    return false;
  }
  if (endpointName !== undefined && target.resourceId.startsWith(`endpoint/${endpointName}/`)) {
    return true;
  }
  const resolved = JSON.stringify(there.resolve(target.resourceId));
  return resolved.includes(JSON.stringify(here.resolve(resource.logicalId))) || resolved.startsWith(`"endpoint/${endpointName}/`);
}

function scaledBy(target: appscaling.CfnScalableTarget): ScaledVariant[] {
  const rendered = JSON.stringify(Stack.of(target).resolve(target.resourceId));
  // In one piece, or in several where a token is the endpoint's name.
  const [, variantName] = /\/variant\/(.+)$/.exec(target.resourceId) ?? /\bvariant(?:\/|",")([^"/]+)"/.exec(rendered) ?? [];
  if (variantName === undefined) {
    return [];
  }
  const scheduled = Stack.of(target).resolve(target.scheduledActions) as readonly Scheduled[] | undefined ?? [];
  const all = [target, ...scheduled.flatMap(({ scalableTargetAction }) => scalableTargetAction ?? [])];
  return [{
    variantName,
    minCapacity: Math.min(...all.flatMap(({ minCapacity }) => minCapacity ?? [])),
    maxCapacity: Math.max(...all.flatMap(({ maxCapacity }) => maxCapacity ?? [])),
  }];
}
