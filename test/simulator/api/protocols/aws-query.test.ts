import { ServiceError } from '../../../../src/simulator/api/service-error';
import { textOf } from '../../../../src/simulator/api/wire';
import type { World } from '../../../../src/simulator/world';
import { answerNow, api } from '../apis';
import { queryRequest, request } from '../requests';

let received: any;

const CLOUDWATCH = api('cloudwatch', {
  PutMetricAlarm: (_world, input) => { received = input; },
  GetMetricStatistics: () => ({
    Label: 'a < b & "c"\u0001',
    Datapoints: [{ Timestamp: new Date('2026-01-01T00:01:00Z'), Average: 0.5, ExtendedStatistics: { p99: 12 } }],
  }),
  DescribeAlarms: (_world, input) => {
    received = input;
    return { MetricAlarms: [], CompositeAlarms: [] };
  },
  PutMetricData: (_world, input) => { received = input; },
  DeleteAlarms: () => { throw new ServiceError('ResourceNotFound', 'no <such> alarm', 404); },
});

function ask(parameters: Record<string, string>) {
  const response = answerNow({ world: {} as World, apis: [CLOUDWATCH] }, queryRequest(parameters), 1);
  return { ...response, text: textOf(response.body) };
}

beforeEach(() => {
  received = undefined;
});

const ALARM = {
  'Action': 'PutMetricAlarm',
  'AlarmName': 'errors',
  'MetricName': 'Invocation5XXErrors',
  'Namespace': 'AWS/SageMaker',
  'Statistic': 'Average',
  'Dimensions.member.1.Name': 'EndpointName',
  'Dimensions.member.1.Value': 'churn',
  'Dimensions.member.2.Name': 'VariantName',
  'Dimensions.member.2.Value': 'AllTraffic',
  'Period': '60',
  'EvaluationPeriods': '1',
  'Threshold': '0.01',
  'ActionsEnabled': 'false',
  'ComparisonOperator': 'GreaterThanOrEqualToThreshold',
};

describe('a form', () => {
  test('is read into the types of the operation', () => {
    expect(ask(ALARM).status).toBe(200);
    expect(received).toEqual({
      AlarmName: 'errors',
      MetricName: 'Invocation5XXErrors',
      Namespace: 'AWS/SageMaker',
      Statistic: 'Average',
      Dimensions: [{ Name: 'EndpointName', Value: 'churn' }, { Name: 'VariantName', Value: 'AllTraffic' }],
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0.01,
      ActionsEnabled: false,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
  });

  test('lists its items in the order of their numbers, not of their appearance', () => {
    ask({ 'Action': 'DescribeAlarms', 'AlarmNames.member.10': 'ten', 'AlarmNames.member.9': 'nine' });
    expect(received.AlarmNames).toEqual(['nine', 'ten']);
  });

  test('spells an empty list as an empty value', () => {
    ask({ Action: 'DescribeAlarms', AlarmNames: '' });
    expect(received.AlarmNames).toEqual([]);
  });

  test('reads times', () => {
    ask({
      'Action': 'PutMetricData',
      'Namespace': 'Mine',
      'MetricData.member.1.MetricName': 'M',
      'MetricData.member.1.Timestamp': '2026-01-01T00:00:00Z',
      'MetricData.member.1.Value': '-1.5e3',
    });
    expect(received.MetricData).toEqual([{ MetricName: 'M', Timestamp: new Date('2026-01-01T00:00:00Z'), Value: -1500 }]);
  });

  test('may also come in the address', () => {
    const response = answerNow({ world: {} as World, apis: [CLOUDWATCH] }, request({
      method: 'GET',
      query: { 'Action': 'DescribeAlarms', 'Version': '2010-08-01', 'X-Amz-Credential': 'A/20260101/us-east-1/monitoring/aws4_request', 'MaxRecords': '5' },
    }), 1);
    expect(response.status).toBe(200);
    expect(received).toEqual({ MaxRecords: 5 });
  });
});

describe('an answer', () => {
  test('is XML in the namespace of the service', () => {
    const { text, headers } = ask({
      'Action': 'GetMetricStatistics', 'Namespace': 'N', 'MetricName': 'M', 'StartTime': '0', 'EndTime': '60', 'Period': '60', 'Statistics.member.1': 'Average',
    });
    expect(headers['content-type']).toBe('text/xml');
    expect(text).toBe('<?xml version="1.0" encoding="UTF-8"?>\n'
      + '<GetMetricStatisticsResponse xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"><GetMetricStatisticsResult>'
      + '<Label>a &lt; b &amp; &quot;c&quot;\uFFFD</Label>'
      + '<Datapoints><member><Timestamp>2026-01-01T00:01:00.000Z</Timestamp><Average>0.5</Average>'
      + '<ExtendedStatistics><entry><key>p99</key><value>12</value></entry></ExtendedStatistics></member></Datapoints>'
      + `</GetMetricStatisticsResult><ResponseMetadata><RequestId>${headers['x-amzn-requestid']}</RequestId></ResponseMetadata>`
      + '</GetMetricStatisticsResponse>\n');
  });

  test('of an operation without a result has none', () => {
    expect(ask(ALARM).text).toMatch(/<PutMetricAlarmResponse xmlns="[^"]+"><ResponseMetadata>/);
  });
});

describe('a refusal', () => {
  test.each([
    ['an error of the service', { 'Action': 'DeleteAlarms', 'AlarmNames.member.1': 'a' }, 404, 'ResourceNotFound', /no &lt;such&gt; alarm/],
    ['a constraint', { ...ALARM, Statistic: 'Mean' }, 400, 'ValidationError', /at &apos;statistic&apos; failed to satisfy constraint/],
    ['an unknown field', { ...ALARM, Treshold: '1' }, 400, 'ValidationError', /Treshold/],
    ['an unknown action', { Action: 'Explode' }, 400, 'InvalidAction', /no operation &apos;Explode&apos;/],
    ['no action', {}, 400, 'InvalidAction', /no operation/],
    ['text for a number', { ...ALARM, Period: 'minute' }, 400, 'MalformedInput', /&apos;period&apos;.* an integer/],
    ['hexadecimal for a number', { ...ALARM, Threshold: '0x10' }, 400, 'MalformedInput', /&apos;threshold&apos;/],
    ['a list without numbers', { ...ALARM, 'Dimensions.1.Name': 'x' }, 400, 'MalformedInput', /&apos;dimensions&apos; is a structure/],
    ['fields beside a value', { ...ALARM, 'Dimensions.member.1': 'x' }, 400, 'MalformedQueryString', /has a value as well as fields/],
    ['a value with fields', { ...ALARM, 'AlarmName.x': 'y' }, 400, 'MalformedQueryString', /goes on where another parameter/],
  ])('has the code that this protocol has for it: %s', (_name, parameters, status, code, message) => {
    const response = ask(parameters as Record<string, string>);
    expect(response.status).toBe(status);
    expect(response.text).toContain(`<Type>Sender</Type><Code>${code}</Code>`);
    expect(response.text).toMatch(message);
  });

  test('names the service and version that there is, for another version', () => {
    const response = answerNow({ world: {} as World, apis: [CLOUDWATCH] }, request({
      headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'Action=DescribeAlarms&Version=1999-01-01',
    }), 1);
    expect(response.status).toBe(400);
    expect(textOf(response.body)).toMatch(/there is CloudWatch \(Version=2010-08-01\)/);
  });
});
