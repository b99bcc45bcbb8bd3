import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { churnAccount, describeEndpoint, guard, request } from './churn';
import { ResponseBucket } from './cloudformation';
import { Deployer } from './deploy';
import type { DeclaredGoldenRequest, RolloutRequest } from '../../src/rollout/request';
import type { FleetSimulator } from '../../src/simulator';
import { judge } from '../../src/updater/golden';
import type { Invocation, InvocationAnswer } from '../../src/updater/invoke';

jest.setTimeout(60_000);

const CHURNS: DeclaredGoldenRequest = {
  name: 'churns', payload: '{"tenure":1}', contentType: 'application/json', expectedStatus: 200, expectedBody: { churn: 0.9 }, tolerance: 0.05,
};
const STAYS: DeclaredGoldenRequest = { ...CHURNS, name: 'stays', payload: '{"tenure":90}', expectedBody: { churn: 0.9 } };

let simulator: FleetSimulator;
let bucket: ResponseBucket;
let deployer: Deployer;
let invocations: Invocation[];

beforeEach(async () => {
  bucket = await ResponseBucket.open();
  simulator = await churnAccount();
  deployer = new Deployer(simulator, bucket);
  await deployer.deploy(deployer.event('Create', request('churn-v1')));
  simulator.world.setTraffic('churn', 10);
  simulator.world.setModelBehaviour('churn-v3', { answer: { churn: 0.91, model: 'v3' } });
  await guard(simulator, 'churn-v3');
  bucket.received.length = 0;
  deployer.changes.length = 0;
  invocations = [];
  answering((invocation, ask) => ask(invocation));
});
afterEach(() => bucket.close());

function answering(answer: (invocation: Invocation, ask: (invocation: Invocation) => Promise<InvocationAnswer>) => Promise<InvocationAnswer>): void {
  deployer.live = (ports, run) => run({
    ...ports,
    invoke: (invocation) => {
      invocations.push(invocation);
      return answer(invocation, ports.invoke);
    },
  });
}

function asking(requests: DeclaredGoldenRequest[], more: Partial<RolloutRequest> = {}): RolloutRequest {
  return { ...request('churn-v3'), verification: { requests }, ...more };
}

async function update(wanted: RolloutRequest): Promise<Record<string, unknown>> {
  const event = deployer.event('Update', wanted, 'churn', request('churn-v1'));
  await deployer.deploy(event);
  const answers = bucket.answers.filter(({ RequestId }) => RequestId === event.RequestId);
  expect(answers).toHaveLength(1);
  return answers[0];
}

function payloads(): string[] {
  return invocations.map(({ body }) => Buffer.from(body).toString());
}

it('is a success when each request is answered as it has to be, one after the other', async () => {
  expect(await update(asking([CHURNS, STAYS]))).toMatchObject({ Status: 'SUCCESS', Data: { EndpointConfigName: 'churn-v3' } });
  expect(payloads()).toEqual([CHURNS.payload, STAYS.payload]);
  expect(deployer.changes).toEqual(['UpdateEndpointCommand']);
});

it('goes back to the config before at the first wrong answer, and says what is wrong with it', async () => {
  const { Status, Reason } = await update(asking([CHURNS, { ...STAYS, expectedBody: { churn: 0.1 } }, CHURNS]));
  expect(Status).toBe('FAILED');
  expect(Reason).toContain("update of 'churn' to config 'churn-v3' was not accepted: golden request 'stays': of its answer $.churn is 0.91, 0.1 is expected (give or take 0.05). "
    + "It was taken back to 'churn-v1', which serves all traffic. Fix the model or, if the answer is right, the golden request");
  expect(payloads()).toHaveLength(2);
  expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
  expect(deployer.changes).toEqual(['UpdateEndpointCommand', 'UpdateEndpointCommand']);
});

it('goes back when the model fails, with the status that the model answered with', async () => {
  // A guard that sees nothing, and then the golden request.
  simulator.world.setTraffic('churn', 0);
  simulator.world.setModelBehaviour('churn-v3', { errorRate: 1 });
  const { Reason } = await update(asking([CHURNS]));
  expect(Reason).toContain("golden request 'churns': the model answered with status 500, 200 is expected (\"simulated\")");
  expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
});

it('may ask for a request to be rejected', async () => {
  simulator.world.setModelBehaviour('churn-v3', { clientErrorRate: 1 });
  expect(await update(asking([{ ...CHURNS, expectedStatus: 400, expectedBody: undefined }]))).toMatchObject({ Status: 'SUCCESS' });
});

