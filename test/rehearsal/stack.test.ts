import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { ListEndpointConfigsCommand, ListModelsCommand } from '@aws-sdk/client-sagemaker';
import { LocalCloud } from '../../src/rehearsal/local-cloud';
import { Stack, type StackEvent } from '../../src/rehearsal/stack';
import type { Template, TemplateResource } from '../../src/rehearsal/template';

const ROLE = 'arn:aws:iam::123456789012:role/model';
const directory = mkdtempSync(join(tmpdir(), 'stack-'));

let cloud: LocalCloud;
let stack: Stack;
let events: StackEvent[];

beforeEach(async () => {
  events = [];
  cloud = await LocalCloud.start({ region: 'us-east-1', accountId: '123456789012', seed: 1 });
  stack = new Stack(cloud, { stackName: 'Test', onEvent: (event) => events.push(event) });
});
afterEach(() => cloud.close());
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('a stack', () => {
  test('replaces what cannot be updated, and deletes the old ones only after everything else', async () => {
    await deploy(model('image:1'));
    const before = await names();
    expect(await deploy(model('image:2'))).toEqual({ status: 'UPDATE_COMPLETE' });
    const after = await names();
    expect(after.models).toHaveLength(1);
    expect(after.configs).toHaveLength(1);
    expect(after).not.toEqual(before);
    const statuses = events.slice(events.findIndex(({ status }) => status === 'UPDATE_IN_PROGRESS')).map(({ logicalId, status }) => `${logicalId} ${status}`);
    expect(statuses.indexOf('Config DELETE_COMPLETE')).toBeGreaterThan(statuses.indexOf('Alarm UPDATE_COMPLETE'));
    expect(statuses.indexOf('Model DELETE_COMPLETE')).toBeGreaterThan(statuses.indexOf('Config DELETE_COMPLETE'));
  });

  test('updates an alarm in place', async () => {
    await deploy(model('image:1', { threshold: 1 }));
    await deploy(model('image:1', { threshold: 2 }));
    expect(await thresholds()).toEqual({ 'the-alarm': 2 });
  });

  test('does not take an alarm for its own that is there under that name', async () => {
    const template = model('image:1');
    await deploy(template);
    const { Alarm, ...others } = template.Resources!;
    const outcome = await deploy({ Resources: { ...others, Renamed: Alarm } });
    expect(outcome.failure).toEqual({ logicalId: 'Renamed', reason: expect.stringContaining("alarm 'the-alarm' already exists") });
    expect(await thresholds()).toEqual({ 'the-alarm': 1 });
  });

  test('takes everything back when one resource fails', async () => {
    await deploy(model('image:1', { threshold: 1 }));
    const before = await names();
    const outcome = await deploy(model('image:2', { threshold: 2, last: { Type: 'AWS::SageMaker::EndpointConfig', DependsOn: 'Alarm', Properties: { ProductionVariants: [] } } }));
    expect(outcome.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(outcome.failure).toEqual({ logicalId: 'Last', reason: expect.stringContaining('productionVariants') });
    expect(await names()).toEqual(before);
    expect(await thresholds()).toEqual({ 'the-alarm': 1 });
  });

  test('takes a failed create back altogether', async () => {
    const outcome = await deploy(model('image:1', { last: { Type: 'AWS::CloudWatch::Alarm', DependsOn: 'Alarm', Properties: { EvaluationPeriods: 0 } } }));
    expect(outcome.status).toBe('ROLLBACK_COMPLETE');
    expect(await names()).toEqual({ models: [], configs: [] });
    expect(await thresholds()).toEqual({});
  });

  test('keeps what its policy says, and deletes the rest', async () => {
    await deploy({ Resources: { ...model('image:1').Resources, Model: { ...model('image:1').Resources!.Model, DeletionPolicy: 'Retain' } } });
    await stack.delete();
    expect((await names()).models).toHaveLength(1);
    expect((await names()).configs).toEqual([]);
  });

  test('leaves out what a condition excludes', async () => {
    const template = model('image:1');
    await deploy({ ...template, Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } }, Resources: { ...template.Resources, Alarm: { ...template.Resources!.Alarm, Condition: 'Never' } } });
    expect(await thresholds()).toEqual({});
  });
});

