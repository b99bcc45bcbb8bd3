import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { ChurnStack } from '../../examples/churn/churn-stack';
import { run } from '../../src/cli/program';

const directory = mkdtempSync(join(tmpdir(), 'rehearse-'));
const file = (name: string, content?: string): string => {
  const path = join(directory, name);
  if (content !== undefined) {
    writeFileSync(path, content);
  }
  return path;
};

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1';
const CHURN = file('cdk.out');
const app = new App({ outdir: CHURN, analyticsReporting: false });
new ChurnStack(app, 'Churn', { image: IMAGE, env: { region: 'us-east-1' } });
new Stack(app, 'Empty');
app.synth();

/** A native endpoint: no Lambda function has to start for it. */
const NATIVE = file('native.json', template(2));

afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Ended { readonly code: number; readonly out: string; readonly err: string }

async function rehearse(words: readonly string[], colour?: boolean): Promise<Ended> {
  const ended = { out: '', err: '' };
  const code = await run(['rehearse', ...words], {
    out: (text) => { ended.out += text; },
    err: (text) => { ended.err += text; },
    colour,
    stopped: () => new Promise(() => undefined),
  });
  return { code, ...ended };
}

describe('guarded-endpoint rehearse', () => {
  test('takes the only stack with an endpoint: created, a bad version rolled back, a good one kept', async () => {
    const { code, out, err } = await rehearse([CHURN]);
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => /^(ok|NOT OK|before:|bad:|good:)/.test(line))).toEqual([
      'before: CREATE_COMPLETE', 'ok        outcome inService',
      'bad: UPDATE_ROLLBACK_COMPLETE', 'ok        outcome rolledBack',
      'good: UPDATE_COMPLETE', 'ok        outcome inService', 'ok        failedRequests 0',
    ]);
    expect(out).toMatch(/bad was rolled back after 6\.0 minutes by churn-AllTraffic-ServerErrorRate: \d+\s+of \d+ requests failed/);
    expect(out).toMatch(/^before was in service after 4\.0 minutes\.$/m);
    expect(out).toMatch(/Not simulated, only given made-up ids: 3 AWS::IAM::Role, \d AWS::IAM::Policy/);
    expect(err).toMatch(/^1 of 3: deploying version 'before'\n00:00:00 +creating on 'before'/);
    expect([...out.split('\n'), ...err.split('\n')].filter((line) => line.length > 80)).toEqual([]);
    // eslint-disable-next-line no-control-regex -- the escape character is what is looked for
    expect(out + err).not.toMatch(/\u001b/);
  }, 30_000);

  test('has the traffic that it is told of where there is no scenario, and says so in the command that does the same again', async () => {
    const report = file(join('a-new-folder', 'rate.html'));
    const requested = async (rate: string): Promise<number> => {
      const { out } = await rehearse([NATIVE, '--quiet', '--requests-per-second', rate, '--parameters', 'ssm:/note=for friday', '--html', report]);
      return Number(/good was in service .* of (\d+) requests/s.exec(out)![1]);
    };
    expect(await requested('50') / await requested('5')).toBeCloseTo(10, 0);
    expect(readFileSync(report, 'utf8')).toMatch(/native\.json --requests-per-second 5 --parameters ('|&#39;)ssm:\/note=for friday\1</);
    const both = await rehearse([NATIVE, '--requests-per-second', '5', '--scenario', 'friday.yaml']);
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining("cannot be used with option '--scenario <file>'") });
  });

  test('ends with 1 if an expectation does not hold, and says which, everywhere', async () => {
    const scenario = file('wrong.yaml', `
versions:
  - name: first
  - name: second
    behaviour: { errorRate: 1 }
    expect: { outcome: inService, failedRequests: 0, within: 1h }
`);
    const [html, json, junit] = ['report.html', 'report.json', 'report.xml'].map((name) => file(name));
    const { code, out, err } = await rehearse([NATIVE, '--scenario', scenario, '--quiet', '--html', html, '--json', json, '--junit', junit]);
    expect(code).toBe(1);
    expect(out).toMatch(/^NOT OK {4}outcome inService, but it is rolledBack$/m);
    expect(out).toMatch(/^ok {8}within 1 h$/m);
    expect(err).toBe('error: 2 expectations do not hold\n');
    expect(readFileSync(junit, 'utf8')).toMatch(/tests="3" failures="2"[^]*<failure message="expected inService, got rolledBack">/);
    expect(readFileSync(html, 'utf8')).toMatch(/DOES NOT HOLD/);
    const report = JSON.parse(readFileSync(json, 'utf8'));
    expect(report).toMatchObject({ formatVersion: 1, stackName: 'native', passed: false });
    expect(report.versions.map(({ name, outcome }: Record<string, string>) => [name, outcome])).toEqual([['first', 'inService'], ['second', 'rolledBack']]);
  });

  test.each([[[]], [['-']]])('writes nothing but JSON to the standard output if it is asked to: --json %s', async (value) => {
    const { code, out, err } = await rehearse([NATIVE, '--json', ...value], true);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ passed: true, endpoints: [{ endpointName: 'native' }] });
    expect(err).toMatch(/bad was rolled back/);
    // eslint-disable-next-line no-control-regex -- the escape character is what is looked for
    expect(err).not.toMatch(/\u001b/);
  });

  test('has colours where it is told that they are seen', async () => {
    const { out } = await rehearse([NATIVE, '--quiet'], true);
    // eslint-disable-next-line no-control-regex -- the escape character is what is looked for
    expect(out).toMatch(/\u001b\[32mok {8}outcome inService/);
  });

  test('begins with what is deployed now: the first update is the change to the new template', async () => {
    const scenario = file('upgrade.yaml', 'versions:\n  - name: now\n  - name: next\n    expect: { peakInstances: 5, outcome: inService }\n');
    expect(await rehearse([file('native2.json', template(3)), '--from', NATIVE, '--stack', 'native', '--scenario', scenario])).toMatchObject({ code: 0 });
  });

  test('repeats itself with the same seed, and not with another', async () => {
    const failures = async (seed: string): Promise<unknown> =>
      JSON.parse((await rehearse([NATIVE, '--seed', seed, '--json'])).out).versions.map(({ failedRequests }: { failedRequests: number }) => failedRequests);
    expect(await failures('3')).toEqual(await failures('3'));
    expect(await failures('3')).not.toEqual(await failures('4'));
  });

  test('prints the schema of scenarios', async () => {
    const { code, out } = await rehearse(['--schema']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ required: ['versions'] });
  });

  test('finds the stacks of a stage', async () => {
    const outdir = file('staged.out');
    const staged = new App({ outdir, analyticsReporting: false });
    new ChurnStack(new Stage(staged, 'Prod', { env: { region: 'us-east-1', account: '123456789012' } }), 'Churn', { image: IMAGE });
    staged.synth();
    const scenario = file('one.yaml', 'versions: [{ name: only, expect: { outcome: inService } }]');
    expect(await rehearse([outdir, '--stack', 'Prod/Churn', '--scenario', scenario])).toMatchObject({ code: 0 });
    expect(await rehearse([outdir, '--stack', 'Prod-Churn', '--scenario', scenario])).toMatchObject({ code: 0 });
  }, 30_000);

  describe('ends with 1 and says why', () => {
    const bad = file('bad.yaml', 'versions:\n  - name: a\n    behaviour:\n      errorRate: 2\n');
    const lost = file('lost.yaml', 'versions:\n  - name: a\n    models: { Modle: { errorRate: 1 } }\n');
    test.each<[string, string[], RegExp]>([
      ['without an assembly', [file('nowhere')], /'.*nowhere' is not a cloud assembly; run `cdk synth` first/],
      ['of a stack that is not there', [CHURN, '--stack', 'Chrun'], /no stack 'Chrun' in '.*', there are 'Churn', 'Empty'/],
      ['without an endpoint', [CHURN, '--stack', 'Empty'], /stack 'Empty' has no guarded endpoint to rehearse/],
      ['without the scenario', [NATIVE, '--scenario', file('none.yaml')], /no scenario file '.*none\.yaml'/],
      ['with a bad scenario, by its line', [NATIVE, '--scenario', bad], /bad\.yaml:4: versions\.0\.behaviour\.errorRate is 2, which must be <= 1/],
      ['with a model that is not there', [NATIVE, '--scenario', lost], /version 'a' says .* model 'Modle', there are 'Model'/],
      ['with a template that has none of its resources', [file('empty.json', '{}')], /empty\.json:1: not a CloudFormation template/],
      ['to a file that is a directory', [NATIVE, '--json', directory], /is a directory, no file can be written there/],
    ])('%s', async (_name, words, message) => {
      const { code, err } = await rehearse(words);
      expect(code).toBe(1);
      expect(err).toMatch(message);
    });
  });

  test.each<[string[], RegExp]>([
    [['--seed', 'x'], /a seed is a whole number/],
    [['--html'], /argument missing/],
    [['--scenarios', 'x'], /unknown option '--scenarios'/],
    [['a', 'b'], /too many arguments/],
  ])('ends with 2 on wrong usage: %s', async (words, message) => {
    const never = file('never.json');
    const { code, out, err } = await rehearse(['--json', never, ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
    expect(existsSync(never)).toBe(false);
  });
});

