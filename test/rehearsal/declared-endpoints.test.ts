import { declaredEndpoints } from '../../src/rehearsal/declared-endpoints';

const VARIANT = { VariantName: 'AllTraffic', InstanceType: 'ml.m5.xlarge', InitialInstanceCount: '2', ModelName: 'm' };
const CONFIG = { Type: 'AWS::SageMaker::EndpointConfig', Properties: { ProductionVariants: [VARIANT] } };
const ALARM = { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'ModelLatency', Period: '300', EvaluationPeriods: '3', Threshold: '50000' } };

function endpointWith(...alarmNames: unknown[]): { Type: string; Properties: Record<string, unknown> } {
  return {
    Type: 'AWS::SageMaker::Endpoint',
    Properties: {
      EndpointConfigName: { 'Fn::GetAtt': ['Config', 'EndpointConfigName'] },
      DeploymentConfig: { AutoRollbackConfiguration: { Alarms: alarmNames.map((AlarmName) => ({ AlarmName })) } },
    },
  };
}

describe('a native endpoint', () => {
  test('is declared with its variants, and with numbers where the template has strings', () => {
    const [endpoint] = declaredEndpoints({ template: { Resources: { Config: CONFIG, Alarm: ALARM, Endpoint: endpointWith({ Ref: 'Alarm' }) } } });
    expect(endpoint).toMatchObject({ logicalId: 'Endpoint', endpointName: 'Endpoint', resourceType: 'AWS::SageMaker::Endpoint', otherAlarms: [] });
    expect(endpoint.variants).toEqual([{ variantName: 'AllTraffic', instanceType: 'ml.m5.xlarge', instances: 2, weight: 1 }]);
    expect(endpoint.alarms).toEqual([expect.objectContaining({ alarmName: 'Alarm', periodSeconds: 300, evaluationPeriods: 3, datapointsToAlarm: 3, threshold: 50000 })]);
  });

  test('is on the type of its instance pools that is tried first', () => {
    const { InstanceType, ...rest } = VARIANT;
    const variant = { ...rest, InstancePools: [{ InstanceType: 'ml.c5.xlarge', Priority: '2' }, { InstanceType, Priority: '1' }] };
    const config = { ...CONFIG, Properties: { ProductionVariants: [variant] } };
    expect(declaredEndpoints({ template: { Resources: { Config: config, Endpoint: endpointWith() } } })[0].variants).toMatchObject([{ instanceType: 'ml.m5.xlarge' }]);
  });

  test('finds alarms by the name that the template gives them, referred to or written out', () => {
    const named = { ...ALARM, Properties: { ...ALARM.Properties, AlarmName: 'latency' } };
    for (const name of [{ Ref: 'Alarm' }, 'latency']) {
      const [endpoint] = declaredEndpoints({ template: { Resources: { Config: CONFIG, Alarm: named, Endpoint: endpointWith(name, 'elsewhere') } } });
      expect([endpoint.alarms.map(({ alarmName }) => alarmName), endpoint.otherAlarms]).toEqual([['latency'], ['elsewhere']]);
    }
  });

  test('finds an endpoint config by its name', () => {
    const config = { ...CONFIG, Properties: { ...CONFIG.Properties, EndpointConfigName: 'churn-v7' } };
    const endpoint = { Type: 'AWS::SageMaker::Endpoint', Properties: { EndpointConfigName: 'churn-v7' } };
    expect(declaredEndpoints({ template: { Resources: { Anything: config, Endpoint: endpoint } } })[0].variants).toHaveLength(1);
  });

  test('is not there where its condition does not hold', () => {
    const template = {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] }, Always: { 'Fn::Equals': ['a', 'a'] } },
      Resources: { Config: CONFIG, One: { ...endpointWith(), Condition: 'Never' }, Two: { ...endpointWith(), Condition: 'Always' } },
    };
    expect(declaredEndpoints({ template }).map(({ logicalId }) => logicalId)).toEqual(['Two']);
  });

  test.each([
    ['without a word of them', undefined, 60],
    ['with enhanced metrics', { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 10 }, 10],
    ['with strings for them', { EnableEnhancedMetrics: 'true', MetricPublishFrequencyInSeconds: '30' }, 30],
    ['with enhanced metrics and no frequency', { EnableEnhancedMetrics: true }, 60],
    ['with a frequency alone', { MetricPublishFrequencyInSeconds: 10 }, 60],
  ])('has metrics of its requests %s', (_how, MetricsConfig, seconds) => {
    const config = { ...CONFIG, Properties: { ...CONFIG.Properties, MetricsConfig } };
    expect(declaredEndpoints({ template: { Resources: { Config: config, Endpoint: endpointWith() } } })[0].metricIntervalSeconds).toBe(seconds);
  });

  test('takes the period of an alarm on an expression from its metrics', () => {
    const expression = {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { EvaluationPeriods: 1, Metrics: [{ Id: 'e', Expression: 'm / 2' }, { Id: 'm', MetricStat: { Metric: {}, Period: 120, Stat: 'Sum' } }] },
    };
    const [endpoint] = declaredEndpoints({ template: { Resources: { Config: CONFIG, Alarm: expression, Endpoint: endpointWith({ Ref: 'Alarm' }) } } });
    expect(endpoint.alarms[0].periodSeconds).toBe(120);
  });
});
