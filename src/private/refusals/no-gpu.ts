import { variantOf } from '../guarded-rollout';
import { gpusOf } from '../instance-type';
import { isInstanceMetric, metricsOf } from '../watched-alarm';
import type { AlarmRule } from './rule';

/** Refuses the utilization of GPUs that the instances do not have. */
export const noGpu: AlarmRule = (alarm, rollout) => {
  const metric = metricsOf(alarm).find((each) => isInstanceMetric(each) && each.metricName.startsWith('GPU'));
  const variant = metric && variantOf(rollout, metric);
  return variant?.instanceTypes?.every((type) => gpusOf(type) === 0)
    ? `guardrail ${alarm.name} is on ${metric!.metricName} of variant '${variant.variantName}', but ${variant.instanceTypes.join(' and ')} has no GPU, so the alarm would never have data; `
      + 'use Guardrail.cpuUtilization, or variantName for a variant that has GPUs' : undefined;
};