/**
 * With a canary of one of four instances, errors at a rate p from the first request on and one datapoint to the alarm, the
 * guardrail goes off with the metrics of the first whole minute: 60 s and the delay of 60 s after the traffic shifts.
 * Requests are a Poisson stream, so that failures are one too, with rate * share * p * 120 s of them on average.
 */
describe('the failed requests of a rehearsal are those of the closed form', () => {
  test.each([
    [10, 1, 1], [100, 1, 2], [50, 0.5, 3], [200, 0.2, 4], [1000, 0.05, 5],
  ])('%s requests a second, of which the new version fails %s', async (requestsPerSecond, errorRate, seed) => {
    const scenario = file('closed.yaml', `
seed: ${seed}
traffic: { requestsPerSecond: ${requestsPerSecond} }
versions:
  - name: first
  - name: second
    behaviour: { errorRate: ${errorRate} }
    expect: { outcome: rolledBack }
`);
    const { code, out } = await rehearse([file('four.json', template(4)), '--scenario', scenario, '--json']);
    expect(code).toBe(0);
    const { failedRequests, requestsToNewVersion } = JSON.parse(out).versions[1];
    const expected = requestsPerSecond * 0.25 * 120;
    expect(Math.abs(requestsToNewVersion - expected)).toBeLessThan(5 * Math.sqrt(expected));
    expect(Math.abs(failedRequests - expected * errorRate)).toBeLessThan(5 * Math.sqrt(expected * errorRate));
  });
});

