import type { Standing } from './decide';

/** Which way a stack was going when it made a request. */
export type Direction = 'forward' | 'back' | 'unknown';

/** What a stack is doing, as far as it is known. */
export interface StackSeen {
  readonly status?: string;
  /** When the operation that it is in, or was in last, was asked for; absent until it is updated for the first time. */
  readonly updatedAt?: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
export function directionOf({ status }: StackSeen): Direction {
  if (status === undefined) {
    return 'unknown';
  }
  return isGoingBack(status) ? 'back' : 'forward';
}

/** What a request knows of its stack. */
interface Asked {
  readonly direction: Direction;
  readonly stackUpdatedAt?: string;
}

/**
 * Whether a request still holds, given what its stack does now.
 *
 * A person may cancel an update of the stack: CloudFormation then asks for the old properties at once, and nobody waits for the
 * first request any more. What is not known counts as forward: then everything is guarded.
 */
export function standingOf({ direction, stackUpdatedAt }: Asked, now?: StackSeen): Standing {
  if (direction === 'back') {
    return 'back';
  }
  if (direction === 'unknown' || now?.status === undefined) {
    return 'forward';
  }
  const overtaken = isGoingBack(now.status) || now.status === 'DELETE_IN_PROGRESS' || now.updatedAt !== stackUpdatedAt;
  return overtaken ? 'outdated' : 'forward';
}

function isGoingBack(stackStatus: string): boolean {
  return stackStatus.includes('ROLLBACK');
}
