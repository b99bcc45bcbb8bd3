import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/program';
import { readStack, readStacks } from '../../src/rehearsal/assembly';
import { planPage } from '../../src/rehearsal/plan/page';
import { planReport, type PlanReport } from '../../src/rehearsal/plan/plan-report';
import { rehearse, type RehearsalResult } from '../../src/rehearsal/rehearse';
import { html } from '../../src/rehearsal/report/html';
import { junit } from '../../src/rehearsal/report/junit';
import { DEFAULT_SCENARIO } from '../../src/rehearsal/scenario/default-scenario';

/** What breaks out of text, attributes, titles, styles and comments; a template of a chart's library; and what moves a terminal's cursor. */
const HOSTILE = '</title></style></text>--><script>alert(1)</script>"\'><img src=x onerror=alert(1)>{b}{@[0]}&lt;\u001b[2J\u001b[31m\u0007';

const directory = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Every name that is free to choose. */
function template(name: string): string {
  const alarm = (AlarmName: string, more: object) => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName,
      Namespace: 'AWS/SageMaker',
      Dimensions: [
        { Name: 'EndpointName', Value: 'churn' }, { Name: 'VariantName', Value: 'AllTraffic' },
        { Name: 'EndpointConfigName', Value: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] } },
      ],
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      ...more,
    },
  });
  const errors = `errors ${name}`;
  const path = join(directory, 'hostile.json');
  writeFileSync(path, JSON.stringify({
    Description: name,
    Resources: {
      [`Other ${name}`]: { Type: `Custom::Any${name}`, Properties: { ServiceToken: name } },
      Errors: alarm(errors, { MetricName: 'Invocation5XXErrors', Statistic: 'Average', Threshold: 0.01 }),
      Latency: alarm(`latency ${name}`, { MetricName: 'ModelLatency', ExtendedStatistic: 'p99', Threshold: 1e6 }),
      Model: { Type: 'AWS::SageMaker::Model', Properties: { ExecutionRoleArn: 'arn:aws:iam::123456789012:role/model', PrimaryContainer: { Image: 'image:1' } } },
      Config: {
        Type: 'AWS::SageMaker::EndpointConfig',
        Properties: {
          ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: { 'Fn::GetAtt': ['Model', 'ModelName'] }, InstanceType: 'ml.m5.large', InitialInstanceCount: 2 }],
        },
      },
      Endpoint: {
        Type: 'AWS::SageMaker::Endpoint',
        DependsOn: ['Errors', 'Latency'],
        Properties: {
          EndpointName: 'churn',
          EndpointConfigName: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] },
          DeploymentConfig: {
            BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0 }, TerminationWaitInSeconds: 600 },
            AutoRollbackConfiguration: { Alarms: [{ AlarmName: errors }, { AlarmName: `latency ${name}` }] },
          },
        },
      },
    },
  }));
  return path;
}

/** Its elements, each with the names of its attributes. */
function elementsOf(page: string): string[] {
  const elements = [...page.matchAll(/<([a-z!/][^\s>/]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/gi)];
  return elements.map(([, name, attributes]) => [name, ...[...attributes.matchAll(/([^\s=]+)="[^"]*"/g)].map(([, attribute]) => attribute)].join(' '));
}

function expectTextAlone(hostile: string, plain: string): void {
  expect(hostile).toContain('alert(1)');
  expect(elementsOf(plain).length).toBeGreaterThan(100);
  expect(new Set(elementsOf(hostile))).toEqual(new Set(elementsOf(plain)));
  expect(hostile.split('<')).toHaveLength(elementsOf(hostile).length + 1);
  expect(hostile).not.toMatch(CONTROL);
}

/** What no page and no XML should get. */
// eslint-disable-next-line no-control-regex -- those are meant
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

async function rehearsed(name: string): Promise<RehearsalResult> {
  const versions = DEFAULT_SCENARIO.versions.slice(0, 2).map((version) =>
    ({ ...version, name: `${version.name} ${name}`, expect: { outcome: 'inService' as const } }));
  return rehearse({ assembly: readStack(template(name)), scenario: { ...DEFAULT_SCENARIO, settleSeconds: 120, versions }, reproduce: `rehearse ${name}` });
}

const PLANNED = { requestsPerSecond: 10, provisioningSeconds: 240, pricePerInstanceHour: {} };

function planned(name: string): PlanReport {
  return planReport(readStacks(template(name)), PLANNED, { compare: true, riskBudget: 5 });
}

test('names of a template are text in the report of a rehearsal, whatever they are', async () => {
  const [hostile, plain] = [await rehearsed(HOSTILE), await rehearsed('plain')];
  expect(plain.versions.map(({ deployment }) => deployment.outcome)).toEqual(['inService', 'rolledBack']);
  expect(hostile.versions.map(({ deployment }) => deployment.outcome)).toEqual(['inService', 'rolledBack']);
  expectTextAlone(html(hostile.report), html(plain.report));
  expect(junit(hostile)).toContain('alert(1)');
  expect(junit(hostile)).not.toMatch(CONTROL);
});

test('and in a plan', () => {
  expectTextAlone(planPage(planned(HOSTILE)), planPage(planned('plain')));
});

test('nor do they move the cursor of a terminal', async () => {
  const written: string[] = [];
  const write = (text: string) => { written.push(text); };
  expect(await run(['plan', template(HOSTILE), '--requests-per-second', '10'], { out: write, err: write, colour: true, stopped: async () => undefined })).toBe(0);
  const text = written.join('');
  expect(text).toContain('alert(1)');
  expect(text).toContain('\u001b[');
  expect(text.replace(/\u001b\[\d+m/g, '')).not.toMatch(CONTROL);
});
