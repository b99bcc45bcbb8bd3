import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStack } from '../../src/rehearsal/assembly';
import { rehearse, type RehearsalResult } from '../../src/rehearsal/rehearse';
import { parseScenario } from '../../src/rehearsal/scenario/parse';

const NAMED = readFileSync(join(__dirname, 'fixtures', 'foreign', 'named.yaml'), 'utf8');
const SCALED = `
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    DependsOn: Endpoint
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: endpoint/churn/variant/v
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: '2'
      MaxCapacity: 6
  Policy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: track
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref Target
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 1000
        PredefinedMetricSpecification: { PredefinedMetricType: SageMakerVariantInvocationsPerInstance }
`;
const TABLE = `
  Table:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties: { ServiceNamespace: dynamodb, ResourceId: table/t, ScalableDimension: dynamodb:table:ReadCapacityUnits, MinCapacity: 1, MaxCapacity: 9 }
`;

const directory = mkdtempSync(join(tmpdir(), 'scaled-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a template that scales its endpoint', () => {
  let result: RehearsalResult;
  beforeAll(async () => {
    result = await rehearsed(NAMED + SCALED + TABLE, '');
  });

  test('has its variant scaled between the updates', () => {
    const [first] = result.report.endpoints[0].fleets;
    expect(Math.max(...first.instances.map(({ value }) => value))).toBe(6);
  });

  test('is updated to the instances of the new config, as the service documents, and scaled again', () => {
    const [, second] = result.report.endpoints[0].fleets;
    const counts = second.instances.map(({ value }) => value);
    expect(counts.slice(0, 3)).toEqual([0, 1, 2]);
    expect(counts.at(-1)).toBe(6);
    // Six of the old fleet, and the first batch of the new one, which counts from the moment it is launched.
    expect(result.versions[1].deployment.peakInstances).toBe(7);
  });

  test('has a stand-in for what it scales elsewhere', () => {
    expect(result.standIns).toEqual([{
      logicalId: 'Table',
      type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      reason: 'Scaling of the service namespace dynamodb is not simulated. Use sagemaker.',
    }]);
  });
});

describe('a scenario that scales', () => {
  test('has every variant scaled that the template does not scale', async () => {
    const scaling = 'autoscaling: { min: 2, max: 4, invocationsPerInstance: 1000, scaleOutCooldown: 60s }\n';
    const peak = async (template: string) => {
      const [{ instances }] = (await rehearsed(template, scaling)).report.endpoints[0].fleets;
      return Math.max(...instances.map(({ value }) => value));
    };
    expect(await peak(NAMED)).toBe(4);
    expect(await peak(NAMED + SCALED)).toBe(6);
  });

  test('is refused with its line where it cannot be', () => {
    expect(() => parseScenario('versions: [{ name: a }]\nautoscaling: { min: 5, max: 4, invocationsPerInstance: 1 }', 's.yaml'))
      .toThrow('s.yaml:2: autoscaling.min is 5, at most autoscaling.max is allowed, which is 4');
    expect(() => parseScenario('versions: [{ name: a }]\nautoscaling: { min: 0, max: 4 }', 's.yaml')).toThrow(/s.yaml:2: autoscaling has no 'invocationsPerInstance'/);
  });
});

function rehearsed(template: string, conditions: string): Promise<RehearsalResult> {
  const path = join(directory, 'template.yaml');
  writeFileSync(path, template);
  const scenario = parseScenario(`traffic: { requestsPerSecond: 100 }\nsettle: 20m\nversions: [{ name: a }, { name: b }]\n${conditions}`, 'scenario.yaml');
  return rehearse({ assembly: readStack(path), scenario, reproduce: '' });
}
