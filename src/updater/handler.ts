import { answer, answerInterim, giveUp } from './answer';
import { begin } from './begin';
import { isCloudFormationEvent, type CloudFormationEvent } from './event';
import { latestApproved } from './latest-approved';
import type { Ports } from './ports';
import { step } from './step';
import type { Ticket } from './ticket';
import { LATEST_APPROVED_TYPE } from '../rollout/latest-approved';

/** What the Lambda runtime tells of the function. */
export interface Context {
  readonly invokedFunctionArn: string;
}

/** Takes CloudFormation's event; or the ticket that the state machine carries around, and returns it as it is now. */
export async function handle(ports: Ports, event: CloudFormationEvent | Ticket, context: Context): Promise<Ticket | undefined> {
  if (isCloudFormationEvent(event)) {
    await (event.ResourceType === LATEST_APPROVED_TYPE ? latestApproved(ports, event) : begin(ports, event, context.invokedFunctionArn));
    return undefined;
  }
  if (!('sealedResponseUrl' in event)) {
    throw new Error('the event is neither from CloudFormation nor a ticket of the state machine; this function is for these two alone');
  }
  if (event.verdict !== undefined) {
    return answer(ports, event, event.verdict);
  }
  if (event.interim !== undefined && event.answered !== true && event.error === undefined) {
    return answerInterim(ports, event, event.interim);
  }
  return event.error === undefined ? step(ports, event) : giveUp(ports, event);
}
