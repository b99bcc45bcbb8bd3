/* eslint-disable @stylistic/max-len -- a case a line */
import * as alpha from '@aws-cdk/aws-sagemaker-alpha';
import { App, Duration, Stack, aws_applicationautoscaling as appscaling, aws_cloudwatch as cloudwatch, aws_ecr as ecr, aws_iam as iam, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { newEndpoint, newVariant, rawMetric, warningsOf } from './declared';
import {
  CapacitySize, DeploymentStrategy, EndpointGuardrails, GuardedEndpoint, Guardrail, Model, ModelSource, ContainerImage,
  type EndpointGuardrailsProps, type GuardedEndpointProps, type ProductionVariantProps,
} from '../src';

/** Everything is of this account and region, unless a case says otherwise. */
export const HERE = { account: '111122223333', region: 'eu-west-1' };
export const MINUTE = Duration.minutes(1);
export const ERRORS = 'Invocation5XXErrors';

export type Declare = (stack: Stack) => void;
export type Case = readonly [string, Declare];
export type Trap = readonly [string, string, Declare];

/** The ids of what is said of an app, and the text of refusals that have none. */
export function said(declare: Declare, check: (stack: Stack) => void = () => undefined): string[] {
  const stack = new Stack(new App(), 'Stack', { env: HERE });
  try {
    declare(stack);
    check(stack);
    return warningsOf(stack).map((warning) => /cdk-guarded-endpoints:([a-z-]+)\]$/.exec(warning)?.[1] ?? warning);
  } catch (error) {
    const { message } = error as Error;
    const ids = [...message.matchAll(/\[cdk-guarded-endpoints:([a-z-]+)\]/g)].map(([, id]) => `refused: ${id}`);
    return ids.length > 0 ? ids : [`refused: ${message}`];
  }
}

export function endpoint(props: Partial<Omit<GuardedEndpointProps, 'variants'>> & { readonly variant?: Partial<ProductionVariantProps> } = {}): Declare {
  const { variant = {}, ...rest } = props;
  return (stack) => { newEndpoint(stack, { variants: [newVariant(stack, { initialInstanceCount: 10, ...variant })], ...rest }); };
}

/** Ten instances, of which one is the canary. */
export function guardedBy(...guardrails: Guardrail[]): Declare {
  return endpoint({ guardrails });
}

export function byAlarm(metric: cloudwatch.IMetric, threshold: number, props: Partial<cloudwatch.AlarmProps> = {}, rest: Partial<GuardedEndpointProps> = {}): Declare {
  return (stack) => {
    const alarm = new cloudwatch.Alarm(stack, 'Pager', { metric, threshold, evaluationPeriods: 1, ...props });
    newEndpoint(stack, { variants: [newVariant(stack, { initialInstanceCount: 10 })], guardrails: [Guardrail.fromAlarm(alarm)], ...rest });
  };
}

export function byCfnAlarm(props: Partial<cloudwatch.CfnAlarmProps>): Declare {
  return (stack) => {
    const alarm = new cloudwatch.CfnAlarm(stack, 'Pager', {
      namespace: 'AWS/SageMaker',
      metricName: ERRORS,
      statistic: 'Average',
      period: 60,
      evaluationPeriods: 1,
      threshold: 0.05,
      comparisonOperator: 'GreaterThanThreshold',
      dimensions: [{ name: 'EndpointName', value: 'churn' }, { name: 'VariantName', value: 'AllTraffic' }],
      ...props,
    });
    newEndpoint(stack, { variants: [newVariant(stack, { initialInstanceCount: 10 })], guardrails: [Guardrail.fromAlarm(alarm)] });
  };
}

/** An alarm that is one of two in a composite one. */
export function byComposite(metric: cloudwatch.IMetric, threshold: number, rule = cloudwatch.AlarmRule.anyOf.bind(cloudwatch.AlarmRule), props: Partial<cloudwatch.AlarmProps> = {}): Declare {
  return (stack) => {
    const inner = new cloudwatch.Alarm(stack, 'Inner', { metric, threshold, evaluationPeriods: 1, ...props });
    const other = new cloudwatch.Alarm(stack, 'Other', { metric: rawMetric(ERRORS, 'Average'), threshold: 0.05, evaluationPeriods: 1 });
    const alarmRule = rule(cloudwatch.AlarmRule.fromAlarm(inner, cloudwatch.AlarmState.ALARM), cloudwatch.AlarmRule.fromAlarm(other, cloudwatch.AlarmState.ALARM));
    newEndpoint(stack, { guardrails: [Guardrail.fromAlarm(new cloudwatch.CompositeAlarm(stack, 'Composite', { alarmRule }))] });
  };
}

