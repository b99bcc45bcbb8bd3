import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { CapacitySize, ContainerImage, DeploymentStrategy, EndpointUpdater, GuardedEndpoint, Guardrail, Model, ModelSource } from '../../src';
import { readStack } from '../../src/rehearsal/assembly';
import { rehearse, type RehearsalResult } from '../../src/rehearsal/rehearse';
import { html } from '../../src/rehearsal/report/html';
import { json } from '../../src/rehearsal/report/json';
import { parseScenario } from '../../src/rehearsal/scenario/parse';

const directory = mkdtempSync(join(tmpdir(), 'own-metric-'));
beforeAll(() => {
  const app = new App({ outdir: directory, analyticsReporting: false });
  const stack = new Stack(app, 'Shop', { env: { region: 'us-east-1' } });
  const clicks = new cloudwatch.Metric({
    namespace: 'Shop', metricName: 'Clicks', dimensionsMap: { Page: 'home' }, statistic: 'Average', period: Duration.minutes(1), unit: cloudwatch.Unit.PERCENT,
  });
  new GuardedEndpoint(stack, 'Endpoint', {
    endpointName: 'shop',
    updater: EndpointUpdater.cloudFormation(),
    variants: [{ model: new Model(stack, 'Model', { source: ModelSource.fromContainer({ image: ContainerImage.fromUri('image:1') }) }), instanceType: 'ml.m5.large' }],
    strategy: DeploymentStrategy.canary({ size: CapacitySize.percent(50), bakingPeriod: Duration.minutes(5) }),
    guardrails: [
      Guardrail.serverErrorRate(),
      Guardrail.fromMetric(clicks, { threshold: 3, comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD }),
    ],
  });
  app.synth();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const clicks = (value: number) => `metrics: [{ namespace: Shop, metricName: Clicks, dimensions: { Page: home }, value: ${value}, unit: Percent }]`;

function rehearsed(yaml: string): Promise<RehearsalResult> {
  return rehearse({ assembly: readStack(directory), scenario: parseScenario(yaml, 'scenario.yaml'), reproduce: 'again' });
}

describe('a guardrail on a metric of one\'s own', () => {
  test('rolls back the version whose answers bring it down, diluted by those of the other fleet', async () => {
    const { versions, report, silentAlarms } = await rehearsed(`
versions:
  - name: today
    behaviour: { ${clicks(4)} }
  - name: dull
    behaviour: { ${clicks(1)} }
  - name: a little duller
    behaviour: { ${clicks(2.5)} }
`);
    expect(silentAlarms).toEqual([]);
    expect(versions.map(({ deployment: { outcome, alarms } }) => [outcome, alarms])).toEqual([
      ['inService', []], ['rolledBack', ['shop-Clicks']], ['rolledBack', ['shop-Clicks']],
    ]);
    // Half of the traffic on each: (4 + 1) / 2 is below 3, and (4 + 2.5) / 2 is not, until all traffic is on the new fleet.
    const [, dull, duller] = versions.map(({ deployment }) => deployment);
    expect(duller.requestsToNewVersion).toBeGreaterThan(dull.requestsToNewVersion * 2);
    expect(report.endpoints[0].alarms.map(({ alarmName }) => alarmName)).toContain('shop-Clicks');
  });

  test('is named where nothing publishes the metric', async () => {
    const result = await rehearsed('versions: [{ name: today }]');
    expect(result.silentAlarms).toEqual([{ alarmName: 'shop-Clicks', metrics: ['Shop Clicks'] }]);
    expect(result.report.summary.at(-1)).toMatch(/^shop-Clicks had no data \(Shop Clicks\) and could not go off: .*`metrics`/);
    expect(html(result.report)).toContain('shop-Clicks had no data');
    expect(JSON.parse(json(result)).silentAlarms).toEqual(result.silentAlarms);
  });

  test('has no data of requests that are not answered', async () => {
    const { silentAlarms } = await rehearsed(`versions: [{ name: today, behaviour: { errorRate: 0.5, clientErrorRate: 0.5, ${clicks(4)} } }]`);
    expect(silentAlarms).toHaveLength(1);
  });
});

test('every guardrail of an endpoint without traffic is named, as metrics of the service, which no scenario gives', async () => {
  const { report } = await rehearsed(`{ traffic: { requestsPerSecond: 0 }, versions: [{ name: today, behaviour: { ${clicks(4)} } }] }`);
  expect(report.summary).toContain('shop-AllTraffic-ServerErrorRate had no data (AWS/SageMaker Invocation5XXErrors) and could not go off.');
});