function template(instances: number): string {
  return JSON.stringify({
    Resources: {
      Model: { Type: 'AWS::SageMaker::Model', Properties: { ExecutionRoleArn: 'arn:aws:iam::123456789012:role/model', PrimaryContainer: { Image: 'image:1' } } },
      Config: {
        Type: 'AWS::SageMaker::EndpointConfig',
        Properties: {
          ProductionVariants: [{
            VariantName: 'AllTraffic', ModelName: { 'Fn::GetAtt': ['Model', 'ModelName'] }, InstanceType: 'ml.m5.large', InitialInstanceCount: instances,
          }],
        },
      },
      Errors: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName: 'errors',
          Namespace: 'AWS/SageMaker',
          MetricName: 'Invocation5XXErrors',
          Dimensions: [
            { Name: 'EndpointName', Value: 'native' }, { Name: 'VariantName', Value: 'AllTraffic' },
            { Name: 'EndpointConfigName', Value: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] } },
          ],
          Statistic: 'Average',
          Period: 60,
          EvaluationPeriods: 1,
          Threshold: 0.01,
          ComparisonOperator: 'GreaterThanThreshold',
        },
      },
      Endpoint: {
        Type: 'AWS::SageMaker::Endpoint',
        DependsOn: 'Errors',
        Properties: {
          EndpointName: 'native',
          EndpointConfigName: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] },
          DeploymentConfig: {
            AutoRollbackConfiguration: { Alarms: [{ AlarmName: { Ref: 'Errors' } }] },
            BlueGreenUpdatePolicy: {
              TrafficRoutingConfiguration: { Type: 'CANARY', WaitIntervalInSeconds: 300, CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 } },
              TerminationWaitInSeconds: 120,
            },
          },
        },
      },
    },
  });
}
