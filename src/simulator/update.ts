import type { DeploymentConfig } from '@aws-sdk/client-sagemaker';
import type { Timer } from './clock';
import type { Endpoint, EndpointDeployment, NewStatus, Route } from './endpoint';
import { allVariantsOf, desiredInstancesIn, instancesIn } from './fleet';
import type { Fleet } from './fleet';
import { planFleet } from './fleet-plan';
import type { FleetPlan } from './fleet-plan';
import { launchOf } from './launch';
import { returnInBatches, type RollbackWorld } from './rollback';
import type { Settings } from './settings';
import { noteShares, noteStep } from './update-journal';
import type { Step } from './update-journal';
import { bakingMessage } from './update-messages';
import { clearFleetStatus, setFleetStatus, setStepStatus } from './variant-status';
import type { AlarmState } from '../rollout/alarm';
import { instancesForShare } from '../rollout/capacity';
import { rollbackAlarmNames } from '../rollout/deployment-config';

/** The longest failure reason that the API allows. */
const LONGEST_REASON = 1024;

/** What an update needs of the world. */
export interface UpdateWorld extends RollbackWorld {
  readonly cloudwatch: { stateOfGuard(alarmName: string): AlarmState | undefined };
  readonly sagemaker: RollbackWorld['sagemaker'] & { setStatus(endpoint: Endpoint, status: NewStatus): void };
  readonly settings: RollbackWorld['settings'] & Pick<Settings, 'rollbackStatus'>;
}

/** What an update is about. */
export interface Update {
  readonly endpoint: Endpoint;
  readonly green: Fleet;
  readonly config: DeploymentConfig | undefined;
}

/**
 * One update of an endpoint: walks the plan of its deployment config on the clock.
 *
 * Documented: the green fleet is healthy before traffic shifts, alarms are watched in every bake, the last bake is the
 * termination wait, and an alarm returns all traffic at once.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-blue-green.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-rolling.html
 */
export class Deployment implements EndpointDeployment {
  readonly green: Fleet;
  readonly startTime: Date;
  readonly alarmNames: readonly string[];
  private readonly endpoint: Endpoint;
  private readonly plan: FleetPlan;
  /** Green's share of each variant's traffic. */
  private readonly greenShares = new Map<string, number>();
  private next?: Timer;
  private deadline?: Timer;
  private watching = false;
  private phase = 'provisioning';

  constructor(private readonly world: UpdateWorld, { endpoint, green, config }: Update) {
    this.endpoint = endpoint;
    this.green = green;
    this.startTime = world.clock.now;
    this.alarmNames = rollbackAlarmNames(config);
    this.plan = planFleet(config, endpoint.fleet, green);
  }

  start(): void {
    this.setStatus('Updating', `update to '${this.green.config.name}' started (${this.plan.strategy}), guarded by ${this.guards()}`);
    const timeout = this.plan.maximumExecutionTimeoutSeconds;
    if (timeout !== undefined) {
      this.deadline = this.world.clock.after(timeout, () => this.runOutOfTime(timeout));
    }
    this.enter(0);
  }

  greenRoute(variantName: string): Route | undefined {
    const share = this.greenShares.get(variantName) ?? 0;
    const planned = this.plan.variants.find(({ green }) => green.variant.VariantName === variantName);
    if (share === 0 || !planned) {
      return undefined;
    }
    return { fleet: this.green, variant: planned.green, share, activeInstances: Math.max(1, Math.round(share * planned.green.desiredInstances)) };
  }

  /**
   * Rolls back if an alarm that guards the update is in ALARM; says whether it did.
   *
   * Documented for bakes. Chosen: from the first shift of traffic on, between the bakes of a rolling update too; an
   * alarm that is in ALARM already counts; one that does not exist is ignored.
   */
  lookAtAlarms(): boolean {
    const ringing = this.watching ? this.alarmNames.filter((name) => this.world.cloudwatch.stateOfGuard(name) === 'ALARM') : [];
    if (ringing.length > 0) {
      this.rollBack(`alarm${ringing.length === 1 ? '' : 's'} ${ringing.map((name) => `'${name}'`).join(', ')} in ALARM state`);
    }
    return ringing.length > 0;
  }

