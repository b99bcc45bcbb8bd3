import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { ChurnStack } from '../../examples/churn/churn-stack';
import { run } from '../../src/cli/program';
import type { PlanReport } from '../../src/rehearsal/plan/plan-report';

const directory = mkdtempSync(join(tmpdir(), 'plan-'));
const churn = join(directory, 'cdk.out');
const page = join(directory, 'plan.html');

const app = new App({ outdir: churn });
new ChurnStack(app, 'Churn', { image: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:0.90-1-cpu-py3', env: { region: 'us-east-1' } });
new Stack(app, 'Empty');
app.synth();

afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function plan(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run(['plan', ...words], {
    out: (text) => { out += text; },
    err: (text) => { err += text; },
    stopped: () => new Promise(() => undefined),
  });
  return { code, out, err };
}

/** Several variants, a single instance, a rolling update, and a fleet that is not known: written by hand. */
const OTHERS = join(directory, 'others.yaml');
writeFileSync(OTHERS, `
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: Champion, InstanceType: ml.m5.xlarge, InitialInstanceCount: 10, InitialVariantWeight: 9, ModelName: m }
        - { VariantName: Challenger, InstanceType: ml.g5.48xlarge, InitialInstanceCount: "2", InitialVariantWeight: 1, ModelName: m }
  Alone:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      EndpointConfigName: alone
      ProductionVariants: [{ VariantName: AllTraffic, InstanceType: ml.m5.large, InitialInstanceCount: 1, ModelName: m }]
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties: { MetricName: Invocation5XXErrors, Namespace: AWS/SageMaker, Statistic: Average, Threshold: "0.05", Period: "300", EvaluationPeriods: 3, DatapointsToAlarm: 2 }
  Several:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: several
      EndpointConfigName: !GetAtt Config.EndpointConfigName
      DeploymentConfig:
        AutoRollbackConfiguration: { Alarms: [{ AlarmName: !Ref Alarm }, { AlarmName: elsewhere }] }
        BlueGreenUpdatePolicy:
          TrafficRoutingConfiguration: { Type: LINEAR, WaitIntervalInSeconds: "3600", LinearStepSize: { Type: CAPACITY_PERCENT, Value: 10 } }
          TerminationWaitInSeconds: 120
  Single:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: alone
      DeploymentConfig:
        BlueGreenUpdatePolicy:
          TrafficRoutingConfiguration: { Type: CANARY, WaitIntervalInSeconds: 300, CanarySize: { Type: INSTANCE_COUNT, Value: 1 } }
  Unknown:
    Type: AWS::SageMaker::Endpoint
    Properties: { EndpointConfigName: from-elsewhere }
`);

describe('guarded-endpoint plan', () => {
  test('shows what an update of the churn example will be', async () => {
    const { code, out, err } = await plan(churn, '--requests-per-second', '10', '--price-per-instance-hour', 'ml.m5.xlarge=0.23');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`\
churn (stack Churn): canary, 3 x ml.m5.xlarge (AllTraffic)

  phase              from     to   green  blue + green  at risk  unguarded
  launch green      00:00  04:00     0 %         3 + 3        0          0
  bake canary       04:00  09:00  33.3 %         3 + 3      400       1000
  bake all traffic  09:00  11:00   100 %         3 + 3        0       1200
  done              11:00          100 %         0 + 3      400      2200+

  at risk       requests that fail if green fails all of its own, at 10 requests
                a second; rolled back after 6 min
                unguarded: the same if nothing goes off; +: and from then on
                every request, until somebody notices
  guardrails    churn-AllTraffic-ServerErrorRate: 2 min after green's first
                traffic, in "bake canary"
                churn-AllTraffic-ModelLatency-p99: 2 min after green's first
                traffic, in "bake canary"
  instances     ml.m5.xlarge: 6 at the same time, usually 3 (against the quota
                "ml.m5.xlarge for endpoint usage"); 0.55 instance-hours more
                than without the update, which cost 0.13
  all well      11 min, with 4 min a launch
  at worst      22 min, with 15 min a launch and a rollback in the last bake
                within 30 min, MaximumExecutionTimeoutInSeconds
                within 55 min, the custom resource's wait
                within 8 h, the service's longest update
`);
  });

  test('puts the strategies side by side, and recommends one for the risk budget', async () => {
    const { code, out } = await plan(churn, '--stack', 'Churn', '--requests-per-second', '10', '--compare', '--risk-budget', '500');
    expect(code).toBe(0);
    expect(out.slice(out.indexOf('Strategies'))).toBe(`\
Strategies with the same bakes, at 10 requests a second

  strategy     at risk  steps  all well  at worst  peak  extra hours  verdict
  all at once     1200      1     09:00     20:00     6         0.45  possible
  canary *         400      2     11:00     22:00     6         0.55  take
  linear           400      3     16:00     27:00     6          0.8  possible
  rolling          400      3     27:00   1:15:00     4         0.45  too long
  * as declared

  rolling       may take 1 h 15 min, longer than the custom resource's wait
  take          canary: it puts 400 requests at risk, within the budget of 500,
                and takes 11 min; all at once puts 1200 at risk, linear takes 16
                min
`);
  });

  test('plans the update from what is deployed now', async () => {
    const deployed = join(directory, 'deployed.json');
    writeFileSync(deployed, readFileSync(join(churn, 'Churn.template.json'), 'utf8').replace('"ml.m5.xlarge"', '"ml.c5.xlarge"').replace('"InitialInstanceCount": 3', '"InitialInstanceCount": 5'));
    const { code, out } = await plan(churn, '--from', deployed);
    expect(code).toBe(0);
    expect(out).toContain('ml.c5.xlarge: 5 at the same time, 5 before and 0 after');
    expect(out).toContain('ml.m5.xlarge: 3 at the same time, 0 before and 3 after');
    const created = await plan(churn, '--stack', 'Churn', '--from', OTHERS);
    expect(created).toEqual({ code: 1, out: '', err: expect.stringContaining("endpoint 'churn' of stack 'Churn' cannot be planned: it is not among what is deployed now, so it will be created") });
  });

  test('plans native endpoints of a template: several variants, a single instance, alarms and configs from elsewhere', async () => {
    const { code, out } = await plan(OTHERS, '--compare');
    expect(code).toBe(0);
    expect(out).toMatch(/^several \(stack others\): linear, 10 x ml\.m5\.xlarge \(Champion\), 2 x ml\.g5\.48xlarge\n\(Challenger\)/m);
    expect(out).toMatch(/at worst +9 h 17 min.*\n +LONGER than 8 h, the service's longest update/);
    expect(out).toMatch(/how soon it goes off is not\s+known: alarm 'elsewhere'/);
    expect(out).toMatch(/refused +CanarySize is 1 of 1 instance \(100 %\)/);
    expect(out).toMatch(/Unknown \(stack others\) is not planned: its endpoint config is not declared in\s+this stack/);
  });

  test.each([[churn], [OTHERS]])('keeps to 80 columns, without colours where there is no terminal', async (assembly) => {
    const { out } = await plan(assembly, '--requests-per-second', '1000', '--compare', '--risk-budget', '1');
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    // eslint-disable-next-line no-control-regex -- the escape character is what is looked for
    expect(out).not.toMatch(/\u001b/);
  });

  test('gives JSON with the same figures, and says on the error output where the page is', async () => {
    const { code, out, err } = await plan(churn, '--requests-per-second', '10', '--json', '--compare', '--html', page);
    expect(code).toBe(0);
    const report = JSON.parse(out) as PlanReport;
    expect(report).toMatchObject({ formatVersion: 1, assumptions: { requestsPerSecond: 10, provisioningSeconds: 240 }, notPlanned: [] });
    expect(report.endpoints).toEqual([expect.objectContaining({ stackName: 'Churn', endpointName: 'churn', strategy: 'CANARY', durationSeconds: 660 })]);
    expect(report.endpoints[0].requestsAtRisk.guarded).toBeCloseTo(400);
    expect(report.endpoints[0].comparison!.options).toHaveLength(4);
    expect(err).toMatch(/^churn \(stack Churn\): canary/);
    expect(err.endsWith(`written: ${page}\n`)).toBe(true);
  });

  test('writes a page that needs nothing else, with every chart in both themes', async () => {
    const { out } = await plan(OTHERS, '--compare', '--requests-per-second', '5', '--risk-budget', '9', '--html', page);
    expect(out).toMatch(/written: /);
    const html = readFileSync(page, 'utf8');
    expect(html).not.toMatch(/<script|<link|src=|href=|NaN|undefined|Infinity/);
    // Traffic and each instance type, of both endpoints, and the comparison of the one whose risk is known.
    expect(html.match(/<figure>/g)).toHaveLength(3 + 2 + 1);
    expect(html.match(/class="chart light"/g)).toHaveLength(6);
    expect(html.match(/class="chart dark"/g)).toHaveLength(6);
    expect(html).toContain('CanarySize is 1 of 1 instance (100 %)');
  });

  test.each([
    [[join(directory, 'nowhere')], /is not a cloud assembly; run `cdk synth` first/],
    [[churn, '--stack', 'Chrun'], /no stack 'Chrun' in .*, there are 'Churn', 'Empty'/],
    [[churn, '--stack', 'Empty'], /no endpoint in stack 'Empty'; declare a GuardedEndpoint/],
  ])('fails with 1 and says why: %s', async (words, message) => {
    const { code, out, err } = await plan(...words);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
  });

  test('fails where no fleet is known, and does not write a page', async () => {
    const template = join(directory, 'unknown.json');
    const never = join(directory, 'never.html');
    writeFileSync(template, JSON.stringify({ Resources: { E: { Type: 'AWS::SageMaker::Endpoint', Properties: { EndpointConfigName: 'elsewhere' } } } }));
    const { code, err } = await plan(template, '--html', never);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/endpoint 'E' of stack 'unknown' cannot be planned: its endpoint config is not declared/) });
    expect(existsSync(never)).toBe(false);
  });

  test('says which stacks there are where none has an endpoint', async () => {
    const empty = join(directory, 'empty.out');
    mkdirSync(empty);
    const two = new App({ outdir: empty });
    new Stack(two, 'One');
    new Stack(two, 'Two');
    two.synth();
    expect(await plan(empty)).toMatchObject({ code: 1, err: expect.stringMatching(/no endpoint in stacks 'One', 'Two'/) });
  });

  test.each([
    [['--risk-budget', '5'], /add --compare/],
    [['--compare', '--risk-budget', '5'], /add --requests-per-second/],
    [['--requests-per-second', '-1'], /a rate of requests is a number from 0/],
    [['--price-per-instance-hour', 'cheap'], /written like ml\.m5\.xlarge=0\.23/],
    [['--provisioning-seconds', '1.5'], /a provisioning time is a whole number/],
    [['--colour'], /unknown option '--colour'/],
  ])('ends with 2 on wrong usage: %s', async (words, message) => {
    const { code, out, err } = await plan(churn, ...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});
