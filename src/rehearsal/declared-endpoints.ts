import type { AlarmTiming } from '../rollout/detection';
import type { DeploymentConfig } from '../rollout/deployment-config';
import { decodeRequest, RESOURCE_TYPE } from '../rollout/request';
import type { AssemblyStack } from './assembly';
import { resolve, type Scope } from './resolve';
import { isRecord, type Template } from './template';

/** An endpoint with a deployment config, as a template declares it. */
export interface DeclaredEndpoint {
  readonly logicalId: string;
  readonly endpointName: string;
  readonly deploymentConfig: DeploymentConfig;
  readonly variants: readonly DeclaredVariant[];
  /** The alarms of the same template that roll an update back. */
  readonly alarms: readonly DeclaredAlarm[];
  /** Alarms that roll an update back and are declared elsewhere, by name. */
  readonly otherAlarms: readonly string[];
}

export interface DeclaredVariant {
  readonly variantName: string;
  readonly instanceType: string;
  readonly instances: number;
  readonly weight: number;
}

export interface DeclaredAlarm extends AlarmTiming {
  readonly alarmName: string;
  readonly metricName?: string;
  readonly statistic?: string;
  readonly threshold?: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

type Properties = Readonly<Record<string, unknown>>;

/**
 * The endpoints that a stack's template declares, guarded by this library or natively.
 *
 * Nothing is deployed for it: what only a deployment would know is named by its logical id.
 */
export function declaredEndpoints({ template }: Pick<AssemblyStack, 'template'>): DeclaredEndpoint[] {
  const scope = staticScope(template);
  const propertiesOf = (logicalId: string): Properties => resolve(template.Resources?.[logicalId]?.Properties ?? {}, scope) as Properties;
  return Object.entries(template.Resources ?? {}).flatMap(([logicalId, { Type }]) => {
    switch (Type) {
      case RESOURCE_TYPE: {
        const { endpointName, endpointConfigName, deploymentConfig } = decodeRequest(propertiesOf(logicalId));
        return [endpoint(logicalId, endpointName, endpointConfigName, deploymentConfig)];
      }
      case 'AWS::SageMaker::Endpoint': {
        const { EndpointName = logicalId, EndpointConfigName, DeploymentConfig: config = {} } = propertiesOf(logicalId);
        return [endpoint(logicalId, String(EndpointName), String(EndpointConfigName), numbers(config) as DeploymentConfig)];
      }
      default:
        return [];
    }
  });

  function endpoint(logicalId: string, endpointName: string, configName: string, deploymentConfig: DeploymentConfig): DeclaredEndpoint {
    const names = (deploymentConfig.AutoRollbackConfiguration?.Alarms ?? []).map(({ AlarmName }) => AlarmName);
    const alarms = declaredAlarms(template, propertiesOf).filter(({ alarmName }) => names.includes(alarmName));
    return {
      logicalId,
      endpointName,
      deploymentConfig,
      variants: variantsOf(propertiesOf(logicalIdOf(configName))),
      alarms,
      otherAlarms: names.filter((name) => !alarms.some(({ alarmName }) => alarmName === name)),
    };
  }
}

function declaredAlarms(template: Template, propertiesOf: (logicalId: string) => Properties): DeclaredAlarm[] {
  const logicalIds = Object.entries(template.Resources ?? {}).filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm').map(([logicalId]) => logicalId);
  return logicalIds.map((logicalId) => {
    const alarm = numbers(propertiesOf(logicalId)) as Record<string, never>;
    const evaluationPeriods = Number(alarm.EvaluationPeriods ?? 1);
    const dimensions = (alarm.Dimensions ?? []) as ReadonlyArray<{ readonly Name: string; readonly Value: string }>;
    return {
      alarmName: String(alarm.AlarmName ?? logicalId),
      metricName: alarm.MetricName,
      statistic: alarm.Statistic ?? alarm.ExtendedStatistic,
      threshold: alarm.Threshold,
      periodSeconds: Number(alarm.Period ?? 60),
      evaluationPeriods,
      datapointsToAlarm: Number(alarm.DatapointsToAlarm ?? evaluationPeriods),
      dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
    };
  });
}

function variantsOf(endpointConfig: Properties): DeclaredVariant[] {
  const variants = (endpointConfig.ProductionVariants ?? []) as ReadonlyArray<Record<string, unknown>>;
  return variants.map((variant) => ({
    variantName: String(variant.VariantName),
    instanceType: String(variant.InstanceType ?? 'serverless'),
    instances: Number(variant.InitialInstanceCount ?? 1),
    weight: Number(variant.InitialVariantWeight ?? 1),
  }));
}

/** What `Ref` and `Fn::GetAtt` give where nothing is deployed: the logical id, and the attribute after a dot. */
function staticScope(template: Template): Scope {
  return {
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
    ref: (logicalId) => logicalId,
    attribute: (logicalId, attribute) => `${logicalId}.${attribute}`,
  };
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
