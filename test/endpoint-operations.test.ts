import { CreateEndpointCommand, SageMakerClient, UpdateEndpointCommand, type UpdateEndpointCommandInput } from '@aws-sdk/client-sagemaker';
import { aws_events_targets as targets, aws_lambda as lambda, aws_s3 as s3, aws_sns as sns, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newStack, newVariant } from './declared';
import { EndpointDashboard, EndpointUpdater, Guardrail } from '../src';
import { CANARY, churnAccount, guard } from './updater/churn';

interface Widget {
  readonly type: string;
  readonly properties: {
    title?: string;
    metrics?: unknown[][];
    alarms?: unknown[];
    annotations?: { horizontal: Array<{ value: number; label: string }> };
  };
}

/** The dashboard's widgets, its references replaced by text. */
function widgetsOf(stack: Stack): Widget[] {
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  const text = Properties.DashboardBody['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : 'ref')).join('');
  return JSON.parse(text).widgets;
}

describe('a dashboard', () => {
  const stack = newStack();
  const endpoint = newEndpoint(stack, { guardrails: [Guardrail.serverErrorRate(), Guardrail.modelLatency({ thresholdMicroseconds: 80_000 })] });
  new EndpointDashboard(stack, 'Dashboard', { endpoint });
  const widgets = widgetsOf(stack);

  const metricsOf = (title: string): unknown[][] => widgets.find(({ properties }) => properties.title === title)!.properties.metrics!;

  test('marks deployments, and what came of them', () => {
    expect(metricsOf('Deployments').map(([namespace, metricName, dimension, value]) => [namespace, metricName, dimension, value])).toEqual(
      ['RolloutsStarted', 'RolloutsSucceeded', 'RolloutsRolledBack', 'RolloutsFailed'].map((name) => ['GuardedEndpoints', name, 'EndpointName', 'churn']));
  });

  test('shows the states of the alarms', () => {
    expect(widgets[1]).toMatchObject({ type: 'alarm', properties: { alarms: ['ref', 'ref'] } });
  });

  test('shows what each guardrail watches against its threshold, and when it goes off', () => {
    expect(widgets.slice(2, 4).map(({ properties }) => [properties.title, properties.annotations?.horizontal[0]])).toEqual([
      ['ServerErrorRate (AllTraffic)', expect.objectContaining({ value: 0.01, label: expect.stringMatching(/1 %/) })],
      ['ModelLatency-p99 (AllTraffic)', expect.objectContaining({ value: 80_000, label: expect.stringMatching(/above 80 ms \(80000 microseconds\)/) })],
    ]);
  });

  test('shows the traffic of the green fleet upon that of the blue one', () => {
    const [green, blue] = metricsOf('AllTraffic: traffic');
    expect(green).toEqual(expect.arrayContaining(['Invocations', 'EndpointConfigName', expect.objectContaining({ label: 'green fleet' })]));
    expect(blue).toEqual([expect.objectContaining({ label: 'blue fleet', expression: 'all - FILL(green, 0)' })]);
  });

  test('shows latency in milliseconds', () => {
    expect(metricsOf('AllTraffic: model latency')[0]).toEqual([expect.objectContaining({ label: 'p99, all fleets', expression: 'all / 1000' })]);
  });

  test('shows the load of GPUs where there are some', () => {
    const names = (instanceType: string): unknown[] => {
      const serving = newStack();
      new EndpointDashboard(serving, 'Dashboard', { endpoint: newEndpoint(serving, { variants: [newVariant(serving, { instanceType })] }) });
      return widgetsOf(serving).find(({ properties }) => properties.title === 'AllTraffic: load')!.properties.metrics!.map(([, name]) => name);
    };
    expect(names('ml.g5.xlarge')).toEqual(['CPUUtilization', 'MemoryUtilization', 'DiskUtilization', 'GPUUtilization', 'GPUMemoryUtilization']);
    expect(names('ml.m5.xlarge')).toEqual(['CPUUtilization', 'MemoryUtilization', 'DiskUtilization']);
  });

  test('shows the queue of an asynchronous endpoint and the work on it, in place of the traffic that nobody counts', () => {
    const serving = newStack();
    const asynchronous = newEndpoint(serving, { asyncInference: { bucket: new s3.Bucket(serving, 'Bucket') } });
    new EndpointDashboard(serving, 'Dashboard', { endpoint: asynchronous });
    const shown = widgetsOf(serving);
    expect(shown.map(({ properties }) => properties.title)).toEqual([
      'Deployments', 'Guardrails', 'ServerErrorRate (AllTraffic)', 'requests that wait or are worked on', 'age of the oldest request',
      'AllTraffic: work', 'AllTraffic: errors', 'AllTraffic: model latency', 'AllTraffic: load',
    ]);
    expect(shown.flatMap(({ properties }) => properties.metrics ?? []).map(([, name]) => name)).not.toContain('Invocations');
  });

  test('leaves out what nobody counts where CloudFormation performs the updates', () => {
    const native = newStack();
    new EndpointDashboard(native, 'Dashboard', { endpoint: newEndpoint(native, { updater: EndpointUpdater.cloudFormation() }) });
    expect(widgetsOf(native)[0].type).toBe('alarm');
  });
});

describe('the steps of an update', () => {
  test('can be sent to a target', () => {
    const stack = newStack();
    const fn = lambda.Function.fromFunctionName(stack, 'Fn', 'fn');
    newEndpoint(stack).onDeploymentStateChange('Steps', { target: new targets.LambdaFunction(fn), eventPattern: { detail: { EndpointStatus: ['UPDATING'] } } });
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        'source': ['aws.sagemaker'],
        'detail-type': ['SageMaker Endpoint Deployment State Change'],
        'detail': { EndpointName: ['churn'], EndpointStatus: ['UPDATING'] },
      },
      Targets: [Match.objectLike({ Arn: Match.anyValue() })],
    });
  });

  test('can be told from what comes of them, which is sent to a target of its own', () => {
    const stack = newStack();
    const fn = lambda.Function.fromFunctionName(stack, 'Fn', 'fn');
    newEndpoint(stack).onStateChange('Outcome', { target: new targets.LambdaFunction(fn), eventPattern: { detail: { EndpointStatus: ['IN_SERVICE'] } } });
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        'source': ['aws.sagemaker'],
        'detail-type': ['SageMaker Endpoint State Change'],
        'detail': { EndpointName: ['churn'], EndpointStatus: ['IN_SERVICE'] },
      },
    });
  });

  test('can be told in sentences, as is the outcome', async () => {
    const stack = newStack();
    newEndpoint(stack).notifyOfDeployments('Tell', new sns.Topic(stack, 'Topic'));
    const rules = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties as Rule);
    expect(rules).toHaveLength(2);
    const events = await eventsOfRollback();
    const told = events.flatMap((event) => rules.filter((rule) => matches(rule.EventPattern, event)).map((rule) => tell(rule, event)));
    expect(told).toEqual([
      '2026-01-01T00:06:00Z endpoint churn is UPDATING, config churn-v1 answers requests. ',
      '2026-01-01T00:06:00Z endpoint churn, update from config churn-v1 to churn-v2: AllTraffic: Launching 3 instance(s).',
      '2026-01-01T00:10:00Z endpoint churn, update from config churn-v1 to churn-v2: AllTraffic: Activating traffic on 1 instance(s).',
      '2026-01-01T00:10:00Z endpoint churn, update from config churn-v1 to churn-v2: AllTraffic: Baking for 300 seconds (WaitIntervalInSeconds) '
        + 'with traffic enabled on canary capacity of 1 instance(s).',
      '2026-01-01T00:11:00Z endpoint churn, update from config churn-v1 to churn-v2: AllTraffic: Rolling back.',
      "2026-01-01T00:11:00Z endpoint churn is IN_SERVICE, config churn-v1 answers requests. Update to endpoint config 'churn-v2' was rolled back while "
        + "baking 1 of 3 instance(s) (WaitIntervalInSeconds): alarm 'Churn-ServerErrorRate' in ALARM state",
    ]);
  });
});

