import { randomUUID } from 'node:crypto';
import { create } from 'xmlbuilder2';
import { textOf, type WireRequest, type WireResponse } from '../../simulator/api/wire';

/** A stack that is there, as far as it is described. */
export interface DescribedStack {
  readonly stackName: string;
  readonly status: string;
  /** When it was updated last. */
  readonly updatedAt?: Date;
}

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/**
 * DescribeStacks, in the query protocol: what the stacks of a rehearsal are doing.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export class CloudFormation {
  constructor(private readonly stacks: ReadonlyMap<string, DescribedStack>, private readonly now: () => Date) {}

  owns(request: WireRequest): boolean {
    return /\/cloudformation\/aws4_request/.test(request.headers.authorization ?? '');
  }

  handle(request: WireRequest): WireResponse {
    const parameters = new URLSearchParams(textOf(request.body));
    const action = parameters.get('Action');
    if (action !== 'DescribeStacks') {
      return fault('UnknownOperation', `cloudformation.${action} is not simulated in a rehearsal, this is: DescribeStacks`);
    }
    const name = parameters.get('StackName');
    const [stackId, stack] = [...this.stacks].find(([id, { stackName }]) => id === name || stackName === name) ?? [];
    if (stackId === undefined || stack === undefined) {
      return fault('ValidationError', `Stack with id ${name} does not exist`);
    }
    const member = { StackId: stackId, StackName: stack.stackName, StackStatus: stack.status, CreationTime: this.now().toISOString() };
    const times = stack.updatedAt === undefined ? {} : { LastUpdatedTime: stack.updatedAt.toISOString() };
    return xml(200, { DescribeStacksResponse: { '@xmlns': NAMESPACE, 'DescribeStacksResult': { Stacks: { member: { ...member, ...times } } }, ...metadata() } });
  }
}

function fault(Code: string, Message: string): WireResponse {
  return xml(400, { ErrorResponse: { '@xmlns': NAMESPACE, 'Error': { Type: 'Sender', Code, Message }, 'RequestId': randomUUID() } });
}

function metadata(): object {
  return { ResponseMetadata: { RequestId: randomUUID() } };
}

function xml(status: number, document: object): WireResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(create(document).end()) };
}
