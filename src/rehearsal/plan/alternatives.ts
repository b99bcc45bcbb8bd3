import type { CapacitySizeConfig, DeploymentConfig, TrafficRoutingType } from '../../rollout/deployment-config';
import { planRollout, type RolloutPlan } from '../../rollout/plan';

const STRATEGIES = ['ALL_AT_ONCE', 'CANARY', 'LINEAR', 'ROLLING'] as const satisfies ReadonlyArray<RolloutPlan['strategy']>;

/** How long a deployment config watches each step, and the last one. */
export interface Bakes {
  readonly stepSeconds: number;
  readonly finalSeconds: number;
}

const CANARY_SIZE = percent(10);
const LINEAR_STEP_SIZE = percent(20);
const MAXIMUM_BATCH_SIZE = percent(20);

/** The bakes that a deployment config asks for; where it has one only, that one counts for all. */
function bakesOf({ BlueGreenUpdatePolicy, RollingUpdatePolicy }: DeploymentConfig): Bakes {
  if (RollingUpdatePolicy) {
    return { stepSeconds: RollingUpdatePolicy.WaitIntervalInSeconds, finalSeconds: RollingUpdatePolicy.WaitIntervalInSeconds };
  }
  const { TrafficRoutingConfiguration: routing, TerminationWaitInSeconds: finalSeconds = 0 } = BlueGreenUpdatePolicy ?? {};
  return { finalSeconds, stepSeconds: routing && routing.Type !== 'ALL_AT_ONCE' ? routing.WaitIntervalInSeconds : finalSeconds };
}

/**
 * The same bakes and alarms with every strategy: the one that is declared unchanged, the others with small steps.
 *
 * All at once there is one bake, which is as long as the longer one.
 */
export function alternatives(declared: DeploymentConfig): DeploymentConfig[] {
  const bakes = bakesOf(declared);
  const current = planRollout(declared, 1).strategy;
  return STRATEGIES.map((strategy) => strategy === current ? declared : {
    ...policyOf(strategy, bakes),
    ...(declared.AutoRollbackConfiguration && { AutoRollbackConfiguration: declared.AutoRollbackConfiguration }),
  });
}

function policyOf(strategy: RolloutPlan['strategy'], bakes: Bakes): DeploymentConfig {
  const { stepSeconds, finalSeconds } = bakes;
  switch (strategy) {
    case 'ALL_AT_ONCE':
      return blueGreen('ALL_AT_ONCE', 0, Math.max(stepSeconds, finalSeconds));
    case 'CANARY':
      return blueGreen('CANARY', stepSeconds, finalSeconds, { CanarySize: CANARY_SIZE });
    case 'LINEAR':
      return blueGreen('LINEAR', stepSeconds, finalSeconds, { LinearStepSize: LINEAR_STEP_SIZE });
    case 'ROLLING':
      return { RollingUpdatePolicy: { MaximumBatchSize: MAXIMUM_BATCH_SIZE, WaitIntervalInSeconds: stepSeconds } };
  }
}

function blueGreen(Type: TrafficRoutingType, wait: number, terminationWait: number, size: Record<string, CapacitySizeConfig> = {}): DeploymentConfig {
  return {
    BlueGreenUpdatePolicy: {
      TrafficRoutingConfiguration: { Type, WaitIntervalInSeconds: wait, ...size },
      TerminationWaitInSeconds: terminationWait,
    },
  };
}

function percent(Value: number): CapacitySizeConfig {
  return { Type: 'CAPACITY_PERCENT', Value };
}
