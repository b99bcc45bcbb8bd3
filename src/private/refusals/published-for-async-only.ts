import { ASYNC_METRICS, metricsOf } from '../watched-alarm';
import type { AlarmRule } from './rule';
import { INVOCATION_NAMESPACE } from '../../rollout/endpoint-metrics';

const PAGE = 'https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html';

/** Refuses a guardrail on the queue or the work of an asynchronous endpoint, of one that answers at once. */
export const publishedForAsyncOnly: AlarmRule = (alarm, { asynchronous, endpointName }) => {
  const found = metricsOf(alarm).filter(({ namespace, dimensions }) => namespace === INVOCATION_NAMESPACE && dimensions.EndpointName === endpointName)
    .find(({ metricName }) => ASYNC_METRICS.includes(metricName));
  return asynchronous === false && found
    ? `guardrail ${alarm.name} needs '${found.metricName}', which the service publishes for asynchronous endpoints only (${PAGE}), so the alarm would never have data; `
      + 'use Guardrail.serverErrorRate(), or asyncInference' : undefined;
};
