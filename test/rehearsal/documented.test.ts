import { App, Duration, Stack } from 'aws-cdk-lib';
import { CapacitySize, ContainerImage, DeploymentStrategy, GuardedEndpoint, Guardrail, Model, ModelSource } from 'cdk-guarded-endpoints';
import { rehearse } from 'cdk-guarded-endpoints/rehearsal';

const app = new App();
const stack = new Stack(app, 'Fraud', { env: { region: 'us-east-1' } });
const image = ContainerImage.fromUri('123456789012.dkr.ecr.us-east-1.amazonaws.com/fraud:7');
new GuardedEndpoint(stack, 'Fraud', {
  endpointName: 'fraud',
  variants: [{ model: new Model(stack, 'Model', { source: ModelSource.fromContainer({ image }) }), instanceType: 'ml.m5.xlarge', initialInstanceCount: 4 }],
  strategy: DeploymentStrategy.canary({ size: CapacitySize.percent(25), bakingPeriod: Duration.minutes(5), terminationWait: Duration.minutes(2) }),
  guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 1 })],
});

test('a version that fails one request in twenty is rolled back before it has harmed two hundred', async () => {
  const { versions, failures } = await rehearse(app, {
    traffic: { requestsPerSecond: 50 },
    versions: [
      { name: 'today' },
      { name: 'tomorrow', behaviour: { errorRate: 0.05 }, expect: { outcome: 'rolledBack', within: '10m', serving: 'today' } },
    ],
  });
  expect(failures).toEqual([]);
  expect(versions[1].alarms).toEqual(['fraud-AllTraffic-ServerErrorRate']);
  expect(versions[1].failedRequests).toBeLessThan(200);
});
