import type { AssemblyStack } from './assembly';
import { condition, resolve, type Scope } from './resolve';
import { type Template } from './template';
import { rollbackAlarmNames, type DeploymentConfig } from '../rollout/deployment-config';
import type { AlarmTiming } from '../rollout/detection';
import { requestMetricInterval } from '../rollout/metric-interval';
import { isRecord } from '../rollout/record';
import { decodeRequest, RESOURCE_TYPE } from '../rollout/request';

/** An endpoint with a deployment config, as a template declares it. */
export interface DeclaredEndpoint {
  readonly logicalId: string;
  /** The CloudFormation type of the resource that updates the endpoint. */
  readonly resourceType: string;
  readonly endpointName: string;
  readonly deploymentConfig: DeploymentConfig;
  readonly variants: readonly DeclaredVariant[];
  /** The alarms of the same template that roll an update back. */
  readonly alarms: readonly DeclaredAlarm[];
  /** Alarms that roll an update back and are declared elsewhere, by name. */
  readonly otherAlarms: readonly string[];
  /** How often the metrics of its requests are published once it is on this config. */
  readonly metricIntervalSeconds: number;
}

export interface DeclaredVariant {
  readonly variantName: string;
  readonly instanceType: string;
  readonly instances: number;
  readonly weight: number;
}

