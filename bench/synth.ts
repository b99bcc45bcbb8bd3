import { performance } from 'node:perf_hooks';
import { App, Stack, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { ContainerImage, DeploymentStrategy, GuardedEndpoint, Guardrail, Model, ModelSource } from '../src';

/** An app's worst case: so many endpoints, in stacks that stay below CloudFormation's 500 resources. */
const ENDPOINTS = Number(process.argv[2] ?? 500);
const ENDPOINTS_PER_STACK = 50;
const ROUNDS = Number(process.argv[3] ?? 5);
const IMAGE = 'registry.example.com/churn:1';

function ours(stack: Stack, id: string): void {
  const model = new Model(stack, `Model${id}`, { source: ModelSource.fromContainer({ image: ContainerImage.fromUri(IMAGE) }) });
  new GuardedEndpoint(stack, `Endpoint${id}`, {
    endpointName: `endpoint-${id}`,
    variants: [{ model, instanceType: 'ml.m5.xlarge' }],
    strategy: DeploymentStrategy.canary(),
    guardrails: [Guardrail.serverErrorRate()],
  });
}

/** The same number of resources of the same kinds, as one writes them without this library: a custom resource has the endpoint's place. */
function byHand(stack: Stack, id: string): void {
  const role = new iam.CfnRole(stack, `Role${id}`, {
    assumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } }] },
  });
  const policy = (name: string, actions: string[]): iam.CfnPolicy => new iam.CfnPolicy(stack, `${name}${id}`, {
    policyName: `${name}${id}`, roles: [role.ref], policyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
  });
  policy('RolePolicy', ['logs:CreateLogStream', 'logs:PutLogEvents']);
  policy('AlarmReaders', ['cloudwatch:DescribeAlarms']);
  policy('UpdaterPolicy', ['sagemaker:CreateEndpoint', 'sagemaker:UpdateEndpoint', 'sagemaker:DescribeEndpoint', 'sagemaker:DeleteEndpoint']);
  const model = new sagemaker.CfnModel(stack, `Model${id}`, { executionRoleArn: role.attrArn, primaryContainer: { image: IMAGE } });
  const config = new sagemaker.CfnEndpointConfig(stack, `Config${id}`, {
    productionVariants: [{
      variantName: 'AllTraffic', modelName: model.attrModelName, instanceType: 'ml.m5.xlarge', initialInstanceCount: 2, initialVariantWeight: 1,
    }],
  });
  const alarm = new cloudwatch.CfnAlarm(stack, `Alarm${id}`, {
    alarmName: `endpoint-${id}-ServerErrorRate`,
    namespace: 'AWS/SageMaker',
    metricName: 'Invocation5XXErrors',
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 1,
    threshold: 0.01,
    comparisonOperator: 'GreaterThanThreshold',
    dimensions: [
      { name: 'EndpointName', value: `endpoint-${id}` }, { name: 'VariantName', value: 'AllTraffic' },
      { name: 'EndpointConfigName', value: config.attrEndpointConfigName },
    ],
  });
  const endpoint = new sagemaker.CfnEndpoint(stack, `Endpoint${id}`, {
    endpointName: `endpoint-${id}`,
    endpointConfigName: config.attrEndpointConfigName,
    deploymentConfig: {
      blueGreenUpdatePolicy: {
        trafficRoutingConfiguration: { type: 'CANARY', waitIntervalInSeconds: 300, canarySize: { type: 'CAPACITY_PERCENT', value: 10 } },
        terminationWaitInSeconds: 120,
        maximumExecutionTimeoutInSeconds: 1320,
      },
      autoRollbackConfiguration: { alarms: [{ alarmName: alarm.ref }] },
    },
  });
  endpoint.addDependency(alarm);
}

function secondsToSynthesize(declare: (stack: Stack, id: string) => void): number {
  const begin = performance.now();
  const app = new App({ analyticsReporting: false });
  for (let first = 0; first < ENDPOINTS; first += ENDPOINTS_PER_STACK) {
    const stack = new Stack(app, `Stack${first}`);
    for (let index = first; index < Math.min(ENDPOINTS, first + ENDPOINTS_PER_STACK); index++) {
      declare(stack, String(index));
    }
  }
  app.synth();
  return (performance.now() - begin) / 1000;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

// Both once before, for what is loaded and compiled on the way.
[ours, byHand].forEach(secondsToSynthesize);
const rounds = Array.from({ length: ROUNDS }, () => ({ ours: secondsToSynthesize(ours), byHand: secondsToSynthesize(byHand) }));
const [guarded, hand] = [median(rounds.map((round) => round.ours)), median(rounds.map((round) => round.byHand))];
process.stdout.write(`${ENDPOINTS} endpoints: ${guarded.toFixed(2)} s, by hand ${hand.toFixed(2)} s, ratio ${(guarded / hand).toFixed(2)}\n`);
