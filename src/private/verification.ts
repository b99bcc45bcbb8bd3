import { Token } from 'aws-cdk-lib';
import { checkTarget } from './asked-model';
import { listed, type Faults } from './faults';
import type { GuardedEndpointProps } from '../guarded-endpoint-props';
import { refuseCountOfAsync } from './refusals/not-published-for-async';
import type { Variant } from './variants';
import type { DeclaredGoldenRequest, RolloutRequest } from '../rollout/request';
import type { GoldenRequest, Verification } from '../verification';

/** Each of them may take a minute. */
const MOST_REQUESTS = 20;

/**
 * CloudFormation sends what is asked for now and what was before in one event, and Step Functions hands on 262,144 bytes at most.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const MOST_BYTES = 100_000;

type Verified = Pick<GuardedEndpointProps, 'verification' | 'asyncInference'>;

export function checkVerification(faults: Faults, { verification, asyncInference }: Verified, variants: readonly Variant[]): void {
  if (verification === undefined) {
    return;
  }
  const { minimumInvocations: minimum, requests = [] } = verification;
  if (minimum === undefined && requests.length === 0) {
    faults.add('verification has neither minimumInvocations nor requests; leave it out if nothing is to be proved');
  }
  if (minimum !== undefined && !Token.isUnresolved(minimum) && !(Number.isInteger(minimum) && minimum >= 1)) {
    faults.add(`minimumInvocations of verification is ${minimum}, a whole number of at least 1 is needed; leave verification out if nothing is to be proved`);
  }
  refuseCountOfAsync(faults, { verification, asyncInference });
  if (requests.length > 0 && asyncInference !== undefined) {
    faults.add('verification has requests, but an asynchronous endpoint answers none; ask it from an afterUpdate hook instead');
  }
  if (requests.length > MOST_REQUESTS) {
    faults.add(`verification has ${requests.length} requests, ${MOST_REQUESTS} are possible, each of which may take a minute; ask more of them from an afterUpdate hook`);
  }
  const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(renderRequests(requests))));
  if (bytes > MOST_BYTES) {
    faults.add(`the requests of verification take ${bytes} bytes on their way to the updater, ${MOST_BYTES} are possible (an update carries the old and the new ones, `
      + 'and Step Functions hands on 262144 bytes); use smaller payloads, or an afterUpdate hook that reads them from a bucket');
  }
  renderRequests(requests).forEach((request, index) => checkRequest(faults, { request, given: requests[index], variants }));
}

function checkRequest(
  faults: Faults, { request, given, variants }: { request: DeclaredGoldenRequest; given: GoldenRequest; variants: readonly Variant[] },
): void {
  const { name, payload, targetVariant, expectedStatus, tolerance = 0 } = request;
  const title = `request '${name}' of verification`;
  const variantNames = variants.map(({ variantName }) => variantName);
  const known = (value: unknown): boolean => !Token.isUnresolved(value);
  if (given.payload === undefined) {
    faults.add(`${title} has no payload; give text, or what is to be sent as JSON`);
  }
  if (request.base64 && known(payload) && (typeof given.payload !== 'string' || Buffer.from(payload, 'base64').toString('base64').replace(/=+$/, '') !== payload.replace(/=+$/, ''))) {
    faults.add(`${title} is said to be base64Encoded, but its payload is not base64; encode it, or leave base64Encoded out`);
  }
  if (targetVariant !== undefined && known(targetVariant) && variantNames.every(known) && !variantNames.includes(targetVariant)) {
    faults.add(`${title} has the targetVariant '${targetVariant}', there ${variantNames.length === 1 ? 'is' : 'are'} ${listed([...variantNames])}`);
  }
  checkTarget(faults, title, request, variants);
  if (known(expectedStatus) && !(Number.isInteger(expectedStatus) && expectedStatus >= 100 && expectedStatus <= 599)) {
    faults.add(`${title} has the expectedStatus ${expectedStatus}, an HTTP status from 100 to 599 is needed`);
  }
  if (request.expectedBody !== undefined && request.accept !== undefined && known(request.accept) && !/json|\*/i.test(request.accept)) {
    faults.add(`${title} accepts ${request.accept}, but expectedBody is looked for in JSON, so that no answer would be right; leave one of the two out`);
  }
  if (known(tolerance) && !(tolerance >= 0 && Number.isFinite(tolerance))) {
    faults.add(`${title} has the tolerance ${tolerance}, a number of at least 0 is needed`);
  }
}

/** The verification as the updater is asked for it, or nothing where there is none. */
export function renderVerification(verification: Verification | undefined): Pick<RolloutRequest, 'verification'> {
  if (verification === undefined) {
    return {};
  }
  const { minimumInvocations, requests = [] } = verification;
  return { verification: { minimumInvocations, ...(requests.length > 0 && { requests: renderRequests(requests) }) } };
}

function renderRequests(requests: readonly GoldenRequest[]): DeclaredGoldenRequest[] {
  return requests.map(({ name, payload, base64Encoded, contentType = 'application/json', expectedStatus = 200, ...same }, index) => ({
    name: name ?? String(index + 1),
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload) ?? '',
    ...(base64Encoded && { base64: true }),
    contentType,
    accept: same.accept,
    targetVariant: same.targetVariant,
    targetModel: same.targetModel,
    targetContainerHostname: same.targetContainerHostname,
    expectedStatus,
    expectedBody: same.expectedBody,
    tolerance: same.tolerance,
  }));
}
