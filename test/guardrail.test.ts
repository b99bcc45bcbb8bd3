import { CfnParameter, Duration, Stack, Token, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { deploymentConfigOf, newEndpoint, newModel, newStack, newVariant, warningsOf } from './declared';
import { FleetScope, Guardrail } from '../src';

const GREEN_FLEET = [
  { Name: 'EndpointConfigName', Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('EndpointConfig'), 'EndpointConfigName'] } },
  { Name: 'EndpointName', Value: 'churn' },
  { Name: 'VariantName', Value: 'AllTraffic' },
];
const ENDPOINT = GREEN_FLEET.slice(1);

function guarded(...guardrails: Guardrail[]): Stack {
  const stack = newStack();
  newEndpoint(stack, { guardrails });
  return stack;
}

function hasAlarm(stack: Stack, properties: object): void {
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', properties);
}

describe('a guardrail on errors', () => {
  test('can go off above 1 % of server errors on the green fleet', () => {
    hasAlarm(guarded(Guardrail.serverErrorRate()), {
      AlarmName: 'churn-AllTraffic-ServerErrorRate',
      Namespace: 'AWS/SageMaker',
      MetricName: 'Invocation5XXErrors',
      Dimensions: GREEN_FLEET,
      Statistic: 'Average',
      Threshold: 0.01,
      ComparisonOperator: 'GreaterThanThreshold',
      Period: 60,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      TreatMissingData: 'missing',
    });
  });

  test('can count client errors', () => {
    hasAlarm(guarded(Guardrail.clientErrorRate({ thresholdPercent: 5 })), { MetricName: 'Invocation4XXErrors', Threshold: 0.05 });
  });

  test('can be told that no request may fail', () => {
    hasAlarm(guarded(Guardrail.serverErrorRate({ thresholdPercent: 0 })), { Threshold: 0, ComparisonOperator: 'GreaterThanThreshold' });
  });

  test('can have a threshold that binary fractions do not hold', () => {
    hasAlarm(guarded(Guardrail.serverErrorRate({ thresholdPercent: 0.7 })), { Threshold: 0.007 });
  });

  test.each([-1, 100, 101, NaN])('fails if the threshold is %d %%', (thresholdPercent) => {
    expect(() => Guardrail.serverErrorRate({ thresholdPercent })).toThrow(`Guardrail.serverErrorRate: thresholdPercent is ${thresholdPercent}, 0 to less than 100 is needed`);
  });

  test('fails if the threshold is a token', () => {
    expect(() => Guardrail.serverErrorRate({ thresholdPercent: Token.asNumber({ Ref: 'Threshold' }) })).toThrow('thresholdPercent is a token');
  });
});

