import type { DeploymentConfig } from '@aws-sdk/client-sagemaker';
import type { Timer } from './clock';
import type { Endpoint, Route } from './endpoint';
import { desiredInstancesIn, instancesIn, variantOf } from './fleet';
import type { Fleet, VariantFleet } from './fleet';
import { returnInBatches } from './rolling-rollback';
import { noteShares, noteStep } from './update-journal';
import type { Step } from './update-journal';
import { bakingMessage } from './update-messages';
import type { World } from './world';
import type { DeploymentConfig as RolloutConfig } from '../rollout/deployment-config';
import type { RolloutPlan, RolloutStep } from '../rollout/plan';
import { planRollout } from '../rollout/plan';

interface VariantPlan {
  readonly green: VariantFleet;
  readonly plan: RolloutPlan;
  readonly blueInstances: number;
}

/**
 * One update of an endpoint: walks the plan of its deployment config on the clock.
 *
 * Documented: the green fleet is healthy before traffic shifts, alarms are watched in every bake, the last bake is the
 * termination wait, and an alarm returns all traffic at once.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-blue-green.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-rolling.html
 */
export class Deployment {
  readonly startTime: Date;
  private readonly variants: readonly VariantPlan[];
  private readonly greenShares = new Map<string, number>();
  private next?: Timer;
  private deadline?: Timer;
  private watching = false;
  private phase = 'provisioning';
  private rollingBack = false;

  constructor(private readonly world: World, private readonly endpoint: Endpoint, readonly green: Fleet, readonly config: DeploymentConfig | undefined) {
    this.startTime = world.clock.now;
    this.variants = green.variants.map((variant) => ({
      green: variant,
      plan: planRollout(config as RolloutConfig | undefined, variant.desiredInstances),
      blueInstances: variantOf(endpoint.fleet, variant.variant.VariantName)!.instances,
    }));
  }

  get alarmNames(): string[] {
    return (this.config?.AutoRollbackConfiguration?.Alarms ?? []).flatMap(({ AlarmName }) => AlarmName === undefined ? [] : [AlarmName]);
  }

  start(): void {
    this.setStatus('Updating', `update to '${this.green.config.name}' started (${this.strategy}), guarded by ${this.guards()}`);
    const timeout = this.variants[0].plan.maximumExecutionTimeoutSeconds;
    if (timeout !== undefined) {
      this.deadline = this.world.clock.after(timeout, () => this.runOutOfTime(timeout));
    }
    this.enter(0);
  }

  /** Where green's part of a variant's requests goes. */
  greenRoute(variantName: string): Route | undefined {
    const share = this.greenShares.get(variantName) ?? 0;
    return share > 0 ? { fleet: this.green, variant: variantOf(this.green, variantName)!, share } : undefined;
  }

  /**
   * Rolls back if an alarm that guards the update is in ALARM.
   *
   * Documented for bakes. Chosen: from the first shift of traffic on, between the bakes of a rolling update too; an
   * alarm that is in ALARM already counts; one that does not exist is ignored.
   */
  lookAtAlarms(): boolean {
    const ringing = this.watching ? this.alarmNames.filter((name) => this.world.cloudwatch.alarms.get(name)?.state === 'ALARM') : [];
    if (ringing.length === 0) {
      return false;
    }
    const names = ringing.map((name) => `'${name}'`).join(', ');
    this.rollBack(`Update to endpoint config '${this.green.config.name}' was rolled back while ${this.phase}: alarm${ringing.length === 1 ? '' : 's'} ${names} in ALARM state`);
    return true;
  }

  private get strategy(): RolloutPlan['strategy'] {
    return this.variants[0].plan.strategy;
  }

  private get steps(): number {
    return Math.max(...this.variants.map(({ plan }) => plan.steps.length));
  }

  /** Variants of different sizes may have different numbers of steps; those that are through stay as they are. */
  private stepOf({ plan }: VariantPlan, index: number): RolloutStep | undefined {
    return index < plan.steps.length ? plan.steps[index] : undefined;
  }

