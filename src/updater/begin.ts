import { isTransient } from './act';
import type { CloudFormationEvent } from './event';
import { ticketOf } from './new-ticket';
import { isNotCreated, physicalIdOfFailure } from './physical-id';
import { whereLogsAre, type Ports } from './ports';
import type { Verdict } from './respond';
import { directionOf, type StackSeen } from './stack';
import { wordsOf } from './words';

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
  const signalUrl = signalUrlIn(event);
  const end = ports.now().getTime() + PERSISTENCE_MILLISECONDS;
  try {
    const context = { StackId, RequestId, LogicalResourceId };
    const seal = (url: string) => persistently(ports, end, () => ports.seal.seal(url, context));
    const sealedResponseUrl = await seal(ResponseURL);
    const stack = await stackSeen(ports, end, StackId);
    const direction = directionOf(stack);
    // On the way back the handle is one that was signalled long ago, and its URL may have expired.
    const sealedSignalUrl = signalUrl === undefined || direction === 'back' ? undefined : await seal(signalUrl);
    const ticket = ticketOf({ event, functionArn, sealedResponseUrl, sealedSignalUrl, direction, stackUpdatedAt: stack.updatedAt, now: ports.now() });
    // CloudFormation's event may arrive twice, and Lambda repeats it when this invocation dies: one name, one execution.
    await persistently(ports, end, () => ports.startExecution(`${RequestType}-${RequestId}`, ticket));
    return undefined;
  } catch (error) {
    const reason = `${RequestType} of ${LogicalResourceId} could not be begun: ${wordsOf(error)}.${whereLogsAre(ports)}`;
    return {
      status: 'FAILED',
      physicalResourceId: physicalIdOfFailure({ physicalResourceId: PhysicalResourceId, requestId: RequestId }),
      reason: reason.replaceAll(ResponseURL, '...').replaceAll(signalUrl ?? ResponseURL, '...'),
    };
  }
}

/** Of a handle that is new with this request: one that was there before has had its signal. */
function signalUrlIn({ RequestType, ResourceProperties, OldResourceProperties }: CloudFormationEvent): string | undefined {
  const url = ResourceProperties.SignalUrl;
  return typeof url === 'string' && RequestType !== 'Delete' && url !== OldResourceProperties?.SignalUrl ? url : undefined;
}

/** Asked at the very beginning, before anybody can have changed their mind. */
async function stackSeen(ports: Ports, end: number, stackId: string): Promise<StackSeen> {
  try {
    return await persistently(ports, end, () => ports.stack(stackId));
  } catch (error) {
    ports.log('stack unknown', { stackId, because: wordsOf(error) });
    return {};
  }
}

/** The pauses between so many attempts take two minutes. */
const ATTEMPTS = 7;

/** For all that there is to do. It leaves the function, of its five minutes, those for the last calls to fail, and for the answer. */
const PERSISTENCE_MILLISECONDS = 150_000;

/** Beyond the client's own attempts: to fail here is to fail the deployment. */
async function persistently<Result>(ports: Ports, end: number, effect: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await effect();
    } catch (error) {
      const left = end - ports.now().getTime();
      if (!isTransient(error) || attempt === ATTEMPTS || left <= 0) {
        throw error;
      }
      await ports.pause(Math.min(1000 * 2 ** attempt, left));
    }
  }
}
