import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeEndpointCommand, type DescribeEndpointOutput } from '@aws-sdk/client-sagemaker';
import { App, Duration, Stack, aws_cloudwatch as cloudwatch, aws_iam as iam, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import './checkers/watch';
import {
  CapacitySize, ContainerImage, DeploymentStrategy, EndpointGuardrails, EndpointUpdater, FleetScope, GuardedEndpoint, Guardrail, Model, ModelSource,
  type GuardedEndpointProps,
} from '../src';
import { readStack } from '../src/rehearsal/assembly';
import { LocalCloud } from '../src/rehearsal/local-cloud';
import { Stack as DeployedStack, type StackEvent } from '../src/rehearsal/stack';

const directory = mkdtempSync(join(tmpdir(), 'in-place-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const NAME = 'churn';
const NONE: Guards = () => [];

/** What is declared in one deployment. */
interface Declared {
  readonly guards: Guards;
  readonly strategy: DeploymentStrategy;
  /** A new one is a new model and config, so that the fleet is updated. */
  readonly image: number;
}

type Guards = (stack: Stack) => Guardrail[];

const conversions = (metricName: string): cloudwatch.Metric => new cloudwatch.Metric({ namespace: 'Shop', metricName, statistic: 'Sum', period: Duration.minutes(1) });

/** Every guardrail by its name, in two lots that an update has room for, and each as it may be changed. */
const REQUESTS: Readonly<Record<string, readonly [Guardrail, Guardrail]>> = {
  serverErrorRate: [Guardrail.serverErrorRate(), Guardrail.serverErrorRate({ thresholdPercent: 2, evaluationPeriods: 2 })],
  clientErrorRate: [Guardrail.clientErrorRate(), Guardrail.clientErrorRate({ thresholdPercent: 5, minimumInvocations: 20 })],
  modelErrorRate: [Guardrail.modelErrorRate(), Guardrail.modelErrorRate({ fleetScope: FleetScope.ENDPOINT })],
  modelLatency: [Guardrail.modelLatency({ threshold: Duration.millis(100) }), Guardrail.modelLatency({ threshold: Duration.millis(200), statistic: 'p90' })],
  overheadLatency: [Guardrail.overheadLatency({ threshold: Duration.millis(50) }), Guardrail.overheadLatency({ threshold: Duration.millis(60) })],
  invocationsPerInstance: [Guardrail.invocationsPerInstance({ maximumPerMinute: 100 }), Guardrail.invocationsPerInstance({ maximumPerMinute: 200 })],
  serverErrorRateIncrease: [Guardrail.serverErrorRateIncrease(), Guardrail.serverErrorRateIncrease({ thresholdPercentagePoints: 2 })],
  clientErrorRateIncrease: [Guardrail.clientErrorRateIncrease(), Guardrail.clientErrorRateIncrease({ minimumInvocations: 50 })],
  modelLatencyIncrease: [Guardrail.modelLatencyIncrease(), Guardrail.modelLatencyIncrease({ thresholdPercent: 50 })],
};
const OTHERS: Readonly<Record<string, readonly [Guardrail, Guardrail]>> = {
  cpuUtilization: [Guardrail.cpuUtilization({ thresholdPercent: 80 }), Guardrail.cpuUtilization({ thresholdPercent: 90 })],
  memoryUtilization: [Guardrail.memoryUtilization({ thresholdPercent: 80 }), Guardrail.memoryUtilization({ thresholdPercent: 90, statistic: 'Maximum' })],
  gpuUtilization: [Guardrail.gpuUtilization({ thresholdPercent: 80 }), Guardrail.gpuUtilization({ thresholdPercent: 90 })],
  gpuMemoryUtilization: [Guardrail.gpuMemoryUtilization({ thresholdPercent: 80 }), Guardrail.gpuMemoryUtilization({ thresholdPercent: 90 })],
  diskUtilization: [Guardrail.diskUtilization({ thresholdPercent: 80 }), Guardrail.diskUtilization({ thresholdPercent: 90 })],
  fromMetric: [Guardrail.fromMetric(conversions('Sold'), { threshold: 5 }), Guardrail.fromMetric(conversions('Sold'), { threshold: 6 })],
  reporting: [Guardrail.fromMetric(conversions('Seen'), { threshold: 5, enforce: false }), Guardrail.fromMetric(conversions('Seen'), { threshold: 6 })],
};

/** An alarm of the stack's own, too. */
const lot = (guardrails: typeof REQUESTS, version: 0 | 1): Guards => (stack) => [
  ...Object.values(guardrails).map((versions) => versions[version]),
  Guardrail.fromAlarm(new cloudwatch.Alarm(stack, 'Pager', { metric: conversions('Paid'), threshold: version, evaluationPeriods: 1 })),
];

const canary = DeploymentStrategy.canary({ size: CapacitySize.instances(1) });
const steps: ReadonlyArray<readonly [string, Declared]> = [
  ['guardrails on requests are added', { guards: lot(REQUESTS, 0), strategy: canary, image: 1 }],
  ['they are changed', { guards: lot(REQUESTS, 1), strategy: canary, image: 1 }],
  ['a new model is guarded by them', { guards: lot(REQUESTS, 1), strategy: canary, image: 2 }],
  ['they are removed and others added, with a new model', { guards: lot(OTHERS, 0), strategy: canary, image: 3 }],
  ['those are changed', { guards: lot(OTHERS, 1), strategy: canary, image: 3 }],
  ['they are removed', { guards: NONE, strategy: canary, image: 3 }],
  ['the first come back, and the canary is a larger one', { guards: lot(REQUESTS, 0), strategy: DeploymentStrategy.canary({ size: CapacitySize.percent(50) }), image: 3 }],
  ['the canary becomes linear', { guards: lot(OTHERS, 1), strategy: DeploymentStrategy.linear(), image: 4 }],
  ['linear becomes rolling', { guards: lot(OTHERS, 1), strategy: DeploymentStrategy.rolling({ maximumExecutionTimeout: Duration.minutes(55) }), image: 5 }],
  ['rolling becomes all at once', { guards: lot(OTHERS, 1), strategy: DeploymentStrategy.allAtOnce(), image: 6 }],
  ['all at once becomes a canary again', { guards: lot(OTHERS, 0), strategy: canary, image: 7 }],
  ['all is removed, with a new model', { guards: NONE, strategy: canary, image: 8 }],
];

const modelOf = (stack: Stack, image: number): Model =>
  new Model(stack, 'Model', { source: ModelSource.fromContainer({ image: ContainerImage.fromUri(`registry.example.com/churn:${image}`) }) });

const guarded = (more: Partial<GuardedEndpointProps> = {}) => (stack: Stack, { guards, strategy, image }: Declared): void => {
  const guardrails = guards(stack);
  new GuardedEndpoint(stack, 'Endpoint', {
    endpointName: NAME,
    variants: [{ model: modelOf(stack, image), instanceType: 'ml.g5.xlarge', initialInstanceCount: 4 }],
    strategy,
    ...(guardrails.length > 0 ? { guardrails } : { unguarded: true }),
    ...more,
  });
};

/** As a template has it, and a mixin where there are guardrails. */
function mixedIn(stack: Stack, { guards, strategy, image }: Declared): void {
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
  const model = new sagemaker.CfnModel(stack, 'Model', { executionRoleArn: role.roleArn, primaryContainer: { image: `registry.example.com/churn:${image}` } });
  const config = new sagemaker.CfnEndpointConfig(stack, 'Config', {
    productionVariants: [{ variantName: 'AllTraffic', modelName: model.attrModelName, instanceType: 'ml.g5.xlarge', initialInstanceCount: 4, initialVariantWeight: 1 }],
  });
  const endpoint = new sagemaker.CfnEndpoint(stack, 'Endpoint', { endpointName: NAME, endpointConfigName: config.attrEndpointConfigName });
  const guardrails = guards(stack);
  if (guardrails.length > 0) {
    endpoint.with(new EndpointGuardrails({ strategy, guardrails }));
  }
}

/** What came of one deployment. */
interface Deployed {
  readonly step: string;
  readonly status: string;
  readonly failed: readonly string[];
  /** That of the endpoint: deleted, or made anew. */
  readonly replaced: boolean;
  readonly endpoint: readonly unknown[];
  /** Alarms that went while the endpoint's resource was still to be updated. */
  readonly goneTooEarly: readonly string[];
  /** Alarms that the fleet's last update was guarded by, and those that there are to guard it. */
  readonly guardedBy: number;
  readonly enforced: number;
}

describe('an endpoint is updated in place when every guardrail and strategy is added, changed and removed', () => {
  test.each([
    ['with the updater', 'Custom::GuardedSageMakerEndpoint', guarded()],
    ['updated by CloudFormation', 'AWS::SageMaker::Endpoint', guarded({ updater: EndpointUpdater.cloudFormation() })],
    ['with the mixin', 'AWS::SageMaker::Endpoint', mixedIn],
  ])('and stays the same endpoint: %s', async (_kind, type, declare) => {
    const events: StackEvent[] = [];
    const cloud = await LocalCloud.start({ region: 'us-east-1', accountId: '123456789012', seed: 1 });
    try {
      const deployed = new DeployedStack(cloud, { stackName: 'Churn', onEvent: (event) => events.push(event) });
      await deploy(deployed, declare, { guards: NONE, strategy: canary, image: 1 });
      const first = await described(cloud);
      for (const [step, declared] of steps) {
        events.length = 0;
        const { status, alarms } = await deploy(deployed, declare, declared);
        const { LastDeploymentConfig, ...after } = await described(cloud);
        const updated = events.findIndex((event) => event.type === type && event.status === 'UPDATE_COMPLETE');
        const newFleet = events.some((event) => event.type === 'AWS::SageMaker::EndpointConfig' && event.status === 'DELETE_COMPLETE');
        // An update that asks for no strategy, as without the mixin, leaves the last one to be described.
        const asked = newFleet && !(declare === mixedIn && alarms.length === 0);
        const enforced = alarms.filter(({ AlarmDescription = '' }) => !AlarmDescription.startsWith('Reports')).length;
        const result: Deployed = {
          step,
          status,
          failed: events.filter((event) => event.status.endsWith('FAILED')).map(({ logicalId, reason }) => `${logicalId}: ${reason}`),
          replaced: events.some((event) => event.type === type && (event.status.startsWith('DELETE') || /new physical resource/.test(event.reason ?? ''))),
          endpoint: [after.EndpointArn, after.CreationTime, after.EndpointStatus],
          goneTooEarly: events.slice(0, updated).filter((event) => event.type === 'AWS::CloudWatch::Alarm' && event.status.startsWith('DELETE')).map(({ logicalId }) => logicalId),
          guardedBy: asked ? LastDeploymentConfig?.AutoRollbackConfiguration?.Alarms?.length ?? 0 : enforced,
          enforced,
        };
        expect(updated).toBeGreaterThan(0);
        expect(result).toEqual({
          ...result, status: 'UPDATE_COMPLETE', failed: [], replaced: false, endpoint: [first.EndpointArn, first.CreationTime, 'InService'], goneTooEarly: [], guardedBy: enforced,
        });
      }
      expect((await described(cloud)).EndpointConfigName).not.toBe(first.EndpointConfigName);
    } finally {
      await cloud.close();
    }
  });
});

type Declare = (stack: Stack, declared: Declared) => void;

async function deploy(
  deployed: DeployedStack, declare: Declare, declared: Declared,
): Promise<{ readonly status: string; readonly alarms: ReadonlyArray<{ readonly AlarmDescription?: string }> }> {
  const outdir = mkdtempSync(join(directory, 'out-'));
  const app = new App({ outdir, analyticsReporting: false });
  declare(new Stack(app, 'Churn', { env: { region: 'us-east-1' } }), declared);
  app.synth();
  const assembly = readStack(outdir);
  const { status } = await deployed.deploy(assembly);
  return { status, alarms: Object.values(assembly.template.Resources!).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm').map(({ Properties = {} }) => Properties) };
}

function described(cloud: LocalCloud): Promise<DescribeEndpointOutput> {
  return cloud.sagemaker.send(new DescribeEndpointCommand({ EndpointName: NAME }));
}
