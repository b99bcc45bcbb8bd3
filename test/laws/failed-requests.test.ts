import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStack, type AssemblyStack } from '../../src/rehearsal/assembly';
import type { RehearsedDeployment } from '../../src/rehearsal/rehearsal';
import { rehearse } from '../../src/rehearsal/rehearse';
import { DEFAULT_SCENARIO } from '../../src/rehearsal/scenario/default-scenario';
import type { DeploymentConfig } from '../../src/rollout/deployment-config';

const directory = mkdtempSync(join(tmpdir(), 'closed-form-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const INSTANCES = 4;
const RATE = 200;
const ERROR_RATE = 0.02;
const ONE = { Type: 'INSTANCE_COUNT', Value: 1 };
const LAUNCH = 240;

// How each strategy exposes requests, worked out by hand: green's share of the traffic, and for how many seconds of the update.
const STRATEGIES: ReadonlyArray<readonly [name: string, policy: object, exposure: ReadonlyArray<readonly [share: number, seconds: number]>]> = [
  ['all at once', { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0 }, TerminationWaitInSeconds: 600 } }, [[1, 600]]],
  [
    'a canary',
    { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'CANARY', CanarySize: ONE, WaitIntervalInSeconds: 600 }, TerminationWaitInSeconds: 300 } },
    [[0.25, 600], [1, 300]],
  ],
  [
    'linear steps',
    { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'LINEAR', LinearStepSize: ONE, WaitIntervalInSeconds: 300 }, TerminationWaitInSeconds: 120 } },
    [[0.25, 300], [0.5, 300], [0.75, 300], [1, 120]],
  ],
  // Between the batches the next instances launch, while green keeps the share that it has.
  [
    'a rolling update',
    { RollingUpdatePolicy: { MaximumBatchSize: ONE, WaitIntervalInSeconds: 300 } },
    [[0.25, 300 + LAUNCH], [0.5, 300 + LAUNCH], [0.75, 300 + LAUNCH], [1, 300]],
  ],
];

describe('the failed requests that a rehearsal predicts', () => {
  // Rate x share x time x probability; 4 standard deviations of a binomial, over the seeds.
  test.each(STRATEGIES)('are those of the closed form for %s', async (_name, policy, exposure) => {
    const requests = exposure.reduce((sum, [share, seconds]) => sum + RATE * share * seconds, 0);
    const expected = requests * ERROR_RATE;
    const assembly = endpointWith(policy as DeploymentConfig);
    const seeds = [1, 2, 3];
    const counted = await Promise.all(seeds.map((seed) => failures(assembly, seed)));
    const mean = counted.reduce((sum, { failedRequests }) => sum + failedRequests, 0) / seeds.length;
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(expected / seeds.length));
    counted.forEach(({ outcome, failedRequests, requestsToNewVersion }) => {
      expect(outcome).toBe('inService');
      expect(Math.abs(failedRequests - expected)).toBeLessThan(4 * Math.sqrt(expected));
      expect(Math.abs(requestsToNewVersion - requests)).toBeLessThan(4 * Math.sqrt(requests) + RATE * LOOK_SECONDS);
    });
  });
});

/** CloudFormation looks so often whether the update is over; until it has seen it, the new version serves. */
const LOOK_SECONDS = 15;

async function failures(assembly: AssemblyStack, seed: number): Promise<RehearsedDeployment> {
  const { versions } = await rehearse({
    assembly,
    reproduce: '',
    scenario: {
      ...DEFAULT_SCENARIO,
      seed,
      provisioningSeconds: LAUNCH,
      requestsPerSecond: RATE,
      versions: [{ name: 'healthy', behaviour: {}, images: {} }, { name: 'failing', behaviour: { errorRate: ERROR_RATE }, images: {} }],
    },
  });
  return versions[1].deployment;
}

function endpointWith(DeploymentConfig: object): AssemblyStack {
  const path = join(directory, 'template.json');
  writeFileSync(path, JSON.stringify({
    Resources: {
      Model: { Type: 'AWS::SageMaker::Model', Properties: { ExecutionRoleArn: 'arn:aws:iam::123456789012:role/r', PrimaryContainer: { Image: 'image:1' } } },
      Config: {
        Type: 'AWS::SageMaker::EndpointConfig',
        Properties: {
          ProductionVariants: [{
            VariantName: 'v', ModelName: { 'Fn::GetAtt': 'Model.ModelName' }, InstanceType: 'ml.m5.large', InitialInstanceCount: INSTANCES, InitialVariantWeight: 1,
          }],
        },
      },
      Endpoint: { Type: 'AWS::SageMaker::Endpoint', Properties: { EndpointConfigName: { 'Fn::GetAtt': 'Config.EndpointConfigName' }, DeploymentConfig } },
    },
  }));
  return readStack(path);
}
