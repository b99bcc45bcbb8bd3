import { Duration, RemovalPolicy, aws_cloudwatch_actions as actions, aws_s3 as s3, aws_sns as sns } from 'aws-cdk-lib';
import { integApp, integEndpoint } from './app';
import { CapacitySize, DeploymentStrategy, EndpointDashboard, Guardrail } from 'cdk-guarded-endpoints';

/** What people look at: requests and answers in a bucket, a dashboard, alarms that notify, events. */
export const app = integApp('integ-observed', (stack, model) => {
  const topic = new sns.Topic(stack, 'Topic');
  const endpoint = integEndpoint(stack, model, {
    strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(5) }),
    guardrails: [
      Guardrail.serverErrorRate({ thresholdPercent: 1 }),
      Guardrail.clientErrorRate({ thresholdPercent: 5, enforce: false }),
      Guardrail.modelLatencyIncrease({ thresholdPercent: 50 }),
    ],
    alarmActions: [new actions.SnsAction(topic)],
    dataCapture: { bucket: new s3.Bucket(stack, 'Captured', { removalPolicy: RemovalPolicy.DESTROY }), samplingPercent: 10 },
  });
  new EndpointDashboard(stack, 'Dashboard', { endpoint });
});

if (require.main === module) {
  app();
}