describe('a custom resource', () => {
  test('is called with the properties as strings, and its answer can be referred to', async () => {
    await deploy(custom('async (event) => answer(event, { Status: "SUCCESS", PhysicalResourceId: "it", Data: { Got: typeof event.ResourceProperties.Count } })', {
      Alarm: alarm({ AlarmName: { 'Fn::Sub': '${Custom}-${Custom.Got}' } }),
    }));
    expect(Object.keys(await thresholds())).toEqual(['it-string']);
  });

  test('fails the stack with its own reason, and is deleted under the id it gave', async () => {
    const outcome = await deploy(custom('async (event) => answer(event, event.RequestType === "Create" '
      + '? { Status: "FAILED", Reason: "not today", PhysicalResourceId: "half-made" } : { Status: event.PhysicalResourceId === "half-made" ? "SUCCESS" : "FAILED", Reason: event.PhysicalResourceId, PhysicalResourceId: event.PhysicalResourceId })'));
    expect(outcome).toEqual({ status: 'ROLLBACK_COMPLETE', failure: { logicalId: 'Custom', reason: 'not today' } });
    expect(events.map(({ logicalId, status }) => `${logicalId} ${status}`)).toContain('Custom DELETE_COMPLETE');
  });

  test('fails the stack when it does not answer within its ServiceTimeout of virtual time', async () => {
    const start = cloud.now().getTime();
    const outcome = await deploy(custom('async () => { throw new Error("oops"); }'));
    expect(outcome.failure?.reason).toMatch(/did not receive a response from your Custom Resource within 600 seconds/);
    // Once for the create, and once for the delete that follows.
    expect(cloud.now().getTime() - start).toBeGreaterThanOrEqual(600_000);
  });

  test('that answers too much fails', async () => {
    const outcome = await deploy(custom('async (event) => answer(event, { Status: "SUCCESS", PhysicalResourceId: "it", Data: { Much: "x".repeat(5000) } })'));
    expect(outcome.failure?.reason).toMatch(/Response object is too long: \d+ bytes, at most 4096 are read/);
  });

  test('with another physical id is a new resource: the old one is deleted in the end', async () => {
    const code = 'async (event) => answer(event, { Status: "SUCCESS", PhysicalResourceId: event.RequestType === "Delete" ? event.PhysicalResourceId : event.ResourceProperties.Count })';
    await deploy(custom(code, {}, 1));
    await deploy(custom(code, {}, 2));
    expect(stack.resource('Custom')?.physicalId).toBe('2');
    expect(events.filter(({ logicalId, status }) => logicalId === 'Custom' && status === 'DELETE_COMPLETE')).toHaveLength(1);
  });
});

function deploy(template: Template): ReturnType<Stack['deploy']> {
  return stack.deploy({ template, assetDirectory: () => directory });
}

function model(image: string, { threshold = 1, last }: { threshold?: number; last?: TemplateResource } = {}): Template {
  return {
    Resources: {
      Alarm: { ...alarm({ AlarmName: 'the-alarm', Threshold: threshold }), DependsOn: 'Config' },
      Config: {
        Type: 'AWS::SageMaker::EndpointConfig',
        Properties: {
          ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: { 'Fn::GetAtt': ['Model', 'ModelName'] }, InstanceType: 'ml.m5.large', InitialInstanceCount: 1 }],
        },
      },
      Model: { Type: 'AWS::SageMaker::Model', Properties: { ExecutionRoleArn: ROLE, PrimaryContainer: { Image: image } } },
      ...(last && { Last: last }),
    },
  };
}

function alarm(properties: Record<string, unknown>): TemplateResource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'AWS/SageMaker', MetricName: 'Invocations', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold', ...properties,
    },
  };
}

/** A stack of one custom resource whose function is this expression. */
function custom(handler: string, others: Template['Resources'] = {}, count = 1): Template {
  writeFileSync(join(directory, 'index.js'), `
    const answer = (event, response) => fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(response) });
    exports.handler = ${handler};
  `);
  return {
    Resources: {
      Function: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key: 'asset.zip' }, Handler: 'index.handler', Runtime: 'nodejs22.x', Timeout: 5 } },
      Custom: { Type: 'Custom::Thing', Properties: { ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] }, ServiceTimeout: 600, Count: count } },
      ...others,
    },
  };
}

async function names(): Promise<{ models: unknown[]; configs: unknown[] }> {
  const { Models = [] } = await cloud.sagemaker.send(new ListModelsCommand({}));
  const { EndpointConfigs = [] } = await cloud.sagemaker.send(new ListEndpointConfigsCommand({}));
  return { models: Models.map(({ ModelName }) => ModelName), configs: EndpointConfigs.map(({ EndpointConfigName }) => EndpointConfigName) };
}

async function thresholds(): Promise<Record<string, number | undefined>> {
  const { MetricAlarms = [] } = await cloud.cloudwatch.send(new DescribeAlarmsCommand({}));
  return Object.fromEntries(MetricAlarms.map(({ AlarmName, Threshold }) => [AlarmName, Threshold]));
}