export function expression(text: string, dimensions?: Record<string, string>): cloudwatch.MathExpression {
  return new cloudwatch.MathExpression({
    expression: text,
    period: MINUTE,
    usingMetrics: {
      ...(text.includes('errors') && { errors: rawMetric(ERRORS, 'Sum', dimensions) }),
      ...(text.includes('refused') && { refused: rawMetric('Invocation4XXErrors', 'Sum', dimensions) }),
      ...(text.includes('all') && { all: rawMetric('Invocations', 'Sum', dimensions) }),
      ...(text.includes('slowest') && { slowest: rawMetric('ModelLatency', 'p99', dimensions) }),
    },
  });
}

export const instance = (metricName: string, dimensionsMap: Record<string, string>): cloudwatch.Metric =>
  new cloudwatch.Metric({ namespace: '/aws/sagemaker/Endpoints', metricName, dimensionsMap, statistic: 'Average', period: MINUTE });

/** An endpoint of CloudFormation's own, with all that a template has for it. */
export function native(
  props: Partial<EndpointGuardrailsProps> & { readonly variant?: object; readonly config?: object; readonly endpoint?: object; readonly role?: string } = {},
  more: (stack: Stack, endpoint: sagemaker.CfnEndpoint) => Guardrail[] | void = () => undefined,
): Declare {
  return (stack) => {
    const { variant, config, endpoint: own, role, ...guard } = props;
    const executionRoleArn = role ?? new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') }).roleArn;
    const model = new sagemaker.CfnModel(stack, 'Model', { executionRoleArn, primaryContainer: { image: 'registry.example.com/churn:1' } });
    const endpointConfig = new sagemaker.CfnEndpointConfig(stack, 'Config', {
      productionVariants: [{ variantName: 'AllTraffic', modelName: model.attrModelName, instanceType: 'ml.m5.xlarge', initialInstanceCount: 4, initialVariantWeight: 1, ...variant }],
      ...config,
    });
    const target = new sagemaker.CfnEndpoint(stack, 'Endpoint', { endpointName: 'churn', endpointConfigName: endpointConfig.attrEndpointConfigName, ...own });
    const guardrails = more(stack, target) ?? [Guardrail.serverErrorRate()];
    target.with(new EndpointGuardrails({ guardrails, ...guard }));
  };
}

export const canary = (minutes: number): DeploymentStrategy => DeploymentStrategy.canary({ size: CapacitySize.instances(1), bakingPeriod: Duration.minutes(minutes) });
export const variants = (stack: Stack, ...each: Array<Partial<ProductionVariantProps> & { readonly variantName: string }>): ProductionVariantProps[] =>
  each.map((variant) => newVariant(stack, { initialInstanceCount: 4, ...variant }));

/** The L2 of the CDK's own alpha module, which does not know deployment configs. */
export function alphaEndpoint(...guardrails: Guardrail[]): Declare {
  return (stack) => {
    const model = new alpha.Model(stack, 'Model', { containers: [{ image: alpha.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Images', 'churn')) }] });
    const endpointConfig = new alpha.EndpointConfig(stack, 'Config', {
      instanceProductionVariants: [{ model, variantName: 'AllTraffic', initialInstanceCount: 4, instanceType: alpha.InstanceType.M5_XLARGE }],
    });
    new alpha.Endpoint(stack, 'Endpoint', { endpointName: 'churn', endpointConfig })
      .with(new EndpointGuardrails({ guardrails: guardrails.length > 0 ? guardrails : [Guardrail.serverErrorRate()] }));
  };
}

export function imported(stack: Stack, arn: string): GuardedEndpoint {
  return newEndpoint(stack, { guardrails: [Guardrail.fromAlarm(cloudwatch.Alarm.fromAlarmArn(stack, 'Pager', arn))] });
}

export function containerModel(stack: Stack, role: iam.IRole): Model {
  return new Model(stack, 'Model', { role, source: ModelSource.fromContainer({ image: ContainerImage.fromUri('registry.example.com/churn:1') }) });
}

export function scaled(stack: Stack, target: sagemaker.CfnEndpoint): void {
  new appscaling.ScalableTarget(stack, 'Scaling', {
    serviceNamespace: appscaling.ServiceNamespace.SAGEMAKER,
    scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
    resourceId: `endpoint/${target.attrEndpointName}/variant/AllTraffic`,
    minCapacity: 2,
    maxCapacity: 8,
  });
}
