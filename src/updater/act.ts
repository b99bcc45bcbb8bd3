import { CreateEndpointCommand, DeleteEndpointCommand, UpdateEndpointCommand, type SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { Call } from './decide';
import { isAbsent } from './observe';
import type { Ticket } from './ticket';
import { returnInput, updateInput } from './update-input';
import { wordsOf } from './words';

export type CallResult =
  | { readonly result: 'accepted' }
  /** The endpoint is not as it was observed: look again before anything else. */
  | { readonly result: 'overtaken'; readonly because: string }
  /** Refused for a reason that passes by itself, if it is what it seems. */
  | { readonly result: 'tooEarly'; readonly because: string }
  | { readonly result: 'refused'; readonly because: string };

/** Makes one call, and says how the service took it; a failure of the network or of the service is thrown. */
export async function act(client: SageMakerClient, call: Call, ticket: Wanted): Promise<CallResult> {
  try {
    await CALLS[call](client, ticket);
    return { result: 'accepted' };
  } catch (error) {
    return resultOf(error);
  }
}

type Wanted = Pick<Ticket, 'rollout' | 'explicit' | 'before' | 'intent'>;

const CALLS: Readonly<Record<Call, (client: SageMakerClient, ticket: Wanted) => Promise<unknown>>> = {
  // A create is not guarded, so the deployment config is not for it.
  create: (client, { rollout: { endpointName, endpointConfigName, tags } }) =>
    client.send(new CreateEndpointCommand({ EndpointName: endpointName, EndpointConfigName: endpointConfigName, Tags: [...tags] })),
  update: (client, ticket) => client.send(new UpdateEndpointCommand(updateInput(ticket))),
  return: (client, ticket) => client.send(new UpdateEndpointCommand(returnInput(ticket, ticket.rollout.endpointConfigName))),
  restore: (client, ticket) => client.send(new UpdateEndpointCommand(returnInput(ticket, ticket.before!))),
  delete: (client, { rollout: { endpointName } }) => client.send(new DeleteEndpointCommand({ EndpointName: endpointName })),
};

function resultOf(error: unknown): CallResult {
  const { name, message } = error as Error;
  const because = wordsOf(error);
  // Also what the SDK's own second attempt is told when the answer to the first one was lost.
  if (isAbsent(error) || (name === 'ValidationException' && /in-progress endpoint|already existing endpoint/i.test(message))) {
    return { result: 'overtaken', because };
  }
  // A new config, or a new permission, is not everywhere at once.
  // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html
  if (name === 'AccessDeniedException' || (name === 'ValidationException' && /could not find endpoint config/i.test(message))) {
    return { result: 'tooEarly', because };
  }
  if ((error as { $fault?: string }).$fault === 'client' && !isThrottling(error)) {
    return { result: 'refused', because };
  }
  throw error;
}

/** Whether what was thrown may pass by itself: the network, the service, or too many calls. */
export function isTransient(error: unknown): boolean {
  const { name, code, $fault } = error as { name?: string; code?: string; $fault?: string };
  return $fault === 'server' || isThrottling(error) || name === 'TimeoutError' || /^E(CONN|PIPE|AI_|HOST|NET|NOTFOUND|TIMEDOUT)/.test(code ?? '');
}

function isThrottling(error: unknown): boolean {
  const { name = '', $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return /throttl|toomanyrequests|requestlimit/i.test(name) || $metadata?.httpStatusCode === 429;
}
