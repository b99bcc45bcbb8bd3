import { setTimeout as sleep } from 'node:timers/promises';
import { LARGEST_RESPONSE_BYTES } from '../rollout/request';

/** What CloudFormation is told in the end. */
export interface Verdict {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalResourceId: string;
  /** Why it failed; CloudFormation shows it to the person who deploys. */
  readonly reason?: string;
  readonly data?: Readonly<Record<string, string>>;
}

export interface Addressee {
  readonly stackId: string;
  readonly requestId: string;
  readonly logicalResourceId: string;
}

const ATTEMPTS = 3;
const TIMEOUT_MILLISECONDS = 10_000;

/**
 * Sends the answer, and throws if it did not arrive: whoever called is invoked again, with the same answer.
 *
 * No error says where it was sent: the URL is a credential, and errors end up in logs and in the state machine's history.
 */
export async function respond(url: string, addressee: Addressee, verdict: Verdict, pauseMilliseconds = 500): Promise<void> {
  await send(url, bodyOf(addressee, verdict), pauseMilliseconds);
}

/**
 * Tells a wait condition how it ended, in the same manner. Told twice under the same id, it counts once.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html
 */
export async function signal(url: string, uniqueId: string, verdict: Verdict, pauseMilliseconds = 500): Promise<void> {
  await send(url, signalBodyOf(uniqueId, verdict), pauseMilliseconds);
}

async function send(url: string, body: string, pauseMilliseconds: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const failure = await put(url, body);
    if (failure === undefined) {
      return;
    }
    if (attempt === ATTEMPTS) {
      const error = new Error(`CloudFormation could not be answered in ${ATTEMPTS} attempts: ${failure.because}`);
      throw Object.assign(error, failure.passes && { $fault: 'server' });
    }
    await sleep(pauseMilliseconds * 2 ** attempt);
  }
}

/** The answer as JSON, its reason cut to what CloudFormation accepts. */
export function bodyOf({ stackId, requestId, logicalResourceId }: Addressee, verdict: Verdict): string {
  return fitted(verdict.reason, (reason) => JSON.stringify({
    Status: verdict.status,
    Reason: reason,
    PhysicalResourceId: verdict.physicalResourceId,
    StackId: stackId,
    RequestId: requestId,
    LogicalResourceId: logicalResourceId,
    Data: verdict.data,
  }));
}

/** What a wait condition is told; its data is what `Fn::GetAtt` gives. */
function signalBodyOf(uniqueId: string, { status, reason, data }: Verdict): string {
  return fitted(reason ?? 'the update has ended', (text) => JSON.stringify({
    Status: status === 'SUCCESS' ? 'SUCCESS' : 'FAILURE',
    Reason: text,
    UniqueId: uniqueId,
    Data: data?.EndpointArn ?? '',
  }));
}

/** What is rendered from a reason, which is cut to what CloudFormation accepts. */
function fitted(reason: string | undefined, render: (reason: string | undefined) => string): string {
  if (reason === undefined || Buffer.byteLength(render(reason)) <= LARGEST_RESPONSE_BYTES) {
    return render(reason);
  }
  // The beginning says what happened; where the logs are, and what the service said, stand at the end.
  const characters = [...reason];
  let keep = characters.length;
  let body: string;
  do {
    keep = Math.floor(keep * 0.95);
    body = render(`${characters.slice(0, keep).join('')} ... (cut; the whole is in the log)`);
  } while (Buffer.byteLength(body) > LARGEST_RESPONSE_BYTES && keep > 0);
  return body;
}

interface Failure {
  readonly because: string;
  /** Whether it may pass by itself. */
  readonly passes: boolean;
}

/** Why it failed, or nothing. */
async function put(url: string, body: string): Promise<Failure | undefined> {
  try {
    const target = new URL(url);
    if (target.protocol !== 'https:' && !isLoopback(target)) {
      return { because: `the response URL is neither https nor on this machine (${target.protocol})`, passes: false };
    }
    const response = await fetch(target, {
      method: 'PUT',
      // The URL is signed for an empty content type.
      headers: { 'content-type': '' },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    await response.arrayBuffer();
    const { ok, status } = response;
    return ok ? undefined : { because: `it answered with HTTP status ${status}`, passes: status >= 500 || status === 429 };
  } catch (error) {
    // Its message, properties and cause may hold the URL; its code does not.
    const { name, code, cause } = error as Error & { code?: unknown; cause?: { code?: unknown } };
    const known = [cause?.code, code].find((one) => typeof one === 'string');
    return { because: known ?? name, passes: known !== 'ERR_INVALID_URL' };
  }
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}
