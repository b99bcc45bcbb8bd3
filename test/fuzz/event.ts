import type { Told } from './invariants';
import type { Wanted } from './story';
import { encodeRequest } from '../../src/rollout/request';
import type { CloudFormationEvent } from '../../src/updater/event';

/** The one alarm that every endpoint of a world names. */
export const ALARM = 'guard';

/** What the updater is sent of a request: the template's properties, now and before. */
export function eventOf({ requestId, ask }: Told): CloudFormationEvent {
  return {
    RequestType: ask.kind,
    // As if it were a URL: where the answer is to go.
    ResponseURL: requestId,
    StackId: 'stack',
    RequestId: requestId,
    LogicalResourceId: 'Fleet',
    PhysicalResourceId: ask.physicalId,
    ResourceProperties: propertiesOf(ask.wanted),
    ...(ask.old && { OldResourceProperties: propertiesOf(ask.old) }),
  };
}

/** Each config comes with a tag of its own, and one that changes. */
function tagsOf({ config }: Pick<Wanted, 'config'>): Array<{ Key: string; Value: string }> {
  return [{ Key: 'config', Value: config }, { Key: `of-${config}`, Value: 'yes' }];
}

function propertiesOf({ name, config, adopt, handle: signalUrl, gates }: Wanted): Record<string, unknown> {
  const deploymentConfig = { AutoRollbackConfiguration: { Alarms: [{ AlarmName: ALARM }] } };
  const golden = { name: 'one', payload: '{}', contentType: 'application/json', expectedStatus: 200, expectedBody: { config } };
  const hook = { functionName: 'hook', timeoutSeconds: 600 };
  const properties = encodeRequest({
    endpointName: name,
    endpointConfigName: config,
    deploymentConfig,
    tags: tagsOf({ config }),
    adopt,
    verification: { ...(gates.count && { minimumInvocations: 100 }), ...(gates.requests && { requests: [golden, { ...golden, name: 'two' }] }) },
    hooks: { ...(gates.before && { beforeUpdate: hook }), ...(gates.after && { afterUpdate: hook }) },
  });
  return { ...properties, ...(signalUrl && { SignalUrl: signalUrl }) };
}
