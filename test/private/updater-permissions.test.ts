import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CapacitySize, DeploymentStrategy } from '../../src';
import { newEndpoint, newStack } from '../declared';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** Why each role of the updater may do what it may. What is not here, it may not. */
const REASONS: Readonly<Record<string, string>> = {
  'logs:CreateLogStream': 'its own log',
  'logs:PutLogEvents': 'its own log',
  'states:StartExecution': 'hands a request on to its own state machine',
  'cloudformation:DescribeStacks': 'asks which way its own stack goes',
  'kms:Encrypt': 'seals response URLs with its own key, for its own stack',
  'kms:Decrypt': 'opens what it has sealed',
  'lambda:InvokeFunction': 'the state machine invokes the updater, and nothing else',
  'sagemaker:CreateEndpoint': 'creates the endpoint on the config of this deployment',
  'sagemaker:UpdateEndpoint': 'updates the endpoint to the config of this deployment, and back to one tagged with its name',
  'sagemaker:AddTags': 'a create with tags needs it, and tags that have changed',
  'sagemaker:DeleteTags': 'takes tags off that the app has taken out',
  'sagemaker:DeleteEndpoint': 'deletes the endpoint',
  'sagemaker:DescribeEndpoint': 'looks at the endpoint',
  'sagemaker:InvokeEndpoint': 'sends the golden requests of verification',
  'cloudwatch:DescribeAlarmHistory': 'finds out which guardrail went off',
  'cloudwatch:DescribeAlarms': 'checks the guardrails before an update',
  'cloudwatch:GetMetricStatistics': 'counts requests where verification asks for it; CloudWatch cannot narrow it',
};

const stack = newStack();
newEndpoint(stack, {
  strategy: DeploymentStrategy.rolling({ batchSize: CapacitySize.instances(1), bakingPeriod: Duration.minutes(30) }),
  verification: { minimumInvocations: 100, requests: [{ payload: '{}' }] },
});
const template = Template.fromStack(stack);
const statements: Array<{ readonly role: string; readonly statement: Statement }> = Object.values(template.findResources('AWS::IAM::Policy'))
  .flatMap(({ Properties }) => Properties.Roles.flatMap(({ Ref: role }: { Ref: string }) =>
    Properties.PolicyDocument.Statement.map((statement: Statement) => ({ role, statement }))))
  .filter(({ role }) => /Updater/.test(role));

test('the updater may do this, and for these reasons', () => {
  const lines = statements.map(({ role, statement }) => ({
    role: role.replace(/[0-9A-F]{8}$/, ''),
    may: Object.fromEntries([statement.Action].flat().map((action) => [action, REASONS[action]])),
    on: statement.Resource,
    ...(statement.Condition !== undefined && { if: statement.Condition }),
  }));
  expect(lines).toMatchSnapshot();
});

test('each permission has a reason', () => {
  const actions = statements.flatMap(({ statement }) => statement.Action);
  expect(actions.flat().filter((action) => !(action in REASONS))).toEqual([]);
  expect(Object.keys(REASONS).filter((action) => !actions.flat().includes(action))).toEqual([]);
});

test('no action has a wildcard, and a resource only where the service cannot narrow it, or a tag does', () => {
  expect(statements.flatMap(({ statement }) => statement.Action).flat().filter((action) => action.includes('*'))).toEqual([]);
  const wild = statements.filter(({ statement }) => JSON.stringify(statement.Resource).includes('*')).map(({ statement }) => statement);
  expect(wild).toEqual([
    expect.objectContaining({ Action: 'sagemaker:UpdateEndpoint', Condition: { StringEquals: { 'aws:ResourceTag/cdk-guarded-endpoints:endpoint': 'churn' } } }),
    expect.objectContaining({ Action: 'cloudwatch:GetMetricStatistics', Resource: '*' }),
  ]);
});

test('every config of the endpoint has the tag by which the updater may go back to it', () => {
  template.hasResourceProperties('AWS::SageMaker::EndpointConfig', { Tags: [{ Key: 'cdk-guarded-endpoints:endpoint', Value: 'churn' }] });
});

test('an endpoint that is being taken over may go back to any config, and no other endpoint may', () => {
  const adopting = newStack();
  newEndpoint(adopting, { adoptExisting: true });
  const allowed = Object.values(Template.fromStack(adopting).findResources('AWS::IAM::Policy')).flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
    .filter(({ Action }) => [Action].flat().includes('sagemaker:UpdateEndpoint'));
  expect(allowed.filter(({ Condition }) => Condition !== undefined)).toEqual([]);
  expect(allowed.flatMap(({ Resource }) => [Resource].flat()).map((resource) => JSON.stringify(resource)).filter((arn) => /:endpoint(-config)?\/(?!churn")/.test(arn)))
    .toEqual([expect.stringMatching(/:endpoint-config\/\*"/)]);
});
