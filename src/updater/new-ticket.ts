import type { RequestKind } from './decide';
import type { CloudFormationEvent } from './event';
import { configToGiveBack, endpointNameIn } from './physical-id';
import { explicitChanges } from './retained';
import type { Direction } from './stack';
import { tagChanges } from './tag-changes';
import type { Ticket } from './ticket';
import { decodeRequest, type RolloutRequest } from '../rollout/request';

export interface TicketProps {
  readonly event: CloudFormationEvent;
  readonly functionArn: string;
  readonly sealedResponseUrl: string;
  readonly sealedSignalUrl?: string;
  readonly direction: Direction;
  readonly stackUpdatedAt?: string;
  readonly now: Date;
}

export function ticketOf({ event, now, ...given }: TicketProps): Ticket {
  const config = event.RequestType === 'Delete' ? configToGiveBack(event.PhysicalResourceId, given.direction === 'back') : undefined;
  const rollout = event.RequestType === 'Delete' ? rolloutOfDelete(event, config) : decodeRequest(event.ResourceProperties);
  return {
    kind: config === undefined ? kindOf(event, rollout) : 'GiveBack',
    stackId: event.StackId,
    requestId: event.RequestId,
    logicalResourceId: event.LogicalResourceId,
    physicalResourceId: event.PhysicalResourceId,
    rollout,
    explicit: event.RequestType === 'Update' ? explicitChanges(event.OldResourceProperties, rollout) : [],
    ...(event.RequestType !== 'Delete' && { tagChanges: tagChanges(event.OldResourceProperties, rollout) }),
    ...given,
    // Whatever the stack does: nobody wants a second canary on the way back, nor the endpoint of others to be deleted.
    ...(config !== undefined && { direction: 'back' as const }),
    startedAt: now.toISOString(),
    done: false,
    waitSeconds: 0,
  };
}

/** An update that renames the endpoint creates the new one; CloudFormation deletes the old one afterwards. */
function kindOf(event: CloudFormationEvent, rollout: RolloutRequest): RequestKind {
  return event.RequestType === 'Update' && endpointNameIn(event.PhysicalResourceId ?? '') !== rollout.endpointName ? 'Replace' : event.RequestType;
}

/** A delete needs the physical id alone, and must work when the properties were what made the create fail. */
function rolloutOfDelete({ PhysicalResourceId = '', ResourceProperties }: CloudFormationEvent, configToGiveBackTo?: string): RolloutRequest {
  const named = { endpointName: endpointNameIn(PhysicalResourceId), endpointConfigName: configToGiveBackTo ?? '', deploymentConfig: {}, tags: [] };
  return configToGiveBackTo === undefined ? named : { ...named, deploymentConfig: deploymentConfigIn(ResourceProperties) };
}

function deploymentConfigIn(properties: CloudFormationEvent['ResourceProperties']): RolloutRequest['deploymentConfig'] {
  try {
    return decodeRequest(properties).deploymentConfig;
  } catch {
    return {};
  }
}
