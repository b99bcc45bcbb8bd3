import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { CapacitySize, ContainerImage, DeploymentStrategy, GuardedEndpoint, Model, ModelSource } from '../../src';
import { readStack } from '../../src/rehearsal/assembly';
import { rehearse, type RehearsalResult } from '../../src/rehearsal/rehearse';
import { html } from '../../src/rehearsal/report/html';
import { DEFAULT_SCENARIO } from '../../src/rehearsal/scenario/default-scenario';
import { parseScenario } from '../../src/rehearsal/scenario/parse';

const directory = mkdtempSync(join(tmpdir(), 'versions-'));
const FILE = join(directory, 'two.json');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const MODEL = { Type: 'AWS::SageMaker::Model', Properties: { ExecutionRoleArn: 'arn:aws:iam::123456789012:role/model', PrimaryContainer: { Image: 'registry/a:1' } } };
const variant = (model: string): object => ({
  VariantName: model, ModelName: { 'Fn::GetAtt': [model, 'ModelName'] }, InstanceType: 'ml.m5.large', InitialInstanceCount: 2, InitialVariantWeight: 1,
});

/** Two models of the same image, which share the traffic of one endpoint; no alarm. */
writeFileSync(FILE, JSON.stringify({
  Resources: {
    Champion: MODEL,
    Challenger: { ...MODEL, Properties: { ...MODEL.Properties, ModelName: 'the-challenger' } },
    Config: { Type: 'AWS::SageMaker::EndpointConfig', Properties: { ProductionVariants: [variant('Champion'), variant('Challenger')] } },
    Endpoint: { Type: 'AWS::SageMaker::Endpoint', Properties: { EndpointName: 'two', EndpointConfigName: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] } } },
  },
}));

function rehearsed(yaml: string): Promise<RehearsalResult> {
  return rehearse({ assembly: readStack(FILE), scenario: parseScenario(yaml, join(directory, 'scenario.yaml')), reproduce: 'again' });
}

/** How much of the last minute's traffic each fleet failed. */
function errorPercents({ report }: RehearsalResult): Record<string, number> {
  return Object.fromEntries(report.endpoints[0].fleets.map(({ label, metrics }) => [label, Math.round(metrics.serverErrorPercent.at(-1)!.value)]));
}

describe('the behaviour of a version', () => {
  test('is that of all its models', async () => {
    expect(errorPercents(await rehearsed('versions: [{ name: v1, behaviour: { errorRate: 1 } }]'))).toEqual({ 'v1, Champion': 100, 'v1, Challenger': 100 });
  });

  test.each([['by logical id', 'Challenger'], ['by its name', 'the-challenger']])('may be of one model %s, of several with the same image', async (_how, name) => {
    expect(errorPercents(await rehearsed(`versions: [{ name: v1, models: { ${name}: { errorRate: 1 } } }]`))).toEqual({ 'v1, Champion': 0, 'v1, Challenger': 100 });
  });

  test('may be of an image, of which the longest beginning counts', async () => {
    const result = await rehearsed('versions: [{ name: v1, behaviour: { errorRate: 1 }, images: { registry/: { errorRate: 1 }, "registry/a": {} } }]');
    expect(errorPercents(result)).toEqual({ 'v1, Champion': 0, 'v1, Challenger': 0 });
  });

  test('is not lost where nothing has that name', async () => {
    await expect(rehearsed('versions: [{ name: v1, images: { registry/b: {} } }]')).rejects.toThrow(/image 'registry\/b', there are 'registry\/a:1'/);
  });
});

describe('a version that never becomes healthy', () => {
  test('fails the creation, and leaves a report without an endpoint to draw', async () => {
    const result = await rehearsed('versions: [{ name: v1, behaviour: { provisioning: { failure: no such image } }, expect: { outcome: failed, serving: v1 } }]');
    expect(result.versions[0].deployment).toMatchObject({ status: 'ROLLBACK_COMPLETE', outcome: 'failed', serving: {}, servingVersions: [] });
    expect(result.versions[0].checks.map(({ what, holds }) => [what, holds])).toEqual([['outcome', true], ['serving', false]]);
    expect(html(result.report)).toMatch(/no such image/);
  });
});

describe('a model with a name of its own', () => {
  test('gets another one in each version, as CloudFormation could not replace it otherwise', async () => {
    const result = await rehearsed('versions: [{ name: v1 }, { name: v2, models: { the-challenger: { errorRate: 1 } } }, { name: v3 }]');
    expect(result.versions.map(({ deployment }) => deployment.outcome)).toEqual(['inService', 'inService', 'inService']);
    expect(errorPercents(result)).toMatchObject({ 'v1, Challenger': 0, 'v2, Champion': 0, 'v2, Challenger': 100, 'v3, Challenger': 0 });
  });
});