describe('a guardrail on latency', () => {
  test('can watch p99 in microseconds', () => {
    hasAlarm(guarded(Guardrail.modelLatency({ threshold: Duration.millis(80) })), {
      AlarmName: 'churn-AllTraffic-ModelLatency-p99',
      MetricName: 'ModelLatency',
      Dimensions: GREEN_FLEET,
      ExtendedStatistic: 'p99',
      Threshold: 80_000,
    });
  });

  test('can have a threshold below a millisecond', () => {
    hasAlarm(guarded(Guardrail.overheadLatency({ thresholdMicroseconds: 250.5 })), { MetricName: 'OverheadLatency', Threshold: 250.5 });
    hasAlarm(guarded(Guardrail.firstChunkModelLatency({ threshold: Duration.millis(300) })), { MetricName: 'FirstChunkModelLatency', ExtendedStatistic: 'p99', Threshold: 300_000 });
  });

  it.each([[0.5, 500], [1.1, 1100], [0.0001, 0.1], [12.345, 12_345]])('takes a fraction of a millisecond: %d ms are %d microseconds', (milliseconds, microseconds) => {
    hasAlarm(guarded(Guardrail.modelLatency({ threshold: Duration.millis(milliseconds) })), { Threshold: microseconds });
  });

  test('can have a threshold in microseconds that is a token', () => {
    hasAlarm(guarded(Guardrail.modelLatency({ thresholdMicroseconds: Token.asNumber({ Ref: 'Threshold' }) })), { Threshold: { Ref: 'Threshold' } });
  });

  test.each(['Average', 'Maximum', 'Sum'])('can watch the simple statistic %s', (statistic) => {
    const stack = guarded(Guardrail.modelLatency({ threshold: Duration.millis(80), statistic }));
    hasAlarm(stack, { Statistic: statistic, ExtendedStatistic: Match.absent() });
  });

  test.each(['p50', 'p99.9', 'tm95', 'IQM', 'TM(10%:90%)', 'WM(10%:90%)'])('can watch the extended statistic %s', (statistic) => {
    const stack = guarded(Guardrail.modelLatency({ threshold: Duration.millis(80), statistic }));
    hasAlarm(stack, { ExtendedStatistic: statistic, Statistic: Match.absent() });
  });

  test.each(['p101', 'median', '99', '', 'p'])("fails if the statistic is '%s'", (statistic) => {
    expect(() => Guardrail.modelLatency({ threshold: Duration.millis(80), statistic })).toThrow(`statistic is '${statistic}', which CloudWatch does not have`);
  });

  test('fails without a threshold, and with two', () => {
    expect(() => Guardrail.modelLatency({})).toThrow('neither threshold nor thresholdMicroseconds given');
    expect(() => Guardrail.modelLatency({ threshold: Duration.millis(1), thresholdMicroseconds: 1000 })).toThrow('both threshold and thresholdMicroseconds given');
  });

  test.each([0, -5, NaN, Infinity])('fails if the threshold is %d', (thresholdMicroseconds) => {
    expect(() => Guardrail.modelLatency({ thresholdMicroseconds })).toThrow(`threshold is ${thresholdMicroseconds} microseconds, more than 0 is needed`);
  });
});

describe('the fleet', () => {
  test('can be all of the endpoint', () => {
    hasAlarm(guarded(Guardrail.serverErrorRate({ fleetScope: FleetScope.ENDPOINT })), {
      AlarmName: 'churn-AllTraffic-ServerErrorRate-Endpoint', Dimensions: ENDPOINT,
    });
  });

  test('can be both, with an alarm each', () => {
    const stack = guarded(Guardrail.serverErrorRate({ fleetScope: FleetScope.GREEN_FLEET_AND_ENDPOINT }));
    hasAlarm(stack, { Dimensions: GREEN_FLEET });
    hasAlarm(stack, { Dimensions: ENDPOINT });
    expect(deploymentConfigOf(stack).AutoRollbackConfiguration?.Alarms).toHaveLength(2);
  });
});

describe('several variants', () => {
  function abTest(...guardrails: Guardrail[]): Stack {
    const stack = newStack();
    newEndpoint(stack, { guardrails, variants: [newVariant(stack, { variantName: 'Champion' }), newVariant(stack, { variantName: 'Challenger' })] });
    return stack;
  }

  test('can be watched with an alarm each', () => {
    expect(deploymentConfigOf(abTest(Guardrail.serverErrorRate())).AutoRollbackConfiguration?.Alarms).toEqual([
      { AlarmName: 'churn-Champion-ServerErrorRate' }, { AlarmName: 'churn-Challenger-ServerErrorRate' },
    ]);
  });

  test('can be watched where their names are tokens', () => {
    const stack = newStack();
    const variants = ['A', 'B'].map((id) => newVariant(stack, { variantName: new CfnParameter(stack, id).valueAsString, model: newModel(stack, `Model${id}`) }));
    newEndpoint(stack, { variants });
    hasAlarm(stack, { Dimensions: Match.arrayWith([{ Name: 'VariantName', Value: { Ref: 'A' } }]) });
    hasAlarm(stack, { Dimensions: Match.arrayWith([{ Name: 'VariantName', Value: { Ref: 'B' } }]) });
  });

  test('can be watched one alone', () => {
    expect(deploymentConfigOf(abTest(Guardrail.serverErrorRate({ variantName: 'Challenger' }))).AutoRollbackConfiguration?.Alarms)
      .toEqual([{ AlarmName: 'churn-Challenger-ServerErrorRate' }]);
  });

  test('fails if a guardrail is for a variant that is not there', () => {
    expect(() => abTest(Guardrail.serverErrorRate({ variantName: 'Champ' }))).toThrow("guardrail ServerErrorRate is for variant 'Champ', there are 'Champion' and 'Challenger'");
  });

  test('fails if there would be more than ten alarms', () => {
    const guardrails = [1, 2, 3, 4, 5, 6].map((thresholdPercent) => Guardrail.serverErrorRate({ thresholdPercent }));
    expect(() => abTest(...guardrails)).toThrow(/the guardrails make 12 alarms, at most 10 are allowed \(AutoRollbackConfiguration\.Alarms, .+\)/);
  });
});