  private enter(index: number): void {
    const launches = this.variants.reduce((sum, variant) => sum + (this.stepOf(variant, index)?.launchInstances ?? 0), 0);
    if (launches === 0) {
      this.shift(index);
      return;
    }
    const seconds = this.world.settings.provisioningSeconds;
    this.phase = 'provisioning';
    this.variants.forEach((variant) => this.setVariantStatus(variant, 'Creating', `Launching ${this.stepOf(variant, index)?.launchInstances ?? 0} instance(s).`));
    this.noteGreen('Provisioning', launches, `launching ${launches} instance(s) of '${this.green.config.name}'`, { seconds });
    this.next = this.world.clock.after(seconds, () => this.shift(index));
  }

  private shift(index: number): void {
    this.changeTraffic(() => {
      for (const variant of this.variants) {
        const step = this.stepOf(variant, index);
        if (step) {
          variant.green.instances += step.launchInstances;
          this.greenShares.set(variant.green.variant.VariantName, step.greenShare);
        }
      }
    });
    this.watching = true;
    const serving = this.servingInstances(index);
    this.noteGreen('ActivatingTraffic', serving, `traffic enabled on ${serving} instance(s) of '${this.green.config.name}'`);
    noteShares(this.world, this.endpoint);
    this.bake(index, serving);
  }

  private bake(index: number, serving: number): void {
    const { bakeSeconds: seconds, bakeField: field } = this.bakeAfter(index);
    if (seconds === 0) {
      this.finish(index);
      return;
    }
    this.phase = `baking ${serving} of ${desiredInstancesIn(this.green)} instance(s) (${field})`;
    for (const variant of this.variants) {
      const instances = (this.stepOf(variant, index) ?? variant.plan.steps[variant.plan.steps.length - 1]).greenInstances;
      this.setVariantStatus(variant, 'Baking', bakingMessage({ strategy: this.strategy, seconds, field, instances, of: variant.plan.fleetSize }));
    }
    this.noteGreen('Baking', serving, `baking '${this.green.config.name}' for ${seconds} s (${field}) on ${serving} instance(s)`, { seconds, field });
    if (!this.lookAtAlarms()) {
      // One more turn of the queue: an evaluation that is due at the very end of the bake still belongs to it.
      this.next = this.world.clock.after(seconds, () => {
        this.next = this.world.clock.after(0, () => this.finish(index));
      });
    }
  }

  private finish(index: number): void {
    const terminating = this.terminateBlue(index);
    if (terminating > 0) {
      const blue = this.endpoint.fleet.config.name;
      noteStep(this.world, this.endpoint, {
        step: 'Terminating', endpointConfigName: blue, instances: terminating, message: `terminated ${terminating} instance(s) of '${blue}'`,
      });
    }
    if (index + 1 < this.steps) {
      this.enter(index + 1);
    } else {
      this.succeed();
    }
  }

  /** Blue shrinks as green grows, also where the two configs ask for different numbers of instances. */
  private terminateBlue(index: number): number {
    if (this.strategy !== 'ROLLING' && index + 1 < this.steps) {
      return 0;
    }
    this.world.traffic.settle(this.endpoint);
    return this.variants.reduce((sum, { green, blueInstances }) => {
      const blue = variantOf(this.endpoint.fleet, green.variant.VariantName)!;
      const left = Math.ceil(blueInstances * (1 - (this.greenShares.get(green.variant.VariantName) ?? 0)) - 1e-9);
      const terminated = Math.max(0, blue.instances - left);
      blue.instances -= terminated;
      return sum + terminated;
    }, 0);
  }

  private succeed(): void {
    this.world.traffic.settle(this.endpoint);
    this.stop();
    this.endpoint.fleet = this.green;
    this.endpoint.failureReason = undefined;
    this.green.variants.forEach((variant) => { variant.status = undefined; });
    this.setStatus('InService', `in service on '${this.green.config.name}'`);
  }

  /** Chosen: the service says that the update fails; here it also rolls back. A rollback itself has no limit. */
  private runOutOfTime(timeout: number): void {
    if (!this.rollingBack) {
      this.rollBack(`Update to endpoint config '${this.green.config.name}' was rolled back while ${this.phase}: `
        + `it did not finish within ${timeout} seconds (MaximumExecutionTimeoutInSeconds)`);
    }
  }