describe('traffic', () => {
  test('begins when the endpoint is there, goes on through deployments, and changes with a version', async () => {
    const { report, versions } = await rehearsed(`
traffic: { requestsPerSecond: 100, spikes: [{ at: 5m, for: 1m, factor: 0 }] }
settle: 10m
versions:
  - name: v1
  - name: v2
    traffic: { requestsPerSecond: 1000 }
`);
    const [, second] = versions;
    const [first] = report.endpoints[0].fleets.filter(({ label }) => label === 'v1, Champion');
    const perMinute = first.metrics.invocationsPerMinute.filter(({ time }) => time < second.deployment.from).map(({ value }) => value);
    // A minute without requests has no datapoint.
    expect(perMinute).toHaveLength(9);
    perMinute.forEach((requests) => expect(Math.abs(requests - 3000)).toBeLessThan(5 * Math.sqrt(3000)));
    const expected = 1000 * second.deployment.seconds;
    expect(Math.abs(second.deployment.requests - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });
});

describe('a report', () => {
  test('has the states of all alarms on the endpoint, those on an expression included', async () => {
    const { Resources } = JSON.parse(readFileSync(FILE, 'utf8'));
    const metric = (MetricName: string): object => ({
      Namespace: 'AWS/SageMaker', MetricName, Dimensions: [{ Name: 'EndpointName', Value: 'two' }, { Name: 'VariantName', Value: 'Champion' }],
    });
    const query = (Id: string, MetricName: string): object => ({ Id, ReturnData: false, MetricStat: { Metric: metric(MetricName), Period: 60, Stat: 'Sum' } });
    const rule = { EvaluationPeriods: 1, Threshold: 0.01, ComparisonOperator: 'GreaterThanThreshold' };
    const file = join(directory, 'alarms.json');
    writeFileSync(file, JSON.stringify({
      Resources: {
        ...Resources,
        Plain: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'plain', ...rule, ...metric('Invocation5XXErrors'), Period: 60, Statistic: 'Average' } },
        Expression: {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: { AlarmName: 'expression', ...rule, Metrics: [query('errors', 'Invocation5XXErrors'), query('all', 'Invocations'), { Id: 'share', Expression: 'errors / all' }] },
        },
        // More than CloudWatch tells of at a time.
        ...Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`Elsewhere${index}`, {
          Type: 'AWS::CloudWatch::Alarm',
          Properties: { AlarmName: `elsewhere-${index}`, ...rule, Namespace: 'Other', MetricName: 'Depth', Dimensions: [{ Name: 'Queue', Value: 'two' }], Period: 60, Statistic: 'Sum' },
        }])),
      },
    }));
    const scenario = parseScenario('versions: [{ name: v1, behaviour: { errorRate: 1 } }]', join(directory, 'scenario.yaml'));
    const { report } = await rehearse({ assembly: readStack(file), scenario, reproduce: 'again' });
    expect(report.endpoints[0].alarms.map(({ alarmName, states }) => [alarmName, states.at(-1)!.state])).toEqual([['expression', 'ALARM'], ['plain', 'ALARM']]);
  });

  test('needs nothing else, and shows instances, alarms, verdicts and events in both themes', async () => {
    const { report } = await rehearsed('versions: [{ name: v1 }, { name: "<v2>", expect: { outcome: inService } }]');
    const page = html(report);
    expect(page).not.toMatch(/<script|<link|src=|href=|NaN|undefined|Infinity|<v2>/);
    expect(page.match(/<figure>/g)).toHaveLength(5);
    expect(page.match(/class="chart light"/g)).toHaveLength(5);
    expect(page.match(/class="chart dark"/g)).toHaveLength(5);
    expect(page).toMatch(/<h3>Instances<\/h3>/);
    expect(page).toMatch(/<td>holds<\/td>/);
    expect(page).toMatch(/UPDATE_<wbr>COMPLETE/);
    const [before, after] = report.endpoints[0].fleets.filter(({ label }) => /Champion/.test(label));
    expect(before.instances.map(({ value }) => value)).toEqual([0, 2, 0]);
    expect(after.instances.map(({ value }) => value)).toEqual([0, 2]);
  });
});

describe('versions of one template with a long rollout', () => {
  test('have a wait condition each: the good one is in service after hours', async () => {
    const app = new App({ outdir: join(directory, 'long'), analyticsReporting: false });
    const stack = new Stack(app, 'Long', { env: { region: 'us-east-1' } });
    const model = new Model(stack, 'Model', { source: ModelSource.fromContainer({ image: ContainerImage.fromUri('image:1') }) });
    new GuardedEndpoint(stack, 'Endpoint', {
      endpointName: 'long',
      variants: [{ model, instanceType: 'ml.m5.large', initialInstanceCount: 10 }],
      strategy: DeploymentStrategy.linear({ stepSize: CapacitySize.percent(10), bakingPeriod: Duration.minutes(20) }),
    });
    app.synth();
    const result = await rehearse({ assembly: readStack(join(directory, 'long')), scenario: DEFAULT_SCENARIO, reproduce: 'again' });
    expect(result.versions.map(({ deployment }) => deployment.outcome)).toEqual(['inService', 'rolledBack', 'inService']);
    expect(result.versions[2].deployment.seconds).toBeGreaterThan(3 * 3600);
  });
});
