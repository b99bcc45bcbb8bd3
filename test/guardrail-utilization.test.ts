import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, newStack, newVariant } from './declared';
import { Guardrail } from '../src';

function hasAlarm(guardrail: Guardrail, properties: object): void {
  const stack = newStack();
  newEndpoint(stack, { guardrails: [guardrail], variants: [newVariant(stack, { instanceType: 'ml.g5.xlarge' })] });
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', properties);
}

describe('a guardrail on instances', () => {
  test.each([
    ['CPUUtilization', Guardrail.cpuUtilization({ thresholdPercent: 350 }), 350],
    ['GPUUtilization', Guardrail.gpuUtilization({ thresholdPercent: 95 }), 95],
    ['GPUMemoryUtilization', Guardrail.gpuMemoryUtilization({ thresholdPercent: 90 }), 90],
    ['MemoryUtilization', Guardrail.memoryUtilization({ thresholdPercent: 90 }), 90],
    ['DiskUtilization', Guardrail.diskUtilization({ thresholdPercent: 80 }), 80],
  ])('can watch %s, of all fleets of a variant', (MetricName, guardrail, Threshold) => {
    hasAlarm(guardrail, {
      AlarmName: `churn-AllTraffic-${MetricName}`,
      Namespace: '/aws/sagemaker/Endpoints',
      MetricName,
      Threshold,
      Statistic: 'Maximum',
      Dimensions: [{ Name: 'EndpointName', Value: 'churn' }, { Name: 'VariantName', Value: 'AllTraffic' }],
    });
  });

  test.each([
    ['Guardrail.memoryUtilization: thresholdPercent is 100, more than 0 and less than 100', () => Guardrail.memoryUtilization({ thresholdPercent: 100 })],
    ['Guardrail.cpuUtilization: thresholdPercent is 0, more than 0 is needed', () => Guardrail.cpuUtilization({ thresholdPercent: 0 })],
    ['Guardrail.gpuMemoryUtilization: thresholdPercent is NaN', () => Guardrail.gpuMemoryUtilization({ thresholdPercent: NaN })],
    ['Guardrail.diskUtilization: period is 7 seconds', () => Guardrail.diskUtilization({ thresholdPercent: 80, period: Duration.seconds(7) })],
  ])('fails: %s', (fault, guardrail) => {
    expect(guardrail).toThrow(fault);
  });
});

describe('a guardrail on the requests of each instance', () => {
  test('counts them by the minute, whatever the period', () => {
    hasAlarm(Guardrail.invocationsPerInstance({ maximumPerMinute: 1200, period: Duration.minutes(5) }), {
      MetricName: 'InvocationsPerInstance', Statistic: 'Sum', Period: 300, Threshold: 6000,
    });
  });

  test.each([0, -1, NaN, Infinity])('fails if the maximum is %d', (maximumPerMinute) => {
    expect(() => Guardrail.invocationsPerInstance({ maximumPerMinute })).toThrow(`maximumPerMinute is ${maximumPerMinute}, more than 0 is needed`);
  });
});

describe("a guardrail on the model's own errors", () => {
  test('is on the green fleet, above 1 %', () => {
    hasAlarm(Guardrail.modelErrorRate(), { AlarmName: 'churn-AllTraffic-ModelErrorRate', MetricName: 'InvocationModelErrors', Threshold: 0.01 });
  });
});
