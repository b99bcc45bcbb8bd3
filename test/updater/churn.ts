import '../checkers/watch';
import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import { CreateEndpointConfigCommand, CreateModelCommand, DescribeEndpointCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { DeploymentConfig } from '../../src/rollout/deployment-config';
import type { RolloutRequest } from '../../src/rollout/request';
import { FleetSimulator } from '../../src/simulator';
import type { Settings } from '../../src/simulator/settings';

export const ALARM = 'Churn-ServerErrorRate';

/** A canary of one of three instances, baked five minutes, and two minutes before the old fleet goes. */
export const CANARY: DeploymentConfig = {
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 }, WaitIntervalInSeconds: 300 },
    TerminationWaitInSeconds: 120,
    MaximumExecutionTimeoutInSeconds: 1800,
  },
  AutoRollbackConfiguration: { Alarms: [{ AlarmName: ALARM }] },
};

export function request(endpointConfigName: string, deploymentConfig: DeploymentConfig = CANARY, endpointName = 'churn'): RolloutRequest {
  return { endpointName, endpointConfigName, deploymentConfig, tags: [{ Key: 'team', Value: 'retention' }] };
}

/** An account with a config for each version, each on a model of its own: v1 and v3 are good, v2 fails every request. */
export async function churnAccount(settings: Partial<Settings> = {}): Promise<FleetSimulator> {
  const simulator = new FleetSimulator({ seed: 7, settings });
  const sagemaker = simulator.client(SageMakerClient);
  for (const version of ['v1', 'v2', 'v3']) {
    await sagemaker.send(
      new CreateModelCommand({
        ModelName: `churn-${version}`,
        ExecutionRoleArn: 'arn:aws:iam::111122223333:role/churn',
        PrimaryContainer: { Image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn:${version}` },
      }),
    );
    await sagemaker.send(
      new CreateEndpointConfigCommand({
        EndpointConfigName: `churn-${version}`,
        ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: `churn-${version}`, InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 3 }],
      }),
    );
  }
  simulator.world.setModelBehaviour('churn-v2', { errorRate: 1 });
  return simulator;
}

/** Points the guardrail at the fleet of that config, as the stack does before each update. */
export async function guard(simulator: FleetSimulator, endpointConfigName: string, endpointName = 'churn'): Promise<void> {
  await simulator.client(CloudWatchClient).send(
    new PutMetricAlarmCommand({
      AlarmName: ALARM,
      Namespace: 'AWS/SageMaker',
      MetricName: 'Invocation5XXErrors',
      Dimensions: [
        { Name: 'EndpointName', Value: endpointName },
        { Name: 'VariantName', Value: 'AllTraffic' },
        { Name: 'EndpointConfigName', Value: endpointConfigName },
      ],
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0.01,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  );
}

export async function describeEndpoint(simulator: FleetSimulator, endpointName = 'churn'): Promise<string> {
  try {
    const seen = await simulator.client(SageMakerClient).send(new DescribeEndpointCommand({ EndpointName: endpointName }));
    return `${seen.EndpointStatus} on ${seen.EndpointConfigName}`;
  } catch {
    return 'absent';
  }
}
