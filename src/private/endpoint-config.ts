import { aws_sagemaker as sagemaker, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Faults } from './faults';
import { refuseConfigExported } from './refusals/config-exported';
import { refuseElsewhere } from './refusals/elsewhere';
import { warnOfImageForOtherHardware } from './refusals/image-for-other-hardware';
import { refuseForLocalStorage } from './refusals/local-storage';
import { warnOfManagedScaling } from './refusals/managed-scaling-of-model';
import { warnOfModelElsewhere } from './refusals/model-elsewhere';
import { warnOfRetainedWithoutModel } from './refusals/retained-without-model';
import { newerProperties, renderVariant } from './render-variant';
import { checkShadowed } from './shadow-exclusions';
import { CONFIG_TAG } from './updater-permissions';
import { instanceTypesOf, modelsOf, servedBy, type DeclaredVariants, type Variant } from './variants';
import { AsyncNotification, type AsyncInference } from '../async-inference';
import type { DataCapture } from '../data-capture';
import type { GuardedEndpointProps } from '../guarded-endpoint-props';
import { LIMITS } from '../rollout/limits';
import { METRIC_INTERVAL_SECONDS, PUBLISH_FREQUENCIES, PUBLISH_FREQUENCIES_PAGE } from '../rollout/metric-interval';

/** Declares the endpoint config. Its name is CloudFormation's, so that a change makes a new one. */
export function createEndpointConfig(
  scope: Construct & { readonly endpointName: string }, faults: Faults, props: GuardedEndpointProps, { variants, shadows }: DeclaredVariants,
): sagemaker.CfnEndpointConfig {
  const { dataCapture, asyncInference, encryptionKey, explainer } = props;
  checkShadowed(faults, asyncInference !== undefined, variants, shadows);
  const config = new sagemaker.CfnEndpointConfig(scope, 'EndpointConfig', {
    productionVariants: variants.map(renderVariant),
    ...(shadows.length > 0 && { shadowProductionVariants: shadows.map(renderVariant) }),
    kmsKeyId: encryptionKey?.keyRef.keyArn,
    dataCaptureConfig: dataCapture && renderDataCapture(faults, dataCapture),
    asyncInferenceConfig: asyncInference && renderAsyncInference(faults, asyncInference),
    explainerConfig: explainer,
  });
  // Whoever performs the updates: to change over would otherwise take another config, and an update to it.
  // Not by an aspect, for which the CDK goes through the whole app once more.
  config.tags.setTag(CONFIG_TAG, scope.endpointName);
  // Newer than the oldest release of aws-cdk-lib that is supported.
  [['ProductionVariants', variants], ['ShadowProductionVariants', shadows]].forEach(([property, declared]) =>
    (declared as readonly Variant[]).forEach((variant, index) => newerProperties(variant).forEach(([name, value]) =>
      config.addPropertyOverride(`${property as string}.${index}.${name}`, value))));
  refuseConfigExported(scope, config);
  refuseForLocalStorage(faults, encryptionKey, [...variants, ...shadows].map((variant) => ({ ...variant, instanceTypes: instanceTypesOf(variant) })));
  refuseElsewhere(faults, scope, 'encryptionKey', 'encryptionKey', encryptionKey);
  warnOfImageForOtherHardware(scope, [...variants, ...shadows].flatMap((variant) => {
    const { inferenceAmiVersion } = variant;
    return servedBy(variant).map((served) => ({ ...served, inferenceAmiVersion }));
  }));
  warnOfRetainedWithoutModel(scope, config, [...variants, ...shadows].flatMap(modelsOf));
  warnOfModelElsewhere(scope, [...variants, ...shadows].flatMap(servedBy));
  warnOfManagedScaling(scope, [...variants, ...shadows]);
  const metrics = {
    ...(props.metricPublishFrequency && { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: metricInterval(faults, props) }),
    ...(props.detailedObservability !== undefined && { EnableDetailedObservability: props.detailedObservability }),
  };
  if (Object.keys(metrics).length > 0) {
    config.addPropertyOverride('MetricsConfig', metrics);
  }
  return config;
}

/** How often the service publishes the endpoint's metrics, in seconds. */
export function metricInterval(faults: Faults, { metricPublishFrequency }: GuardedEndpointProps): number {
  const value = metricPublishFrequency?.toSeconds({ integral: false }) ?? METRIC_INTERVAL_SECONDS;
  if (!Token.isUnresolved(value) && !PUBLISH_FREQUENCIES.includes(value)) {
    faults.add(`metricPublishFrequency is ${value} seconds, one of ${PUBLISH_FREQUENCIES.join(', ')} is needed (MetricPublishFrequencyInSeconds, ${PUBLISH_FREQUENCIES_PAGE})`);
  }
  return value;
}

function renderDataCapture(faults: Faults, capture: DataCapture): sagemaker.CfnEndpointConfig.DataCaptureConfigProperty {
  const { samplingPercent = 100, captureModes, csvContentTypes, jsonContentTypes } = capture;
  if (faults.integer('samplingPercent of dataCapture', samplingPercent, 'percent')) {
    faults.within('samplingPercent of dataCapture', samplingPercent, LIMITS.capturePercent, 'use samplingPercent: 100 for every request');
  }
  if (captureModes?.length === 0) {
    faults.add('captureModes of dataCapture is empty, so nothing would be captured; leave it out for both, or leave dataCapture out');
  }
  return {
    enableCapture: true,
    initialSamplingPercentage: samplingPercent,
    destinationS3Uri: capture.bucket.s3UrlForObject(capture.prefix),
    captureOptions: (captureModes ?? ['Input', 'Output']).map((captureMode) => ({ captureMode })),
    kmsKeyId: capture.encryptionKey?.keyArn,
    ...((csvContentTypes || jsonContentTypes) && { captureContentTypeHeader: { csvContentTypes, jsonContentTypes } }),
  };
}

function renderAsyncInference(faults: Faults, options: AsyncInference): sagemaker.CfnEndpointConfig.AsyncInferenceConfigProperty {
  const {
    bucket, prefix, failurePrefix, maxConcurrentInvocationsPerInstance: concurrent, successTopic, errorTopic, encryptionKey, answersIncludedIn = [],
  } = options;
  const topics = { [AsyncNotification.SUCCESS]: successTopic, [AsyncNotification.ERROR]: errorTopic };
  answersIncludedIn.filter((notification) => topics[notification] === undefined).forEach((notification) => faults.add(
    `answersIncludedIn of asyncInference has ${notification}, for which there is no topic; use ${notification === AsyncNotification.SUCCESS ? 'successTopic' : 'errorTopic'}`));
  if (concurrent !== undefined && faults.integer('maxConcurrentInvocationsPerInstance', concurrent, 'requests')) {
    faults.within('maxConcurrentInvocationsPerInstance', concurrent, LIMITS.concurrentInvocations, 'leave it out for the service\'s own');
  }
  return {
    outputConfig: {
      s3OutputPath: bucket.s3UrlForObject(prefix),
      s3FailurePath: failurePrefix === undefined ? undefined : bucket.s3UrlForObject(failurePrefix),
      kmsKeyId: encryptionKey?.keyArn,
      ...((successTopic || errorTopic) && {
        notificationConfig: {
          successTopic: successTopic?.topicArn,
          errorTopic: errorTopic?.topicArn,
          ...(answersIncludedIn.length > 0 && { includeInferenceResponseIn: answersIncludedIn }),
        },
      }),
    },
    ...(concurrent !== undefined && { clientConfig: { maxConcurrentInvocationsPerInstance: concurrent } }),
  };
}
