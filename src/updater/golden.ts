import { secondsSince } from './deadline';
import { later, type GateState } from './gate';
import type { InvocationAnswer } from './invoke';
import { difference } from './json-subset';
import { nameOf } from './log';
import type { Ports } from './ports';
import type { Ticket } from './ticket';
import { shown, wordsOf } from './words';
import { isRecord } from '../rollout/record';
import type { DeclaredGoldenRequest } from '../rollout/request';

/** How long a request that nobody answers is sent again: a permission, or a storm, may take as long. */
const PATIENCE_SECONDS = 600;

/** What an answer tells of the model. */
export type Judgement =
  | { readonly result: 'right' }
  | { readonly result: 'wrong'; readonly because: string }
  /** It was not the model that answered. */
  | { readonly result: 'unanswered'; readonly because: string };

/**
 * Sends the next golden request, one in each look: each may take a minute, and a function that dies repeats one of them.
 *
 * All traffic is on the new config by now; its fleet cannot be addressed before.
 */
export async function tryRequests(ports: Ports, ticket: Ticket): Promise<GateState> {
  const requests = ticket.rollout.verification?.requests ?? [];
  const passed = ticket.requestsPassed ?? 0;
  const request = requests[passed];
  if (request === undefined) {
    return { result: 'passed', ticket };
  }
  const judgement = await judged(ports, ticket, request);
  ports.log('golden request', { ...nameOf(ticket), request: request.name, ...judgement });
  switch (judgement.result) {
    case 'right': {
      const next = { ...ticket, requestsPassed: passed + 1, blockedSince: undefined, waitSeconds: 0 };
      return passed + 1 === requests.length ? { result: 'passed', ticket: next } : { result: 'notYet', ticket: next, waitingFor: 'all golden requests' };
    }
    case 'wrong':
      return { result: 'stopped', because: 'wrongAnswer', finding: `golden request '${request.name}': ${judgement.because}` };
    case 'unanswered': {
      const blockedSince = ticket.blockedSince ?? ports.now().toISOString();
      return secondsSince(ports.now(), blockedSince) < PATIENCE_SECONDS
        ? later(ports, { ...ticket, blockedSince }, `golden request '${request.name}' (${judgement.because})`)
        : { result: 'stopped', because: 'unanswered', finding: `golden request '${request.name}' was not answered: ${judgement.because}` };
    }
  }
}

async function judged(ports: Ports, { rollout }: Ticket, request: DeclaredGoldenRequest): Promise<Judgement> {
  const { payload, base64, contentType, accept, targetVariant, targetModel, targetContainerHostname } = request;
  const headers = { contentType, accept, targetVariant, targetModel, targetContainerHostname };
  const body = Buffer.from(payload, base64 ? 'base64' : 'utf8');
  try {
    return judge(request, await ports.invoke({ endpointName: rollout.endpointName, body, ...headers }));
  } catch (error) {
    return { result: 'unanswered', because: wordsOf(error) };
  }
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
export function judge(expected: Pick<DeclaredGoldenRequest, 'expectedStatus' | 'expectedBody' | 'tolerance'>, answer: InvocationAnswer): Judgement {
  const text = Buffer.from(answer.body).toString('utf8');
  const isModelError = answer.errorType === 'ModelError' || (answer.errorType === undefined && answer.status === 424);
  if (answer.status !== 200 && !isModelError) {
    return { result: 'unanswered', because: `SageMaker answered ${answer.errorType ?? `with status ${answer.status}`}: ${shown(wordsIn(text))}` };
  }
  // What the container itself answered.
  const { OriginalStatusCode, OriginalMessage } = isModelError ? record(parsed(text)) : {};
  const status = isModelError ? Number(OriginalStatusCode ?? 500) : 200;
  const message = isModelError ? String(OriginalMessage ?? '') : text;
  if (status !== expected.expectedStatus) {
    return { result: 'wrong', because: `the model answered with status ${status}, ${expected.expectedStatus} is expected (${shown(message)})` };
  }
  if (expected.expectedBody === undefined) {
    return { result: 'right' };
  }
  const body = parsed(message);
  const because = body === undefined ? `its answer is no JSON (${shown(message)})` : difference(expected.expectedBody, body, expected.tolerance);
  return because === undefined ? { result: 'right' } : { result: 'wrong', because: body === undefined ? because : `of its answer ${because}` };
}

/** The words of an error, where it has some. */
function wordsIn(text: string): unknown {
  const { message, Message } = record(parsed(text));
  return message ?? Message ?? text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
