import { App, CfnOutput, Duration, Stack, aws_cloudwatch as cloudwatch, aws_iam as iam, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newVariant } from './declared';
import { ContainerImage, DeploymentStrategy, EndpointUpdater, Model, ModelSource, type GuardedEndpointProps } from '../src';

// What a stack exports cannot be changed while another one uses it.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html

const LONG = DeploymentStrategy.linear({ bakingPeriod: Duration.minutes(50), maximumExecutionTimeout: Duration.hours(4) });

/** What the endpoint's stack exports, and what the stack that uses the endpoint has made of it. */
function deployed(
  version: string, props: Partial<GuardedEndpointProps>, where: StackProps = {},
): { exported: unknown; used: unknown; dependencies: string[] } {
  const app = new App();
  const serving = new Stack(app, 'Serving', where);
  const model = new Model(serving, 'Model', { source: ModelSource.fromContainer({ image: ContainerImage.fromUri(`registry.example.com/churn:${version}`) }) });
  const endpoint = newEndpoint(serving, { ...props, variants: [newVariant(serving, { model, initialInstanceCount: 10 })] });
  const using = new Stack(app, 'Using', { ...where, env: { ...where.env, ...(where.crossRegionReferences && { region: 'us-east-1' }) } });
  endpoint.grantInvoke(new iam.Role(using, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
  new CfnOutput(using, 'Arn', { value: endpoint.endpointArn });
  app.synth();
  return {
    exported: Template.fromStack(serving).toJSON().Outputs,
    used: Template.fromStack(using).toJSON(),
    dependencies: using.dependencies.map(({ stackName }) => stackName),
  };
}

describe.each([
  ['', { account: '111122223333', region: 'eu-west-1' }, false], [' of any account and region', undefined, false], [' in another region', { account: '111122223333', region: 'eu-west-1' }, true],
] as const)('what another stack%s knows of an endpoint', (_where, env, crossRegionReferences) => {
  test.each([
    ['the updater waits for', {}],
    ['a wait condition waits for', { strategy: LONG }],
    ['CloudFormation updates', { updater: EndpointUpdater.cloudFormation() }],
  ])('stays the same whatever it serves: one that %s', (_name, props) => {
    const [first, second] = ['v1', 'v2'].map((version) => deployed(version, props, { env, crossRegionReferences }));
    expect(second).toEqual(first);
    expect(first.dependencies).toContain('Serving');
  });
});

test('a dashboard in another region looks at an endpoint\'s metrics where they are, and an alarm there is refused', () => {
  const app = new App();
  const serving = new Stack(app, 'Serving', { env: { account: '111122223333', region: 'eu-west-1' } });
  const endpoint = newEndpoint(serving);
  const elsewhere = new Stack(app, 'Elsewhere', { env: { account: '111122223333', region: 'us-east-1' } });
  const [variant] = endpoint.variants;
  const left = [
    variant.metricInvocations(), variant.metricCpuUtilization(), endpoint.metricApproximateBacklogSize(), variant.asynchronous.metricTimeInBacklog(),
    variant.multiModel.metricModelCacheHit(), variant.container('tokenizer').metricInvocations(),
  ];
  new cloudwatch.Dashboard(elsewhere, 'Dashboard', { widgets: [[new cloudwatch.GraphWidget({ left })]] });
  const [{ Properties }] = Object.values(Template.fromStack(elsewhere).findResources('AWS::CloudWatch::Dashboard'));
  expect(JSON.stringify(Properties).match(/eu-west-1/g)).toHaveLength(left.length);
  expect(() => variant.metricInvocations().createAlarm(elsewhere, 'Alarm', { threshold: 1, evaluationPeriods: 1 })).toThrow("Cannot create an Alarm in region 'us-east-1'");
});
