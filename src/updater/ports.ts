import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { Invocation, InvocationAnswer } from './invoke';
import type { Log } from './log';
import type { Addressee, Verdict } from './respond';
import type { Seal } from './seal';
import type { StackSeen } from './stack';
import type { Ticket } from './ticket';

/** Everything the updater reaches the world through. */
export interface Ports {
  readonly sagemaker: SageMakerClient;
  readonly cloudwatch: CloudWatchClient;
  /** Sends a request to an endpoint. */
  readonly invoke: (invocation: Invocation) => Promise<InvocationAnswer>;
  readonly seal: Seal;
  /** Starts the state machine; a name that has been used already starts nothing, and is no error. */
  readonly startExecution: (name: string, ticket: Ticket) => Promise<void>;
  readonly respond: (url: string, addressee: Addressee, verdict: Verdict) => Promise<void>;
  /** Reports to a wait condition's handle. */
  readonly signal: (url: string, uniqueId: string, verdict: Verdict) => Promise<void>;
  readonly stack: (stackId: string) => Promise<StackSeen>;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  readonly now: () => Date;
  readonly log: Log;
  /** Where this function logs, for whoever reads that it failed. */
  readonly logGroupName?: string;
}

/** The end of every reason that CloudFormation is given. */
export function whereLogsAre({ logGroupName }: Ports): string {
  return logGroupName === undefined ? '' : ` Logs: ${logGroupName}`;
}
