import { Duration } from 'aws-cdk-lib';
import { CapacitySize, DeploymentStrategy, type GuardedEndpointProps } from '../../../src';
import { newEndpoint, newStack, newVariant, warningsOf } from '../../declared';

function warned(strategy: DeploymentStrategy, props: Partial<GuardedEndpointProps> = {}): string[] {
  const stack = newStack();
  newEndpoint(stack, { strategy, variants: [newVariant(stack, { initialInstanceCount: 10 })], ...props });
  return warningsOf(stack);
}

const canary = (seconds: number): DeploymentStrategy => DeploymentStrategy.canary({ terminationWait: Duration.seconds(seconds) });

describe('most of the traffic in a last step that nothing watches', () => {
  test('is warned of', () => {
    expect(warned(canary(0))).toEqual([
      "the last step shifts 90 % of the traffic of variant 'AllTraffic', and terminationWait is 0 seconds, after which the blue fleet is terminated; metrics are published every 60 seconds, so no guardrail could see "
      + 'how the new model bears all the traffic; use terminationWait: Duration.minutes(2) or more [ack: cdk-guarded-endpoints:last-step-unwatched]',
    ]);
    expect(warned(canary(59))).toHaveLength(1);
  });

  test.each<[string, string[]]>([
    ['there is time for a datapoint', warned(canary(60))],
    ['they are published more often', warned(canary(30), { metricPublishFrequency: Duration.seconds(30) })],
    ['it is a part of the traffic', warned(DeploymentStrategy.linear({ stepSize: CapacitySize.percent(20), terminationWait: Duration.seconds(0) }))],
    ['nothing is to roll it back', warned(canary(0), { unguarded: true })],
  ])('is not warned of where %s', (_name, warnings) => {
    expect(warnings).toEqual([]);
  });
});
