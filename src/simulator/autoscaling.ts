import type { ScalableTarget, ScalingActivity, ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import type { CloudWatch } from './cloudwatch';
import type { Endpoint } from './endpoint';
import { variantOf } from './fleet';
import type { VariantFleet } from './fleet';
import { readStatistic } from './metric-queries';
import type { MetricId } from './metrics';
import type { SageMaker } from './sagemaker';
import { MINUTE } from './series';
import { steppedCapacity } from './step-scaling';
import { uuidOf } from './uuid';
import { instancesForShare } from '../rollout/capacity';
import { INVOCATION_NAMESPACE } from '../rollout/endpoint-metrics';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html */
const DEFAULT_COOLDOWN_SECONDS = 300;

/** Datapoints of a minute each: documented to be more eager to scale out than in; inferred from the alarms that users see. */
const SCALE_OUT_DATAPOINTS = 3;
const SCALE_IN_DATAPOINTS = 15;

/** Inferred from the alarms that users see: a fleet is scaled in when it is used to less than this share of the target. */
const SCALE_IN_BELOW = 0.9;

/** What scaling needs of the rest of the world. */
export interface ScaledWorld {
  readonly clock: { readonly now: Date };
  readonly cloudwatch: CloudWatch;
  readonly sagemaker: SageMaker;
}

/** A variant whose instances are counted by a policy, and what it has done. */
interface Scaled {
  readonly target: ScalableTarget;
  /** By name. There is one metric to track, and the service too takes one policy for each. */
  readonly policies: Map<string, ScalingPolicy>;
  readonly metric: MetricId;
  /** Times up to which nothing scales, in milliseconds. */
  readonly coolUntil: { out: number; in: number };
}

/** An endpoint's variant as Application Auto Scaling names it. */
export interface VariantId {
  readonly endpointName: string;
  readonly variantName: string;
}

export function variantIdOf(resourceId: string): VariantId | undefined {
  const match = /^endpoint\/([^/]+)\/variant\/([^/]+)$/.exec(resourceId);
  return match ? { endpointName: match[1], variantName: match[2] } : undefined;
}

/** Application Auto Scaling of the instances of endpoints' variants, by how many requests each instance gets. */
export class Autoscaling {
  readonly activities: ScalingActivity[] = [];
  private readonly scaled = new Map<string, Scaled>();

  constructor(private readonly world: ScaledWorld) {}

  targets(): ScalableTarget[] {
    return [...this.scaled.values()].map(({ target }) => target);
  }

  policies(): ScalingPolicy[] {
    return [...this.scaled.values()].flatMap(({ policies }) => [...policies.values()]);
  }

  target(resourceId: string): ScalableTarget | undefined {
    return this.scaled.get(resourceId)?.target;
  }

  policy(resourceId: string, policyName: string): ScalingPolicy | undefined {
    return this.scaled.get(resourceId)?.policies.get(policyName);
  }

  /** The one that keeps a metric at its target. */
  trackingPolicy(resourceId: string): ScalingPolicy | undefined {
    return [...this.scaled.get(resourceId)?.policies.values() ?? []].find(isTracking);
  }

  /** Chosen: a capacity outside of the limits stays until the policy changes it. */
  register(target: ScalableTarget, { endpointName, variantName }: VariantId): void {
    const metric = { namespace: INVOCATION_NAMESPACE, metricName: 'InvocationsPerInstance', dimensions: { EndpointName: endpointName, VariantName: variantName } };
    const before = this.scaled.get(target.ResourceId!) ?? { metric, policies: new Map(), coolUntil: { out: 0, in: 0 } };
    this.scaled.set(target.ResourceId!, { ...before, target });
  }

  /** Documented: its policies go with it. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html */
  deregister(resourceId: string): boolean {
    return this.scaled.delete(resourceId);
  }

  putPolicy(resourceId: string, policy: ScalingPolicy): void {
    this.scaled.get(resourceId)!.policies.set(policy.PolicyName!, policy);
  }

  deletePolicy(resourceId: string, policyName: string): boolean {
    return this.scaled.get(resourceId)?.policies.delete(policyName) ?? false;
  }

  /** Inferred from the permission that a delete needs (DeregisterScalableTarget): the endpoint's targets go with it. */
  forget(endpointName: string): void {
    [...this.scaled.keys()]
      .filter((resourceId) => variantIdOf(resourceId)!.endpointName === endpointName)
      .forEach((resourceId) => this.scaled.delete(resourceId));
  }

  /**
   * Changes the capacity of the variants that need it.
   *
   * Inferred from what UpdateEndpointWeightsAndCapacities accepts: nothing scales while the endpoint is updated. Chosen: nor is an
   * activity noted then; and of two variants that need it at the same time, the second one waits for the first.
   */
  evaluate(): void {
    for (const [resourceId, scaled] of this.scaled) {
      const { endpointName, variantName } = variantIdOf(resourceId)!;
      const endpoint = this.world.sagemaker.endpoints.get(endpointName);
      const variant = endpoint && variantOf(endpoint.fleet, variantName);
      for (const policy of scaled.policies.values()) {
        if (endpoint?.status === 'InService' && variant) {
          const desired = isTracking(policy) ? this.desired(scaled, policy, variant.instances) : this.stepped(scaled, policy, variant.instances);
          if (desired !== variant.instances) {
            this.scale(scaled, policy, { endpoint, variant, desired });
          }
        }
      }
    }
  }

  /**
   * What the alarms ask for whose action a policy is.
   *
   * Documented: an alarm invokes a scaling action in each minute that it stays in ALARM; and after scaling out, nothing scales in before
   * the cooldown is over. Chosen: the alarm's newest datapoint is how far it is breached; of several alarms the first by name counts;
   * and a cooldown holds every scaling in its own direction back.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
   */
  private stepped({ target, coolUntil }: Scaled, policy: ScalingPolicy, instances: number): number {
    const breach = this.breachOf(policy.PolicyARN!);
    const wanted = breach === undefined ? undefined : steppedCapacity(policy.StepScalingPolicyConfiguration!, instances, breach);
    if (wanted === undefined) {
      return instances;
    }
    const desired = Math.min(Math.max(wanted, target.MinCapacity!), target.MaxCapacity!);
    const until = desired > instances ? coolUntil.out : Math.max(coolUntil.in, coolUntil.out);
    return this.world.clock.now.getTime() < until ? instances : desired;
  }

  /** How far the metric of an alarm in ALARM state, which acts on this policy, is above its threshold. */
  private breachOf(policyArn: string): number | undefined {
    const { alarms, metrics } = this.world.cloudwatch;
    const ringing = alarms.all().find(({ state, input }) =>
      state === 'ALARM' && input.ActionsEnabled !== false && (input.AlarmActions ?? []).includes(policyArn));
    if (!ringing) {
      return undefined;
    }
    const period = ringing.period * 1000;
    const end = metrics.visibleUntil(Math.min(period, MINUTE));
    const newest = ringing.datapoints(metrics, { start: end - ringing.rule.evaluationPeriods * period, end, period }).at(-1);
    return newest && newest.value - ringing.threshold;
  }

  /**
   * Documented: capacity is changed in proportion to the metric, rounded so that there is too much rather than too little; missing
   * datapoints are not taken for low utilization. Chosen: the last datapoint counts; a scale-out cooldown holds back every scale-out.
   * https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html
   */
  private desired({ target, metric, coolUntil }: Scaled, policy: ScalingPolicy, instances: number): number {
    const { TargetValue, DisableScaleIn } = policy.TargetTrackingScalingPolicyConfiguration!;
    const now = this.world.clock.now.getTime();
    const end = this.world.cloudwatch.metrics.visibleUntil();
    const start = end - SCALE_IN_DATAPOINTS * MINUTE;
    const values = readStatistic(this.world.cloudwatch.metrics, { id: metric, statistic: 'Sum' }, { start, end, period: MINUTE });
    const recent = values.filter((one) => one.start >= end - SCALE_OUT_DATAPOINTS * MINUTE);
    const wanted = instancesForShare((values.at(-1)?.value ?? 0) / TargetValue!, instances);
    if (recent.length === SCALE_OUT_DATAPOINTS && recent.every(({ value }) => value > TargetValue!)) {
      return now < coolUntil.out ? instances : Math.max(instances, Math.min(wanted, target.MaxCapacity!));
    }
    if (!DisableScaleIn && values.length === SCALE_IN_DATAPOINTS && values.every(({ value }) => value < SCALE_IN_BELOW * TargetValue!)) {
      return now < coolUntil.in ? instances : Math.min(instances, Math.max(wanted, target.MinCapacity!));
    }
    return instances;
  }

  /** Documented: a cooldown begins when the activity is completed; scaling out ends the one of scaling in. */
  private scale({ target, coolUntil }: Scaled, policy: ScalingPolicy, { endpoint, variant, desired }: Change): void {
    const out = desired > variant.instances;
    const index = this.activities.length;
    const activity: ScalingActivity = {
      ActivityId: uuidOf(`scaling activity ${index}`),
      ServiceNamespace: target.ServiceNamespace,
      ResourceId: target.ResourceId,
      ScalableDimension: target.ScalableDimension,
      Description: `Setting desired instance count to ${desired}.`,
      Cause: isTracking(policy)
        ? `InvocationsPerInstance was ${out ? 'above' : 'below'} the target of policy ${policy.PolicyName}`
        : `an alarm triggered policy ${policy.PolicyName}`,
      StartTime: this.world.clock.now,
      StatusCode: 'InProgress',
    };
    this.activities.push(activity);
    const { ScaleOutCooldown, ScaleInCooldown } = cooldownsOf(policy);
    const change = [{ VariantName: variant.variant.VariantName, DesiredInstanceCount: desired }];
    this.world.sagemaker.updateWeightsAndCapacities(endpoint, change, (failure) => {
      const now = this.world.clock.now;
      this.activities[index] = failure === undefined
        ? { ...activity, EndTime: now, StatusCode: 'Successful', StatusMessage: `Successfully set desired instance count to ${desired}.` }
        : { ...activity, EndTime: now, StatusCode: 'Failed', StatusMessage: failure };
      coolUntil.in = out ? 0 : now.getTime() + (ScaleInCooldown ?? DEFAULT_COOLDOWN_SECONDS) * 1000;
      coolUntil.out = out ? now.getTime() + (ScaleOutCooldown ?? DEFAULT_COOLDOWN_SECONDS) * 1000 : coolUntil.out;
    });
  }
}

function isTracking({ TargetTrackingScalingPolicyConfiguration: configuration }: ScalingPolicy): boolean {
  return configuration !== undefined;
}

function cooldownsOf({ TargetTrackingScalingPolicyConfiguration: tracking, StepScalingPolicyConfiguration: steps }: ScalingPolicy) {
  return tracking ?? { ScaleOutCooldown: steps?.Cooldown, ScaleInCooldown: steps?.Cooldown };
}

interface Change {
  readonly endpoint: Endpoint;
  readonly variant: VariantFleet;
  readonly desired: number;
}