it('asks the variant that it is told to, with the content types that it is given', async () => {
  const { Reason } = await update(asking([{ ...CHURNS, targetVariant: 'Other', accept: 'application/json' }]));
  expect(invocations[0]).toMatchObject({ targetVariant: 'Other', accept: 'application/json', contentType: 'application/json' });
  expect(Reason).toMatch(/was inconclusive: golden request 'churns' was not answered: SageMaker answered ValidationError: "Variant Other not found for endpoint churn.*It was taken back to 'churn-v1'/);
});

it('asks for the model, and for the container, that it is told to', async () => {
  const { Reason } = await update(asking([{ ...CHURNS, targetModel: 'eu/churn.tar.gz', targetContainerHostname: 'churn' }]));
  expect(invocations[0]).toMatchObject({ targetModel: 'eu/churn.tar.gz', targetContainerHostname: 'churn' });
  expect(Reason).toMatch(/golden request 'churns' was not answered: SageMaker answered ValidationError: "Endpoint churn is not a multi-model endpoint/);
});

it('sends bytes that are given in base64', async () => {
  await update(asking([{ ...CHURNS, payload: Buffer.from([0, 255, 128]).toString('base64'), base64: true }]));
  expect([...invocations[0].body]).toEqual([0, 255, 128]);
});

it('asks again while the service does not answer, and goes on when it does', async () => {
  let calls = 0;
  answering(async (invocation, ask) => {
    calls += 1;
    if (calls % 3 === 1) {
      throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    }
    return calls % 3 === 2 ? { status: 429, errorType: 'ThrottlingException', body: Buffer.from('{"message":"Rate exceeded"}') } : ask(invocation);
  });
  expect(await update(asking([CHURNS, STAYS]))).toMatchObject({ Status: 'SUCCESS' });
  expect(payloads()).toEqual([CHURNS.payload, CHURNS.payload, CHURNS.payload, STAYS.payload, STAYS.payload, STAYS.payload]);
});

it('is inconclusive where the service does not answer for ten minutes', async () => {
  answering(async () => ({ status: 503, errorType: 'ServiceUnavailable', body: Buffer.from('{"Message":"busy"}') }));
  const { Status, Reason } = await update(asking([CHURNS]));
  expect(Status).toBe('FAILED');
  expect(Reason).toContain("was inconclusive: golden request 'churns' was not answered: SageMaker answered ServiceUnavailable: \"busy\". It was taken back to 'churn-v1'");
  expect(await describeEndpoint(simulator)).toBe('InService on churn-v1');
});

it('does not count its own requests as those that have tried the new fleet', async () => {
  simulator.world.setTraffic('churn', 0);
  const { Reason } = await update(asking([CHURNS, STAYS], { verification: { minimumInvocations: 2, requests: [CHURNS, STAYS] } }));
  expect(Reason).toContain('was inconclusive: the new fleet got 0 requests while it was watched, 2 are asked for');
  expect(invocations).toEqual([]);
});

it('asks nothing on the way back of a stack, which has served before', async () => {
  deployer.stackStatus = () => 'UPDATE_ROLLBACK_IN_PROGRESS';
  expect(await update(asking([{ ...CHURNS, expectedBody: { churn: 0 } }]))).toMatchObject({ Status: 'SUCCESS' });
  expect(invocations).toEqual([]);
});

it('leaves the endpoint to the newer request when the stack has been cancelled meanwhile', async () => {
  answering(async (_invocation) => {
    deployer.stackStatus = () => 'UPDATE_ROLLBACK_IN_PROGRESS';
    return { status: 503, body: Buffer.from('') };
  });
  const { Status, Reason } = await update(asking([CHURNS]));
  expect(Status).toBe('FAILED');
  expect(Reason).toContain('was not proved: the stack is being rolled back or deleted, so that nobody waits for it any more');
  expect(deployer.changes).toEqual(['UpdateEndpointCommand']);
});

it('writes neither payloads nor answers to the log', async () => {
  await update(asking([{ ...CHURNS, payload: '{"name":"Ada"}' }]));
  expect(deployer.logs.filter((line) => line.includes('"golden request"'))).toHaveLength(1);
  expect(deployer.logs.join('\n')).not.toContain('Ada');
});

it('reaches the runtime as its own client does', async () => {
  const seen: Array<Record<string, string>> = [];
  const answered = await simulator.client(SageMakerRuntimeClient).send(new InvokeEndpointCommand({ EndpointName: 'churn', Body: '{}', ContentType: 'text/csv' }));
  answering(async (invocation, ask) => {
    const answer = await ask(invocation);
    seen.push({ body: Buffer.from(answer.body).toString() });
    return answer;
  });
  await update(asking([{ ...CHURNS, expectedBody: undefined, contentType: 'text/csv' }]));
  expect(JSON.parse(Buffer.from(answered.Body!).toString())).toMatchObject({ endpointConfig: 'churn-v1' });
  expect(seen).toEqual([{ body: '{"churn":0.91,"model":"v3"}' }]);
});

describe('an answer', () => {
  const expected = { expectedStatus: 200, expectedBody: { ok: true } };
  const answer = (status: number, body: string, errorType?: string): InvocationAnswer => ({ status, body: Buffer.from(body), errorType });

  test.each<[string, InvocationAnswer, object]>([
    ['of the model that is right', answer(200, '{"ok":true}'), { result: 'right' }],
    ['that is no JSON', answer(200, '<html>'), { result: 'wrong', because: 'its answer is no JSON ("<html>")' }],
    ['of the model that is an error', answer(424, '{"OriginalStatusCode":503,"OriginalMessage":"loading"}', 'ModelError'), { result: 'wrong', because: 'the model answered with status 503, 200 is expected ("loading")' }],
    ['of the model without its status', answer(424, '', undefined), { result: 'wrong', because: 'the model answered with status 500, 200 is expected ("")' }],
    ['of the service', answer(403, '{"Message":"not authorized"}', 'AccessDeniedException'), { result: 'unanswered', because: 'SageMaker answered AccessDeniedException: "not authorized"' }],
    ['without a name', answer(502, 'bad gateway'), { result: 'unanswered', because: 'SageMaker answered with status 502: "bad gateway"' }],
  ])('%s', (_what, given, judgement) => {
    expect(judge(expected, given)).toEqual(judgement);
  });
});
