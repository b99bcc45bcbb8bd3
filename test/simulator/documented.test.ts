import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateEndpointCommand, CreateEndpointConfigCommand, CreateModelCommand, SageMakerClient, UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { Duration } from 'aws-cdk-lib';
import { FleetSimulator } from 'cdk-guarded-endpoints/simulator';
import 'cdk-guarded-endpoints/simulator/jest';

test('a model that fails every tenth request is rolled back', async () => {
  const simulator = new FleetSimulator({ seed: 42 });
  const sagemaker = simulator.client(SageMakerClient);
  const cloudwatch = simulator.client(CloudWatchClient);

  // Two versions of a model, and an endpoint that serves the first one.
  for (const version of ['churn-1', 'churn-2']) {
    await sagemaker.send(new CreateModelCommand({ ModelName: version, PrimaryContainer: { Image: `churn:${version}` } }));
    await sagemaker.send(new CreateEndpointConfigCommand({
      EndpointConfigName: version,
      ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: version, InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 3 }],
    }));
  }
  await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn-1' }));
  const churn = simulator.endpoint('churn').untilSettled();
  simulator.world.setTraffic('churn', 20);

  // An alarm on the errors of the new fleet alone, and an update that it guards.
  await cloudwatch.send(new PutMetricAlarmCommand({
    AlarmName: 'churn-2-errors',
    Namespace: 'AWS/SageMaker',
    MetricName: 'Invocation5XXErrors',
    Dimensions: [
      { Name: 'EndpointName', Value: 'churn' }, { Name: 'VariantName', Value: 'AllTraffic' }, { Name: 'EndpointConfigName', Value: 'churn-2' },
    ],
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 0.01,
    ComparisonOperator: 'GreaterThanThreshold',
  }));
  simulator.world.setModelBehaviour('churn-2', { errorRate: 0.1 });
  await sagemaker.send(new UpdateEndpointCommand({
    EndpointName: 'churn',
    EndpointConfigName: 'churn-2',
    DeploymentConfig: {
      BlueGreenUpdatePolicy: {
        TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 600 },
        TerminationWaitInSeconds: 300,
      },
      AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'churn-2-errors' }] },
    },
  }));

  // When the new fleet is up, one instance of three takes traffic; a minute later the alarm has put an end to that.
  simulator.clock.advance(Duration.seconds(270));
  expect(churn.trafficShares['churn-2']).toBeCloseTo(1 / 3);
  churn.untilSettled();
  expect(churn).toRollBackBecauseOf('churn-2-errors');
  expect(churn).toServe('churn-1');
});
