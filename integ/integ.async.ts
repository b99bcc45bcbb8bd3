import { Duration, RemovalPolicy, aws_s3 as s3 } from 'aws-cdk-lib';
import { integApp, integEndpoint } from './app';
import { CapacitySize, DeploymentStrategy, Guardrail } from 'cdk-guarded-endpoints';

/** Asynchronous inference. Its requests are objects in a bucket, which nobody puts there: an update is kept. */
export const app = integApp('integ-async', (stack, model) => integEndpoint(stack, model, {
  asyncInference: { bucket: new s3.Bucket(stack, 'Answers', { removalPolicy: RemovalPolicy.DESTROY }), prefix: 'answers' },
  strategy: DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(5) }),
  guardrails: [Guardrail.serverErrorRate({ thresholdPercent: 1 })],
}), { rollsBack: false });

if (require.main === module) {
  app();
}