interface Rule {
  readonly EventPattern: object;
  readonly Targets: Array<{ InputTransformer: { InputPathsMap: Record<string, string>; InputTemplate: string } }>;
}

/** What the service sends when a bad model is rolled back in its first bake. */
async function eventsOfRollback(): Promise<readonly object[]> {
  const simulator = await churnAccount();
  const client = simulator.client(SageMakerClient);
  await client.send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn-v1' }));
  simulator.clock.advance(360);
  simulator.world.setTraffic('churn', 10);
  const before = simulator.world.events.all.length;
  await guard(simulator, 'churn-v2');
  await client.send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn-v2', DeploymentConfig: CANARY as UpdateEndpointCommandInput['DeploymentConfig'] }));
  simulator.clock.advance(3600);
  return simulator.world.events.all.slice(before);
}

/** As EventBridge matches: every field of the pattern is one of the values, or is there; of a list, in one of its items. */
function matches(pattern: object, event: unknown): boolean {
  if (Array.isArray(event)) {
    return event.some((item) => matches(pattern, item));
  }
  return Object.entries(pattern).every(([key, wanted]) => {
    const value = (event as Record<string, unknown> | undefined)?.[key];
    return Array.isArray(wanted)
      ? wanted.some((each) => (typeof each === 'object' ? each.exists === (value !== undefined) : each === value))
      : matches(wanted as object, value);
  });
}

/** As EventBridge does: what a path does not find is left out. */
function tell({ Targets: [{ InputTransformer: { InputPathsMap, InputTemplate } }] }: Rule, event: object): string {
  const found = (path: string): unknown => path.replace(/^\$\./, '').split(/[.[\]]+/).filter(Boolean)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], event);
  return JSON.parse(InputTemplate.replace(/<([\w-]+)>/g, (_match, name) => String(found(InputPathsMap[name]) ?? '')));
}
