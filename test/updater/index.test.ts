import { statSync } from 'node:fs';
import { join } from 'node:path';
import { churnAccount, request } from './churn';
import { ResponseBucket } from './cloudformation';
import { JsonService, StandInError } from '../../src/rehearsal/stand-ins/json-service';
import { kms } from '../../src/rehearsal/stand-ins/kms';
import { encodeRequest } from '../../src/rollout/request';
import type { FleetSimulator } from '../../src/simulator';
import { serve, type RunningServer } from '../../src/simulator/server';
import type { handler } from '../../src/updater';
import type { CloudFormationEvent } from '../../src/updater/event';
import type { Ticket } from '../../src/updater/ticket';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1';
const STATE_MACHINE_ARN = 'arn:aws:states:eu-west-1:111122223333:stateMachine:watch';
const CONTEXT = { invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:updater' };
const BEFORE = process.env;

let simulator: FleetSimulator;
let server: RunningServer;
let bucket: ResponseBucket;
let executions: Array<Record<string, unknown>>;
let updater: { handler: typeof handler };

/** Every AWS client of the function is pointed here, as in a rehearsal; it is invoked by nobody but the test. */
beforeEach(async () => {
  simulator = await churnAccount();
  bucket = await ResponseBucket.open();
  executions = [];
  const keys = kms(new Set([KEY_ARN]));
  const stepFunctions = new JsonService('AWSStepFunctions', 'application/x-amz-json-1.0', {
    StartExecution: (input) => {
      if (executions.some(({ name }) => name === input.name)) {
        throw new StandInError('ExecutionAlreadyExists', 'Execution Already Exists');
      }
      executions.push(input);
      return { executionArn: 'arn', startDate: 0 };
    },
  });
  const standIns = [keys, stepFunctions];
  server = await serve(async (given) => standIns.find((service) => service.owns(given))?.handle(given) ?? simulator.handle(given), { port: 0 });
  process.env = {
    ...BEFORE, KEY_ARN, STATE_MACHINE_ARN, AWS_ENDPOINT_URL: server.url, AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'here', AWS_SECRET_ACCESS_KEY: 'here',
  };
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  // The clients are made, and read where they are pointed, when the module is loaded.
  jest.isolateModules(() => {
    updater = jest.requireActual('../../src/updater');
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  process.env = BEFORE;
  await server.close();
  await bucket.close();
});

function creation(): CloudFormationEvent {
  return {
    RequestType: 'Create',
    ResponseURL: bucket.url,
    StackId: 'stack',
    RequestId: 'request-1',
    LogicalResourceId: 'Churn',
    ResourceProperties: { ...encodeRequest(request('churn-v1')) },
  };
}

it('takes a request from CloudFormation to its answer, with the clients that are deployed', async () => {
  await updater.handler(creation(), CONTEXT);
  expect(executions).toMatchObject([{ stateMachineArn: STATE_MACHINE_ARN, name: 'Create-request-1' }]);
  let ticket: Ticket = JSON.parse(executions[0].input as string);
  expect(ticket.functionArn).toBe(CONTEXT.invokedFunctionArn);
  while (!ticket.done) {
    simulator.clock.advance(ticket.waitSeconds);
    ticket = JSON.parse(JSON.stringify(await updater.handler(ticket, CONTEXT)));
  }
  expect(bucket.answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'churn', Data: { EndpointConfigName: 'churn-v1' } }]);
});

it('starts one execution for an event that arrives twice', async () => {
  await updater.handler(creation(), CONTEXT);
  await updater.handler(creation(), CONTEXT);
  expect(executions).toHaveLength(1);
  expect(bucket.received).toEqual([]);
});

it('answers when an environment variable is missing', async () => {
  delete process.env.KEY_ARN;
  await updater.handler(creation(), CONTEXT);
  expect(bucket.answers).toMatchObject([{ Status: 'FAILED', Reason: expect.stringContaining('the updater needs the environment variable KEY_ARN') }]);
});

it('is small: it is loaded at each cold start', () => {
  expect(statSync(join(__dirname, '..', '..', 'assets', 'updater', 'index.js')).size).toBeLessThan(350 * 1024);
});