describe('how an alarm looks at its metric', () => {
  test('can be two of three datapoints of five minutes', () => {
    hasAlarm(guarded(Guardrail.serverErrorRate({ period: Duration.minutes(5), evaluationPeriods: 3, datapointsToAlarm: 2 })), {
      Period: 300, EvaluationPeriods: 3, DatapointsToAlarm: 2,
    });
  });

  test('needs all datapoints unless told otherwise', () => {
    hasAlarm(guarded(Guardrail.serverErrorRate({ evaluationPeriods: 3 })), { EvaluationPeriods: 3, DatapointsToAlarm: 3 });
  });

  test.each([
    ['period is 45 seconds, 10, 20, 30 or a multiple of 60 is needed', { period: Duration.seconds(45) }],
    ['period is 0 seconds', { period: Duration.seconds(0) }],
    ['evaluationPeriods is 0, a whole number of at least 1 is needed', { evaluationPeriods: 0 }],
    ['datapointsToAlarm is 1.5, a whole number of at least 1 is needed', { evaluationPeriods: 2, datapointsToAlarm: 1.5 }],
    ['datapointsToAlarm is 3 of 2 evaluationPeriods, so the alarm could never go off', { evaluationPeriods: 2, datapointsToAlarm: 3 }],
    ['period x evaluationPeriods is 3600 s x 25 = 90000 s, at most 86400 s', { period: Duration.hours(1), evaluationPeriods: 25 }],
  ])('fails if the %s', (fault, options) => {
    expect(() => Guardrail.serverErrorRate(options)).toThrow(fault);
  });

  test('tells all faults at once', () => {
    expect(() => Guardrail.modelLatency({ thresholdMicroseconds: -1, statistic: 'median', period: Duration.seconds(7) }))
      .toThrow(/^Guardrail\.modelLatency: 3 faults\n- threshold is -1 .+\n- statistic is 'median'.+\n- period is 7 seconds/);
  });
});

describe("a metric of one's own", () => {
  const conversions = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Conversions', statistic: 'Sum', period: Duration.minutes(1) });

  test('can be watched', () => {
    hasAlarm(guarded(Guardrail.fromMetric(conversions, { threshold: 10, comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD })), {
      AlarmName: 'churn-Conversions', Namespace: 'Shop', MetricName: 'Conversions', Threshold: 10, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'missing',
    });
  });

  test('can be an expression, with a label for its alarm', () => {
    const rate = new cloudwatch.MathExpression({ expression: 'c / 2', usingMetrics: { c: conversions }, period: Duration.minutes(1) });
    hasAlarm(guarded(Guardrail.fromMetric(rate, { threshold: 0, label: 'ConversionRate' })), { AlarmName: 'churn-ConversionRate', Threshold: 0 });
  });

  test('can have a label that is also the name of another part', () => {
    hasAlarm(guarded(Guardrail.fromMetric(conversions, { threshold: 1, label: 'EndpointConfig' })), { AlarmName: 'churn-EndpointConfig' });
  });

  test('fails if the threshold is not a number', () => {
    expect(() => Guardrail.fromMetric(conversions, { threshold: NaN })).toThrow('threshold is NaN');
  });

  test('fails in words if there is no metric, as in an app that nobody has type-checked', () => {
    const options = { metric: conversions, threshold: 1 } as unknown as cloudwatch.IMetric;
    expect(() => Guardrail.fromMetric(options, { threshold: 1 })).toThrow('Guardrail.fromMetric: the first argument is no metric; use Guardrail.fromMetric(metric, { threshold: 1 })');
  });

  test('fails if the label would not fit into the name of an alarm', () => {
    expect(() => Guardrail.fromMetric(conversions, { threshold: 1, label: 'x'.repeat(181) })).toThrow('label has 181 characters, 1 to 180 are allowed');
  });
});

