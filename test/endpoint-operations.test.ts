import { aws_events_targets as targets, aws_lambda as lambda, aws_sns as sns, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newStack } from './declared';
import { EndpointDashboard, Guardrail } from '../src';

interface Widget {
  readonly type: string;
  readonly properties: { title?: string; metrics?: unknown[][]; alarms?: unknown[]; annotations?: { horizontal: Array<{ value: number }> } };
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

  test('shows the states of the alarms', () => {
    expect(widgets[0]).toMatchObject({ type: 'alarm', properties: { alarms: ['ref', 'ref'] } });
  });

  test('shows what each guardrail watches against its threshold', () => {
    expect(widgets.slice(1, 3).map(({ properties }) => [properties.title, properties.annotations?.horizontal[0].value])).toEqual([
      ['ServerErrorRate (AllTraffic)', 0.01], ['ModelLatency-p99 (AllTraffic)', 80_000],
    ]);
  });

  test('shows the traffic of the green fleet beside that of all', () => {
    const traffic = widgets.find(({ properties }) => properties.title === 'AllTraffic: traffic')!;
    expect(traffic.properties.metrics!.map((metric) => metric.includes('EndpointConfigName'))).toEqual([false, true]);
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

  test('can be told in a sentence', () => {
    const stack = newStack();
    newEndpoint(stack).notifyOfDeployments('Tell', new sns.Topic(stack, 'Topic'));
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
      Targets: [Match.objectLike({
        InputTransformer: {
          InputTemplate: '"<time>: endpoint <detail-EndpointName> is <detail-EndpointStatus>. Config in service: <detail-EndpointConfigName>."',
        },
      })],
    });
  });
});