  private rollBack(reason: string): void {
    this.next?.cancel();
    this.deadline?.cancel();
    this.watching = false;
    this.rollingBack = true;
    this.phase = 'rolling back';
    this.noteGreen('RollingBack', instancesIn(this.green), reason);
    const blueIsWhole = this.variants.every(({ green, blueInstances }) =>
      variantOf(this.endpoint.fleet, green.variant.VariantName)!.instances >= blueInstances);
    if (blueIsWhole) {
      this.endRollback(reason);
    } else {
      this.returnGradually(reason);
    }
  }

  /** Only a rolling update, and so only one variant, has terminated blue instances before its end. */
  private returnGradually(reason: string): void {
    const [{ green, plan, blueInstances }] = this.variants;
    this.setStatus(this.world.settings.rollbackStatus, reason);
    returnInBatches({
      world: this.world,
      blue: variantOf(this.endpoint.fleet, green.variant.VariantName)!,
      blueInstances,
      batch: Math.ceil((plan.rollbackBatchInstances / plan.fleetSize) * blueInstances),
      launching: (instances, seconds) => noteStep(this.world, this.endpoint, {
        step: 'Provisioning',
        endpointConfigName: this.endpoint.fleet.config.name,
        instances,
        seconds,
        message: `launching ${instances} instance(s) of '${this.endpoint.fleet.config.name}' again`,
      }),
      shift: (change) => {
        this.changeTraffic(() => {
          change();
          this.takeBack(green, blueInstances);
        });
        noteShares(this.world, this.endpoint);
      },
      done: () => this.endRollback(reason),
    });
  }

  /** Blue gets the traffic that its instances can take; green keeps the instances for the rest. */
  private takeBack(green: VariantFleet, blueInstances: number): void {
    const name = green.variant.VariantName;
    const blue = variantOf(this.endpoint.fleet, name)!;
    const share = Math.min(this.greenShares.get(name) ?? 0, Math.max(0, 1 - blue.instances / blueInstances));
    this.greenShares.set(name, share);
    green.instances = Math.min(green.instances, Math.ceil(green.desiredInstances * share - 1e-9));
  }

  private endRollback(reason: string): void {
    this.changeTraffic(() => {
      this.greenShares.clear();
      this.green.variants.forEach((variant) => { variant.instances = 0; });
    });
    noteShares(this.world, this.endpoint);
    this.stop();
    this.endpoint.failureReason = reason;
    this.world.sagemaker.setStatus(this.endpoint, 'InService', reason, reason);
  }

  private stop(): void {
    this.next?.cancel();
    this.deadline?.cancel();
    this.watching = false;
    this.endpoint.deployment = undefined;
  }

  private changeTraffic(change: () => void): void {
    this.world.traffic.settle(this.endpoint);
    change();
  }

  private servingInstances(index: number): number {
    return this.variants.reduce((sum, variant) => sum + (this.stepOf(variant, index) ?? variant.plan.steps[variant.plan.steps.length - 1]).greenInstances, 0);
  }

  private bakeAfter(index: number): RolloutStep {
    return this.variants.map((variant) => this.stepOf(variant, index)).find((step) => step?.bakeField === 'WaitIntervalInSeconds')
      ?? this.variants.map((variant) => this.stepOf(variant, index)).find((step) => step)!;
  }

  private guards(): string {
    const names = this.alarmNames.map((name) => this.world.cloudwatch.alarms.get(name) ? `'${name}'` : `'${name}' (there is no such alarm)`);
    return names.length === 0 ? 'no alarm' : `alarm${names.length === 1 ? '' : 's'} ${names.join(', ')}`;
  }

  private setVariantStatus({ green }: VariantPlan, status: 'Creating' | 'Baking', message: string): void {
    green.status = { Status: status, StatusMessage: message, StartTime: this.world.clock.now };
  }

  private setStatus(status: Endpoint['status'], message: string): void {
    this.world.sagemaker.setStatus(this.endpoint, status, message);
  }

  private noteGreen(step: Step['step'], instances: number, message: string, more: Pick<Step, 'seconds' | 'field'> = {}): void {
    noteStep(this.world, this.endpoint, { step, endpointConfigName: this.green.config.name, instances, ...more, message });
  }
}
