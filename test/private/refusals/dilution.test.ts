import { CapacitySize, DeploymentStrategy, FleetScope, Guardrail } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

interface Asked {
  readonly thresholdPercent: number;
  readonly fleetScope?: FleetScope;
  readonly strategy?: DeploymentStrategy;
}

function warned({ thresholdPercent, fleetScope = FleetScope.ENDPOINT, strategy }: Asked): string[] {
  const stack = newStack();
  newEndpoint(stack, {
    variants: [newVariant(stack, { initialInstanceCount: 10 })],
    guardrails: [Guardrail.serverErrorRate({ thresholdPercent, fleetScope })],
    strategy: strategy ?? DeploymentStrategy.canary({ size: CapacitySize.instances(1) }),
  });
  return warningsOf(stack);
}

describe('a guardrail on all fleets that a first step cannot set off', () => {
  test('is warned of with the arithmetic and what to write', () => {
    expect(warned({ thresholdPercent: 20 })).toEqual([
      "guardrail ServerErrorRate-Endpoint counts all fleets and goes off above 20 %, but the first step takes 1 of 10 instances of variant 'AllTraffic': "
      + 'if all their requests fail, that is 10 %; use FleetScope.GREEN_FLEET or a lower threshold [ack: cdk-guarded-endpoints:dilution]',
    ]);
  });

  test('is warned of where the share is just what the threshold is, which an alarm has to exceed', () => {
    expect(warned({ thresholdPercent: 10 })).toHaveLength(1);
    expect(warned({ thresholdPercent: 9.9 })).toEqual([]);
  });

  test('is warned of for one of the two alarms where both scopes are asked for', () => {
    expect(warned({ thresholdPercent: 20, fleetScope: FleetScope.GREEN_FLEET_AND_ENDPOINT })).toHaveLength(1);
  });

  test('is not warned of where the green fleet is counted alone', () => {
    expect(warned({ thresholdPercent: 20, fleetScope: FleetScope.GREEN_FLEET })).toEqual([]);
  });

  test('is not warned of where all traffic shifts at once', () => {
    expect(warned({ thresholdPercent: 20, strategy: DeploymentStrategy.allAtOnce() })).toEqual([]);
  });
});
