import { answer, answerInterim, giveUp } from './answer';
import { begin } from './begin';
import { isTooLate } from './deadline';
import { isCloudFormationEvent, type CloudFormationEvent } from './event';
import { latestApproved } from './latest-approved';
import { patiently } from './patience';
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
  // After this invocation nobody tries again: what fails now has to be seen to fail.
  if (event.error !== undefined) {
    return event.verdict === undefined ? giveUp(ports, event) : answer(ports, event, event.verdict);
  }
  const { verdict, interim } = event;
  const isOver = (now: Date): boolean => isTooLate(now, event);
  if (verdict !== undefined) {
    return patiently(ports, event, isOver, () => answer(ports, event, verdict));
  }
  if (interim !== undefined && event.answered !== true) {
    return patiently(ports, event, isOver, () => answerInterim(ports, event, interim));
  }
  return step(ports, event);
}
