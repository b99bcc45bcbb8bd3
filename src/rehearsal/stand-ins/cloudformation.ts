import { randomUUID } from 'node:crypto';
import { textOf, type WireRequest, type WireResponse } from '../../simulator/api/wire';
import { element, escaped, xmlResponse } from '../../simulator/api/xml';

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
    const described = elements({
      StackId: stackId,
      StackName: stack.stackName,
      StackStatus: stack.status,
      CreationTime: this.now().toISOString(),
      LastUpdatedTime: stack.updatedAt?.toISOString(),
    });
    return answer(200, 'DescribeStacksResponse',
      element('DescribeStacksResult', element('Stacks', element('member', described))) + element('ResponseMetadata', requestId()));
  }
}

function fault(code: string, message: string): WireResponse {
  return answer(400, 'ErrorResponse', element('Error', elements({ Type: 'Sender', Code: code, Message: message })) + requestId());
}

function answer(status: number, root: string, inside: string): WireResponse {
  return xmlResponse(status, element(root, inside, { xmlns: NAMESPACE }));
}

function requestId(): string {
  return element('RequestId', randomUUID());
}

function elements(texts: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(texts).map(([name, text]) => (text === undefined ? '' : element(name, escaped(text)))).join('');
}
