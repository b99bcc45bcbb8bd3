import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { KMSClient } from '@aws-sdk/client-kms';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { CLIENT_OPTIONS } from './client-options';
import type { CloudFormationEvent } from './event';
import { handle, type Context } from './handler';
import { invoke } from './invoke';
import { consoleLog } from './log';
import type { Ports } from './ports';
import { respond, signal } from './respond';
import { KmsSeal } from './seal';
import type { Ticket } from './ticket';

// Made once for all invocations of one execution environment.
const sfn = new SFNClient(CLIENT_OPTIONS);
const cloudformation = new CloudFormationClient(CLIENT_OPTIONS);
const sagemaker = new SageMakerClient(CLIENT_OPTIONS);

const ports: Ports = {
  sagemaker,
  cloudwatch: new CloudWatchClient(CLIENT_OPTIONS),
  invoke: (invocation) => invoke(sagemaker, invocation),
  seal: new KmsSeal(new KMSClient(CLIENT_OPTIONS), () => environment('KEY_ARN')),
  startExecution,
  respond,
  signal,
  stack: async (StackName) => {
    const { Stacks: [stack] = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName }));
    return { status: stack?.StackStatus, updatedAt: stack?.LastUpdatedTime?.toISOString() };
  },
  pause: (milliseconds) => sleep(milliseconds),
  now: () => new Date(),
  log: consoleLog,
  logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
};

export const handler = (event: CloudFormationEvent | Ticket, context: Context): Promise<Ticket | undefined> => handle(ports, event, context);

async function startExecution(name: string, ticket: Ticket): Promise<void> {
  try {
    await sfn.send(new StartExecutionCommand({ stateMachineArn: environment('STATE_MACHINE_ARN'), name, input: JSON.stringify(ticket) }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) {
      throw error;
    }
  }
}

function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`the updater needs the environment variable ${name}`);
  }
  return value;
}
