import { paginateDescribeAlarms, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import type { LocalCloud } from './local-cloud';
import { measure } from './measure';
import type { Observer } from './observer';
import { alarmStates, isOnEndpoint } from './report/alarm-states';
import type { EndpointReport } from './report/rollout-report';
import { thresholdOf } from './report/threshold';
import { rollbackAlarmNames } from '../rollout/deployment-config';

/** What an endpoint's report is made of. */
interface Seen {
  readonly cloud: LocalCloud;
  readonly observer: Observer;
  readonly start: Date;
}

/** What became of one endpoint of a rehearsal; `isThere` says whether it still is, so that its metrics can be asked for. */
export async function endpointReport(seen: Seen, endpointName: string, isThere: boolean): Promise<EndpointReport> {
  const { cloud, observer, start } = seen;
  const guards = rollbackAlarmNames(cloud.simulator.world.sagemaker.endpoints.get(endpointName)?.lastDeploymentConfig);
  const alarms = (await alarmsIn(cloud)).filter((alarm) => isOnEndpoint(alarm, endpointName) || guards.includes(alarm.AlarmName!));
  const timeline = observer.timeline(endpointName);
  return {
    endpointName,
    fleets: isThere ? await fleetsOf(seen, endpointName) : [],
    thresholds: alarms.flatMap(thresholdOf),
    alarms: alarmStates(alarms, timeline, start),
    timeline: timeline.map((entry) => ({ ...entry, message: observer.inWords(entry.message) })),
  };
}

async function alarmsIn({ cloudwatch: client }: LocalCloud): Promise<MetricAlarm[]> {
  const alarms: MetricAlarm[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, {})) {
    alarms.push(...MetricAlarms);
  }
  return alarms;
}

async function fleetsOf({ cloud, observer, start }: Seen, endpointName: string): Promise<EndpointReport['fleets']> {
  const { ProductionVariants = [] } = await cloud.sagemaker.send(new DescribeEndpointCommand({ EndpointName: endpointName }));
  // A guarded update keeps the variants' names, so that those of today are those of every fleet.
  const variantNames = ProductionVariants.map(({ VariantName }) => VariantName!);
  const to = cloud.now();
  return Promise.all(observer.fleetsOf(endpointName).flatMap(({ endpointConfigName, label }) => variantNames.map(async (variantName) => ({
    endpointConfigName,
    instances: observer.instancesOf(endpointConfigName, variantName),
    version: label,
    label: variantNames.length === 1 ? label : `${label}, ${variantName}`,
    metrics: await measure(cloud.cloudwatch, { endpointName, variantName, endpointConfigName }, start, to),
  }))));
}
