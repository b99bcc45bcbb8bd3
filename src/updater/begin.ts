import type { CloudFormationEvent } from './event';
import { isNotCreated, physicalIdOfFailure } from './physical-id';
import { whereLogsAre, type Ports } from './ports';
import type { Verdict } from './respond';
import { ticketOf } from './ticket';

/**
 * Hands a request on to the state machine.
 *
 * Nobody would answer a request that does not get there, so whatever goes wrong before is answered here.
 */
export async function begin(ports: Ports, event: CloudFormationEvent, functionArn: string): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const verdict = await verdictOf(ports, event, functionArn);
  ports.log('begin', { kind: event.RequestType, stackId: StackId, requestId: RequestId, logicalResourceId: LogicalResourceId, answer: verdict });
  if (verdict !== undefined) {
    await ports.respond(ResponseURL, { stackId: StackId, requestId: RequestId, logicalResourceId: LogicalResourceId }, verdict);
  }
}

/** The answer to what is over already, or nothing: then it is on its way. */
async function verdictOf(ports: Ports, event: CloudFormationEvent, functionArn: string): Promise<Verdict | undefined> {
  const { StackId, RequestId, LogicalResourceId, ResponseURL, PhysicalResourceId, RequestType } = event;
  if (RequestType === 'Delete' && isNotCreated(PhysicalResourceId)) {
    return { status: 'SUCCESS', physicalResourceId: PhysicalResourceId! };
  }
  try {
    const sealedResponseUrl = await ports.seal.seal(ResponseURL, { StackId, RequestId, LogicalResourceId });
    const ticket = ticketOf({ event, functionArn, sealedResponseUrl, now: ports.now() });
    // CloudFormation's event may arrive twice, and Lambda repeats it when this invocation dies: one name, one execution.
    await ports.startExecution(`${RequestType}-${RequestId}`, ticket);
    return undefined;
  } catch (error) {
    const { name, message } = error as Error;
    const reason = `${RequestType} of ${LogicalResourceId} could not be begun: ${name}: ${message}.${whereLogsAre(ports)}`;
    return {
      status: 'FAILED',
      physicalResourceId: physicalIdOfFailure({ physicalResourceId: PhysicalResourceId, requestId: RequestId }),
      reason: reason.replaceAll(ResponseURL, '...'),
    };
  }
}
