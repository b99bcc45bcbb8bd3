import type { Checker } from './checker';

const BUSY = ['Updating', 'RollingBack'];

/** Only one update is in progress at a time: the pending deployment is the same from its start to its end, and there is none in service. */
export function oneUpdate(): Checker {
  let pending: string | undefined;
  return {
    saw({ described }) {
      const summary = described?.PendingDeploymentSummary;
      const before = pending;
      pending = summary && `${summary.EndpointConfigName} of ${summary.StartTime?.toISOString()}`;
      return [
        ...(before && pending && before !== pending ? [`the update to ${pending} began while the one to ${before} was in progress`] : []),
        ...(pending && !BUSY.includes(described!.EndpointStatus!) ? [`an update is pending while the endpoint is ${described!.EndpointStatus}`] : []),
      ];
    },
  };
}
