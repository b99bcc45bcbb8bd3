import { Lazy, type aws_cloudwatch as cloudwatch, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { CapacitySizeConfig, DeploymentConfig } from '../rollout/deployment-config';

/** The same deployment config in the spelling of CloudFormation's own endpoint. */
export function nativeDeploymentConfig(
  { BlueGreenUpdatePolicy, RollingUpdatePolicy }: DeploymentConfig, alarms: readonly cloudwatch.IAlarmRef[] | undefined,
): sagemaker.CfnEndpoint.DeploymentConfigProperty {
  const routing = BlueGreenUpdatePolicy?.TrafficRoutingConfiguration;
  return {
    blueGreenUpdatePolicy: BlueGreenUpdatePolicy && routing && {
      trafficRoutingConfiguration: {
        type: routing.Type,
        waitIntervalInSeconds: routing.WaitIntervalInSeconds,
        canarySize: native(routing.CanarySize),
        linearStepSize: native(routing.LinearStepSize),
      },
      terminationWaitInSeconds: BlueGreenUpdatePolicy.TerminationWaitInSeconds,
      maximumExecutionTimeoutInSeconds: BlueGreenUpdatePolicy.MaximumExecutionTimeoutInSeconds,
    },
    rollingUpdatePolicy: RollingUpdatePolicy && {
      maximumBatchSize: native(RollingUpdatePolicy.MaximumBatchSize)!,
      waitIntervalInSeconds: RollingUpdatePolicy.WaitIntervalInSeconds,
      rollbackMaximumBatchSize: native(RollingUpdatePolicy.RollbackMaximumBatchSize),
      maximumExecutionTimeoutInSeconds: RollingUpdatePolicy.MaximumExecutionTimeoutInSeconds,
    },
    autoRollbackConfiguration: alarms && {
      alarms: Lazy.any({ produce: () => alarms.map((alarm) => ({ alarmName: alarm.alarmRef.alarmName })) }),
    },
  };
}

function native(size: CapacitySizeConfig | undefined): sagemaker.CfnEndpoint.CapacitySizeProperty | undefined {
  return size && { type: size.Type, value: size.Value };
}