describe('an alarm that is there already', () => {
  function alarmIn(stack: Stack): cloudwatch.Alarm {
    return new cloudwatch.Alarm(stack, 'Pager', {
      alarmName: 'pager',
      metric: new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Conversions', period: Duration.minutes(1) }),
      threshold: 1,
      evaluationPeriods: 1,
    });
  }

  test('can roll an update back', () => {
    const stack = newStack();
    newEndpoint(stack, { guardrails: [Guardrail.fromAlarm(alarmIn(stack))] });
    expect(deploymentConfigOf(stack).AutoRollbackConfiguration?.Alarms).toEqual([{ AlarmName: 'pager' }]);
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 1);
  });

  test('can be an imported one', () => {
    const stack = newStack();
    const alarm = cloudwatch.Alarm.fromAlarmArn(stack, 'Pager', 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:pager');
    newEndpoint(stack, { guardrails: [Guardrail.fromAlarm(alarm)] });
    expect(deploymentConfigOf(stack).AutoRollbackConfiguration?.Alarms).toEqual([{ AlarmName: 'pager' }]);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([{ Effect: 'Allow', Action: 'cloudwatch:DescribeAlarms', Resource: ['arn:aws:cloudwatch:us-east-1:111122223333:alarm:pager'] }]),
      },
    });
  });

  test('can be the L1', () => {
    const stack = newStack();
    const alarm = new cloudwatch.CfnAlarm(stack, 'Pager', {
      alarmName: 'pager', namespace: 'Churn', metricName: 'Surprises', statistic: 'Sum', period: 60, evaluationPeriods: 1, threshold: 1, comparisonOperator: 'GreaterThanThreshold',
    });
    newEndpoint(stack, { guardrails: [Guardrail.fromAlarm(alarm)] });
    expect(deploymentConfigOf(stack).AutoRollbackConfiguration?.Alarms).toEqual([{ AlarmName: 'pager' }]);
  });

  test('fails if it is given twice', () => {
    const stack = newStack();
    const alarm = alarmIn(stack);
    expect(() => newEndpoint(stack, { guardrails: [Guardrail.fromAlarm(alarm), Guardrail.fromAlarm(alarm)] })).toThrow('guardrail Stack/Pager is given twice');
  });
});

describe('two guardrails on one metric', () => {
  test('can have alarms with names of their own', () => {
    const stack = guarded(
      Guardrail.serverErrorRate({ thresholdPercent: 5 }),
      Guardrail.serverErrorRate({ thresholdPercent: 1, evaluationPeriods: 3 }),
    );
    expect(deploymentConfigOf(stack).AutoRollbackConfiguration?.Alarms).toEqual([
      { AlarmName: 'churn-AllTraffic-ServerErrorRate' }, { AlarmName: 'churn-AllTraffic-ServerErrorRate-2' },
    ]);
  });

  test('fails if they are the same', () => {
    expect(() => guarded(Guardrail.serverErrorRate(), Guardrail.serverErrorRate({ thresholdPercent: 1 })))
      .toThrow("guardrail ServerErrorRate of variant 'AllTraffic' is given twice");
  });
});

test('one guardrail can be used for several endpoints', () => {
  const stack = newStack();
  const guardrail = Guardrail.serverErrorRate();
  newEndpoint(stack, { guardrails: [guardrail] });
  const other = newStack();
  newEndpoint(other, { guardrails: [guardrail] });
  expect(deploymentConfigOf(other)).toEqual(deploymentConfigOf(stack));
  expect(warningsOf(stack)).toEqual([]);
});
