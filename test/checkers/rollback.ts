import { EPSILON } from './checker';
import type { Checker } from './checker';

/**
 * After a rollback all traffic is on the old config, which the endpoint is on, with a reason; or it says that the rollback failed.
 * And an alarm that guards a bake never goes off in it without a rollback.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
 */
export function rollback(): Checker {
  let shares: Readonly<Record<string, number>> = {};
  let rollingBack: string | undefined;
  let alarm: { readonly name: string; readonly time: string } | undefined;
  return {
    saw({ entry, described }) {
      const faults: string[] = [];
      if (alarm && entry.time > alarm.time) {
        faults.push(`alarm '${alarm.name}' went off in a bake that it guards, at ${alarm.time}, and nothing was rolled back`);
        alarm = undefined;
      }
      if (entry.event === 'TrafficSplit') {
        shares = entry.shares;
      }
      if (entry.event === 'Step' && entry.step === 'RollingBack') {
        rollingBack = entry.endpointConfigName;
        alarm = undefined;
      }
      if (entry.event === 'AlarmState' && entry.to === 'ALARM' && guards(entry.alarmName, described) && isBaking(described)) {
        alarm ??= { name: entry.alarmName, time: entry.time };
      }
      if (entry.event === 'EndpointStatus' && (entry.status === 'InService' || entry.status === 'UpdateRollbackFailed') && rollingBack !== undefined) {
        faults.push(...outcomeFaults(entry.status, entry.endpointConfigName, rollingBack, shares), ...(described?.FailureReason ? [] : ['a rollback without a FailureReason']));
        rollingBack = undefined;
      }
      return faults;
    },
  };
}

type Described = Parameters<Checker['saw']>[0]['described'];

function guards(alarmName: string, described: Described): boolean {
  return (described?.LastDeploymentConfig?.AutoRollbackConfiguration?.Alarms ?? []).some(({ AlarmName }) => AlarmName === alarmName);
}

function isBaking(described: Described): boolean {
  return (described?.PendingDeploymentSummary?.ProductionVariants ?? [])
    .some(({ VariantStatus = [] }) => VariantStatus.some(({ Status }) => Status === 'Baking'));
}

function outcomeFaults(status: string, serving: string, takenBack: string, shares: Readonly<Record<string, number>>): string[] {
  const share = shares[serving] ?? 0;
  if (status === 'UpdateRollbackFailed') {
    return share > 0 && share < 1 - EPSILON ? [] : [`a rollback that failed left ${Math.round(share * 100)} % of the traffic on '${serving}': that is no mix`];
  }
  return share > 1 - EPSILON || takenBack === serving || Object.values(shares).every((one) => one === 0)
    ? [] : [`after the rollback '${serving}' has ${Math.round(share * 100)} % of the traffic`];
}
