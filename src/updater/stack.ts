import type { Standing } from './decide';

/** Which way a stack was going when it made a request. */
export type Direction = 'forward' | 'back' | 'unknown';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
export function directionOf(stackStatus: string | undefined): Direction {
  if (stackStatus === undefined) {
    return 'unknown';
  }
  return isGoingBack(stackStatus) ? 'back' : 'forward';
}

/**
 * Whether a request still holds, given what its stack does now.
 *
 * A person may cancel an update of the stack: CloudFormation then asks for the old properties at once, and nobody waits for the
 * first request any more. What is not known counts as forward: then everything is guarded.
 */
export function standingOf(direction: Direction, stackStatusNow: string | undefined): Standing {
  if (direction === 'back') {
    return 'back';
  }
  const overtaken = direction === 'forward' && stackStatusNow !== undefined && (isGoingBack(stackStatusNow) || stackStatusNow === 'DELETE_IN_PROGRESS');
  return overtaken ? 'outdated' : 'forward';
}

function isGoingBack(stackStatus: string): boolean {
  return stackStatus.includes('ROLLBACK');
}
