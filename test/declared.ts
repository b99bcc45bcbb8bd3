import { App, Duration, Stack, aws_cloudwatch as cloudwatch, type StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { ContainerImage, GuardedEndpoint, Guardrail, Model, ModelSource, type GuardedEndpointProps, type ProductionVariantProps } from '../src';
import type { DeploymentConfig } from '../src/rollout/deployment-config';

/** A stack of its own app. */
export function newStack(props?: StackProps): Stack {
  return new Stack(new App(), 'Stack', props);
}

export function newModel(stack: Stack, id = 'Model'): Model {
  return new Model(stack, id, { source: ModelSource.fromContainer({ image: ContainerImage.fromUri('registry.example.com/churn:1') }) });
}

/** A variant of three instances, unless told otherwise. */
export function newVariant(stack: Stack, props: Partial<ProductionVariantProps> = {}): ProductionVariantProps {
  const model = props.model ?? newModel(stack, `Model${props.variantName ?? ''}`);
  return { instanceType: 'ml.m5.xlarge', initialInstanceCount: 3, ...props, model };
}

/** An endpoint named `churn` with one variant of three instances, guarded by its server errors, unless told otherwise. */
export function newEndpoint(stack: Stack, props: Partial<GuardedEndpointProps> = {}): GuardedEndpoint {
  const guardrails = props.unguarded ? undefined : [Guardrail.serverErrorRate()];
  return new GuardedEndpoint(stack, 'Churn', { endpointName: 'churn', guardrails, variants: props.variants ?? [newVariant(stack)], ...props });
}

export interface Rollout {
  readonly deploymentConfig: DeploymentConfig;
  readonly tags: Array<{ readonly Key: string; readonly Value: string }>;
}

/** What the stack's only endpoint asks of the updater, with references to alarms replaced by their names, and others, to numbers, by 0. */
export function rolloutOf(stack: Stack): Rollout {
  const template = Template.fromStack(stack);
  const alarms = template.findResources('AWS::CloudWatch::Alarm');
  const [resource] = Object.values(template.findResources('Custom::GuardedSageMakerEndpoint'));
  const text = joined(resource.Properties.Rollout, (logicalId) => alarms[logicalId]?.Properties.AlarmName ?? '0');
  return JSON.parse(text) as Rollout;
}

export function deploymentConfigOf(stack: Stack): DeploymentConfig {
  return rolloutOf(stack).deploymentConfig;
}

export function warningsOf(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}

export function infosOf(stack: Stack): string[] {
  return Annotations.fromStack(stack).findInfo('*', Match.anyValue()).map(({ entry }) => String(entry.data));
}

/** What is said at synth of an endpoint that is guarded by these, once for each fault that has a rule of its own. */
export function warned(guardrails: Guardrail[] | ((stack: Stack) => Guardrail[]), props: Partial<GuardedEndpointProps> = {}): string[] {
  const stack = newStack();
  newEndpoint(stack, { ...props, guardrails: typeof guardrails === 'function' ? guardrails(stack) : guardrails });
  return warningsOf(stack);
}

/** A metric of the endpoint `churn` by its raw name, as people write it themselves. */
export function rawMetric(metricName: string, statistic: string, dimensionsMap: Record<string, string> = { EndpointName: 'churn', VariantName: 'AllTraffic' }): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: 'AWS/SageMaker', metricName, statistic, dimensionsMap, period: Duration.minutes(1) });
}

/** A string that may be a join of strings and references. */
export function joined(value: unknown, refer: (logicalId: string) => string): string {
  if (typeof value === 'string') {
    return value;
  }
  const [, parts] = (value as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : refer((part as { Ref: string }).Ref))).join('');
}