  private enter(index: number): void {
    const step = this.plan.steps[index];
    const launches = step.launchInstances;
    if (launches === 0) {
      this.shift(index);
      return;
    }
    const launched = step.variants.filter((one) => one.step.launchInstances > 0).map(({ variant }) => variant.green);
    // Chosen: the shadow variant is launched with the first instances of the variant that it shadows.
    const shadow = this.green.shadow && index === 0 ? [this.green.shadow] : [];
    step.variants.forEach(({ variant, step: { launchInstances } }) => { variant.green.launching = launchInstances; });
    shadow.forEach((variant) => { variant.launching = variant.desiredInstances; });
    const { seconds, failure } = launchOf(this.world, this.green.config, [...launched, ...shadow]);
    this.phase = 'provisioning';
    setStepStatus(this.world.clock.now, step, 'Creating', (one) => `Launching ${one.launchInstances} instance(s).`);
    const message = `launching ${launches} instance(s) of '${this.green.config.name}'`;
    this.noteGreen({ step: 'Provisioning', instances: launches, seconds, message });
    this.next = this.world.clock.after(seconds, () => (failure === undefined ? this.shift(index) : this.rollBack(failure)));
  }

  private shift(index: number): void {
    this.world.traffic.settle(this.endpoint);
    allVariantsOf(this.green).forEach((variant) => { variant.launching = 0; });
    const { variants, servingInstances } = this.plan.steps[index];
    for (const { variant: { green }, step } of variants) {
      green.instances += step.launchInstances;
      this.greenShares.set(green.variant.VariantName, step.greenShare);
    }
    if (this.green.shadow) {
      this.green.shadow.instances = this.green.shadow.desiredInstances;
    }
    this.watching = true;
    setStepStatus(this.world.clock.now, this.plan.steps[index], 'ActivatingTraffic', ({ greenInstances }) => `Activating traffic on ${greenInstances} instance(s).`);
    const message = `traffic enabled on ${servingInstances} instance(s) of '${this.green.config.name}'`;
    this.noteGreen({ step: 'ActivatingTraffic', instances: servingInstances, message });
    noteShares(this.world, this.endpoint);
    this.bake(index);
  }

  private bake(index: number): void {
    const step = this.plan.steps[index];
    const { bakeSeconds: seconds, bakeField: field, servingInstances } = step;
    // Chosen: without a bake nothing looks at the alarms before the next step.
    if (seconds === 0) {
      this.finish(index);
      return;
    }
    this.phase = `baking ${servingInstances} of ${desiredInstancesIn(this.green)} instance(s) (${field})`;
    setStepStatus(this.world.clock.now, step, 'Baking', ({ greenInstances }, of) =>
      bakingMessage({ strategy: this.plan.strategy, seconds, field, instances: greenInstances, of }));
    const message = `baking '${this.green.config.name}' for ${seconds} s (${field}) on ${servingInstances} instance(s)`;
    this.noteGreen({ step: 'Baking', instances: servingInstances, seconds, field, message });
    if (!this.lookAtAlarms()) {
      // One more turn of the queue: an evaluation that is due at the very end of the bake still belongs to it.
      this.next = this.world.clock.after(seconds, () => {
        this.next = this.world.clock.after(0, () => this.finish(index));
      });
    }
  }

  private finish(index: number): void {
    const last = index + 1 === this.plan.steps.length;
    if (last || this.plan.strategy === 'ROLLING') {
      this.terminateBlue();
    }
    if (last) {
      this.succeed();
    } else {
      this.enter(index + 1);
    }
  }

  /**
   * Blue keeps the instances for its share of the traffic, also where the two configs ask for different numbers of them.
   *
   * Chosen: what a failed rollback left is terminated when the update that heals it has succeeded, and not before.
   */
  private terminateBlue(): void {
    this.world.traffic.settle(this.endpoint);
    const terminated = this.plan.variants.reduce((sum, { green, blue, blueInstances }) => {
      const share = 1 - (this.greenShares.get(green.variant.VariantName) ?? 0);
      const before = blue.instances;
      blue.instances = Math.min(before, instancesForShare(share, blueInstances));
      return sum + before - blue.instances;
    }, 0);
    const name = this.endpoint.fleet.config.name;
    if (terminated > 0) {
      setFleetStatus(this.world.clock.now, this.endpoint.fleet, 'Deleting', `Terminated ${terminated} instance(s).`);
      noteStep(this.world, this.endpoint, {
        step: 'Terminating', endpointConfigName: name, instances: terminated, message: `terminated ${terminated} instance(s) of '${name}'`,
      });
      clearFleetStatus(this.endpoint.fleet);
    }
  }