export interface DeclaredAlarm extends AlarmTiming {
  readonly alarmName: string;
  readonly namespace?: string;
  readonly metricName?: string;
  readonly statistic?: string;
  readonly threshold?: number;
  readonly comparisonOperator?: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

type Properties = Readonly<Record<string, unknown>>;

const MAY_BE_ENDPOINTS: ReadonlySet<string> = new Set([RESOURCE_TYPE, 'AWS::SageMaker::Endpoint', 'AWS::CloudFormation::Stack']);

/**
 * The endpoints that a stack's template declares, guarded by this library or natively.
 *
 * Nothing is deployed for it: what only a deployment would know is named by its logical id.
 */
export function declaredEndpoints({ template }: Pick<AssemblyStack, 'template'>): DeclaredEndpoint[] {
  const scope = staticScope(template);
  const propertiesOf = (logicalId: string): Properties => resolve(template.Resources?.[logicalId]?.Properties ?? {}, scope) as Properties;
  return Object.entries(template.Resources ?? {}).flatMap(([logicalId, { Type, Condition }]) => {
    if (Condition !== undefined && !condition(Condition, scope)) {
      return [];
    }
    switch (Type) {
      case RESOURCE_TYPE: {
        const { endpointName, endpointConfigName, deploymentConfig } = decodeRequest(propertiesOf(logicalId));
        return [endpoint({ logicalId, resourceType: Type, endpointName, deploymentConfig }, endpointConfigName)];
      }
      case 'AWS::SageMaker::Endpoint': {
        const { EndpointName = logicalId, EndpointConfigName, DeploymentConfig: config = {} } = propertiesOf(logicalId);
        return [endpoint({ logicalId, resourceType: Type, endpointName: String(EndpointName), deploymentConfig: numbers(config) as DeploymentConfig },
          String(EndpointConfigName))];
      }
      default:
        return [];
    }
  });

  function endpoint(declared: Pick<DeclaredEndpoint, 'logicalId' | 'resourceType' | 'endpointName' | 'deploymentConfig'>, configName: string): DeclaredEndpoint {
    const names = rollbackAlarmNames(declared.deploymentConfig);
    const alarms = declaredAlarms(template, propertiesOf).filter(({ alarmName }) => names.includes(alarmName));
    const config = propertiesOf(configNamed(configName));
    return {
      ...declared,
      variants: variantsOf(config),
      metricIntervalSeconds: metricIntervalOf(config),
      alarms,
      otherAlarms: names.filter((name) => !alarms.some(({ alarmName }) => alarmName === name)),
    };
  }

  /** A reference is made of the logical id; a name that was given stands in the config's own properties. */
  function configNamed(reference: string): string {
    const named = Object.entries(template.Resources ?? {})
      .find(([logicalId, { Type }]) => Type === 'AWS::SageMaker::EndpointConfig' && propertiesOf(logicalId).EndpointConfigName === reference);
    return named ? named[0] : logicalIdOf(reference);
  }
}

/** Whether a stack has an endpoint to rehearse, or may have one in a stack within it. */
export function isRehearsable({ template }: Pick<AssemblyStack, 'template'>): boolean {
  return Object.values(template.Resources ?? {}).some(({ Type }) => MAY_BE_ENDPOINTS.has(Type));
}

function declaredAlarms(template: Template, propertiesOf: (logicalId: string) => Properties): DeclaredAlarm[] {
  const logicalIds = Object.entries(template.Resources ?? {}).filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm').map(([logicalId]) => logicalId);
  return logicalIds.map((logicalId) => {
    const alarm = numbers(propertiesOf(logicalId)) as Record<string, never>;
    const evaluationPeriods = Number(alarm.EvaluationPeriods ?? 1);
    const dimensions = (alarm.Dimensions ?? []) as ReadonlyArray<{ readonly Name: string; readonly Value: string }>;
    return {
      alarmName: String(alarm.AlarmName ?? logicalId),
      namespace: alarm.Namespace,
      metricName: alarm.MetricName,
      statistic: alarm.Statistic ?? alarm.ExtendedStatistic,
      threshold: alarm.Threshold,
      comparisonOperator: alarm.ComparisonOperator,
      periodSeconds: Number(alarm.Period ?? periodOfMetrics(alarm.Metrics) ?? 60),
      evaluationPeriods,
      datapointsToAlarm: Number(alarm.DatapointsToAlarm ?? evaluationPeriods),
      dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
    };
  });
}

/** The metrics of an expression have one period. */
function periodOfMetrics(metrics: unknown): unknown {
  const queries = (metrics ?? []) as ReadonlyArray<{ readonly Period?: unknown; readonly MetricStat?: { readonly Period?: unknown } }>;
  return queries.map(({ Period, MetricStat }) => MetricStat?.Period ?? Period).find((period) => period !== undefined);
}

function variantsOf(endpointConfig: Properties): DeclaredVariant[] {
  const variants = (endpointConfig.ProductionVariants ?? []) as ReadonlyArray<Record<string, unknown>>;
  return variants.map((variant) => ({
    variantName: String(variant.VariantName),
    instanceType: String(variant.InstanceType ?? firstOf(variant.InstancePools) ?? 'serverless'),
    instances: Number(variant.InitialInstanceCount ?? 1),
    weight: Number(variant.InitialVariantWeight ?? 1),
  }));
}

/** CloudFormation takes truths that are written as strings, too. */
function metricIntervalOf({ MetricsConfig }: Properties): number {
  const { EnableEnhancedMetrics, MetricPublishFrequencyInSeconds: seconds } = (MetricsConfig ?? {}) as Properties;
  return requestMetricInterval({
    EnableEnhancedMetrics: String(EnableEnhancedMetrics) === 'true',
    ...(seconds !== undefined && { MetricPublishFrequencyInSeconds: Number(seconds) }),
  });
}

/** The type that is tried first: as everywhere, there is capacity. */
function firstOf(pools: unknown): unknown {
  const [first] = [...(pools ?? []) as ReadonlyArray<Record<string, unknown>>].sort((one, other) => Number(one.Priority) - Number(other.Priority));
  return first?.InstanceType;
}

/** What `Ref` and `Fn::GetAtt` give where nothing is deployed: the logical id, and the attribute after a dot. */
function staticScope(template: Template): Scope {
  const scope: Scope = {
    template,
    parameters: {},
    pseudoParameters: {
      'AWS::AccountId': '123456789012',
      'AWS::Region': 'us-east-1',
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': 'stack',
      'AWS::StackId': 'stack',
      'AWS::NotificationARNs': [],
    },
    // Only an alarm is looked for by what `Ref` gives, which is its name.
    ref: (logicalId) => {
      const { Type, Properties = {} } = template.Resources?.[logicalId] ?? {};
      return Type === 'AWS::CloudWatch::Alarm' && Properties.AlarmName !== undefined ? resolve(Properties.AlarmName, scope) : logicalId;
    },
    attribute: (logicalId, attribute) => `${logicalId}.${attribute}`,
    importValue: (name) => name,
  };
  return scope;
}

function logicalIdOf(reference: string): string {
  return reference.split('.')[0];
}

/** CloudFormation takes numbers that are written as strings. */
function numbers(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(numbers);
  }
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, numbers(item)]));
  }
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}
