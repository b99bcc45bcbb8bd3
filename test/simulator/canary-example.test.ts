import { canary, churn, describeChurn, putAlarm, story, update } from './churn';
import type { World } from '../../src/simulator/world';

/**
 * The alarms and the deployment config of AWS's canary example:
 * https://github.com/aws/amazon-sagemaker-examples/blob/main/sagemaker-inference-deployment-guardrails/Update-SageMaker-Inference-endpoint-using-canary-traffic-shifting.ipynb
 */
function example(offset: number, settings: object = {}): World {
  const world = churn({ settings });
  world.setModelBehaviour('v2', { errorRate: 1 });
  const common = { ActionsEnabled: false, Period: 60, EvaluationPeriods: 1, TreatMissingData: 'notBreaching' };
  putAlarm(world, 'TestAlarm-5XXErrors', { ...common, Threshold: 1 });
  putAlarm(world, 'TestAlarm-ModelLatency', { ...common, metricName: 'ModelLatency', Threshold: 10_000 });
  world.clock.advance(60 + offset);
  update(world, 'v2', canary(['TestAlarm-5XXErrors', 'TestAlarm-ModelLatency']));
  world.clock.advance(1800);
  return world;
}

const OFFSETS = [0, 1, 7, 20, 29.5, 30, 41, 58, 59, 59.999];

describe('the published canary whose alarm asks for an average of 1 over both fleets', () => {
  test.each(OFFSETS)('is rolled back in the final bake when the update starts %d s into a minute', (offset) => {
    const world = example(offset);
    expect(describeChurn(world)).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'v1',
      FailureReason: expect.stringMatching(/while baking 3 of 3 instance\(s\) \(TerminationWaitInSeconds\): alarm 'TestAlarm-5XXErrors' in ALARM state/),
    });
    expect(story(world).filter((line) => line.includes('Terminating'))).toEqual([]);
  });

  test('does not see the canary fail all its requests: they are a third of the average', () => {
    const [alarmed] = story(example(30)).filter((line) => line.includes('-> ALARM'));
    expect(alarmed).toBe('22:00 TestAlarm-5XXErrors OK -> ALARM');
  });

  test.each(OFFSETS.slice(1))('would be kept, were a minute seen 60 s late, when the update starts %d s into a minute', (offset) => {
    expect(describeChurn(example(offset, { metricDelaySeconds: 60 })).EndpointConfigName).toBe('v2');
  });
});