  private succeed(): void {
    this.world.traffic.settle(this.endpoint);
    this.stop();
    this.endpoint.fleet = this.green;
    this.endpoint.remains = undefined;
    this.endpoint.failureReason = undefined;
    clearFleetStatus(this.green);
    this.setStatus('InService', `in service on '${this.green.config.name}'`);
  }

  /** Chosen: the service documents that the update fails; here it also rolls back. A rollback has no limit of its own. */
  private runOutOfTime(timeout: number): void {
    this.rollBack(`it did not finish within ${timeout} seconds (MaximumExecutionTimeoutInSeconds)`);
  }

  private rollBack(cause: string): void {
    const reason = `Update to endpoint config '${this.green.config.name}' was rolled back while ${this.phase}: ${cause}`.slice(0, LONGEST_REASON);
    this.halt();
    this.phase = 'rolling back';
    allVariantsOf(this.green).forEach((variant) => { variant.launching = 0; });
    setFleetStatus(this.world.clock.now, this.green, 'Deleting', 'Rolling back.');
    this.noteGreen({ step: 'RollingBack', instances: instancesIn(this.green), message: reason });
    const incomplete = this.plan.variants.find(({ blue, blueInstances }) => blue.instances < blueInstances);
    if (!incomplete) {
      this.endRollback(reason);
      return;
    }
    // Only a rolling update, and so only one variant, terminates blue instances before its end.
    const name = incomplete.green.variant.VariantName;
    this.setStatus(this.world.settings.rollbackStatus, reason);
    returnInBatches({
      world: this.world,
      endpoint: this.endpoint,
      variant: incomplete,
      greenShare: { get: () => this.greenShares.get(name) ?? 0, set: (share) => this.greenShares.set(name, share) },
      done: () => this.endRollback(reason),
      failed: (why) => this.failRollback(`${reason}; and the rollback failed: ${why}`.slice(0, LONGEST_REASON), name),
    });
  }

  /**
   * Documented: with the rollback failed too, both configs go on serving until another update replaces them.
   * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-rolling.html
   */
  private failRollback(reason: string, variantName: string): void {
    this.world.traffic.settle(this.endpoint);
    const share = this.greenShares.get(variantName) ?? 0;
    clearFleetStatus(this.green);
    clearFleetStatus(this.endpoint.fleet);
    this.stop();
    this.endpoint.remains = { fleet: this.green, share };
    this.endWith('UpdateRollbackFailed', reason, `serving a mix of '${this.endpoint.fleet.config.name}' and '${this.green.config.name}'`);
  }

  private endRollback(reason: string): void {
    this.world.traffic.settle(this.endpoint);
    this.greenShares.clear();
    allVariantsOf(this.green).forEach((variant) => { variant.instances = 0; });
    noteShares(this.world, this.endpoint);
    clearFleetStatus(this.endpoint.fleet);
    this.stop();
    const { fleet, remains } = this.endpoint;
    if (remains) {
      this.endWith('UpdateRollbackFailed', reason, `serving a mix of '${fleet.config.name}' and '${remains.fleet.config.name}' again`);
    } else {
      this.endWith('InService', reason, `in service on '${fleet.config.name}' again`);
    }
  }

  private endWith(status: Endpoint['status'], failureReason: string, message: string): void {
    this.endpoint.failureReason = failureReason;
    this.world.sagemaker.setStatus(this.endpoint, { status, message, failureReason });
  }

  private stop(): void {
    this.halt();
    this.endpoint.deployment = undefined;
  }

  private halt(): void {
    this.next?.cancel();
    this.deadline?.cancel();
    this.watching = false;
  }

  private guards(): string {
    const names = this.alarmNames.map((name) => this.world.cloudwatch.stateOfGuard(name) ? `'${name}'` : `'${name}' (there is no such alarm)`);
    return names.length === 0 ? 'no alarm' : `alarm${names.length === 1 ? '' : 's'} ${names.join(', ')}`;
  }

  private setStatus(status: Endpoint['status'], message: string): void {
    this.world.sagemaker.setStatus(this.endpoint, { status, message });
  }

  private noteGreen(step: Omit<Step, 'endpointConfigName'>): void {
    noteStep(this.world, this.endpoint, { ...step, endpointConfigName: this.green.config.name });
  }
}
