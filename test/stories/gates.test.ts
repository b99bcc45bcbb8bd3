import '../checkers/watch';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, aws_lambda as lambda, Duration, Stack } from 'aws-cdk-lib';
import { ContainerImage, DeploymentStrategy, GuardedEndpoint, HookTimeoutAction, Model, ModelSource, type DeploymentHooks } from '../../src';
import { readStack, type AssemblyStack } from '../../src/rehearsal/assembly';
import { Rehearsal } from '../../src/rehearsal/rehearsal';

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'story-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let apps = 0;

/** A function that answers as this JavaScript expression of `event` and `calls` says, and logs what it was asked. */
function hookFunction(stack: Stack, id: string, expression: string): lambda.Function {
  const code = join(directory, `code-${apps}-${id}`);
  mkdirSync(code);
  writeFileSync(join(code, 'index.js'), `
    let calls = 0;
    exports.handler = async (event) => {
      calls += 1;
      console.log(JSON.stringify({ hook: ${JSON.stringify(id)}, at: new Date().toISOString(), event }));
      return (${expression});
    };`);
  return new lambda.Function(stack, id, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromAsset(code) });
}

function synthesized(version: string, hooksOf: (stack: Stack) => DeploymentHooks | undefined): AssemblyStack {
  apps += 1;
  const outdir = join(directory, `${apps}`);
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Churn', { env: { region: 'us-east-1', account: '123456789012' } });
  const image = ContainerImage.fromUri(`123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:${version}`);
  new GuardedEndpoint(stack, 'Churn', {
    endpointName: 'churn',
    variants: [{ variantName: 'AllTraffic', model: new Model(stack, 'Model', { source: ModelSource.fromContainer({ image }) }), instanceType: 'ml.m5.xlarge' }],
    strategy: DeploymentStrategy.allAtOnce({ bakingPeriod: Duration.minutes(5), maximumExecutionTimeout: Duration.minutes(30) }),
    hooks: hooksOf(stack),
  });
  app.synth();
  return readStack(outdir);
}

interface Asked {
  readonly hook: string;
  readonly at: string;
  readonly event: Record<string, unknown>;
}

/** What is deployed second, over a first version without hooks. */
async function update(hooksOf: (stack: Stack) => DeploymentHooks) {
  const logs: string[] = [];
  const rehearsal = await Rehearsal.start({
    stackName: 'Churn', region: 'us-east-1', accountId: '123456789012', seed: 7, requestsPerSecond: 20, onLog: (_functionName, line) => logs.push(line),
  });
  try {
    const first = await rehearsal.deploy({ name: 'first', assembly: synthesized('first', () => undefined) });
    const second = await rehearsal.deploy({ name: 'second', assembly: synthesized('second', hooksOf) });
    const lines = logs.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>);
    return {
      first,
      second,
      calls: lines.filter(({ step }) => step === 'call').map(({ call, result }) => `${call} ${result}`),
      asked: lines.filter((line) => typeof line.event === 'object' && typeof line.at === 'string') as unknown as Asked[],
    };
  } finally {
    await rehearsal.close();
  }
}

test('a hook that refuses keeps the update from being begun, and its reason is the stack\'s', async () => {
  const { first, second, calls, asked } = await update((stack) => ({
    beforeUpdate: { handler: hookFunction(stack, 'Window', '{ hookStatus: "FAILED", reason: "it is Friday" }') },
  }));
  expect(second.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(second.failure?.reason).toContain("was not started: its beforeUpdate hook (function '");
  expect(second.failure?.reason).toContain("') answered FAILED: it is Friday. '");
  expect(second.serving).toEqual(first.serving);
  expect(calls).toEqual(['create accepted']);
  expect(asked.map(({ event }) => event)).toEqual([expect.objectContaining({ lifecycleStage: 'BEFORE_UPDATE', endpointName: 'churn' })]);
});

test('a hook that is in progress is called again when it wants to be, with what it wants to be given', async () => {
  const { first, second, calls, asked } = await update((stack) => ({
    beforeUpdate: {
      handler: hookFunction(stack, 'Approval', 'calls === 3 ? { hookStatus: \'SUCCEEDED\' } : { hookStatus: \'IN_PROGRESS\', callBackDelay: 90, hookDetails: { calls } }'),
      timeout: Duration.minutes(10),
    },
    afterUpdate: { handler: hookFunction(stack, 'Smoke', '{ hookStatus: "SUCCEEDED" }') },
  }));
  expect(second.status).toBe('UPDATE_COMPLETE');
  expect(second.serving).not.toEqual(first.serving);
  expect(calls).toEqual(['create accepted', 'update accepted']);
  expect(asked.map(({ hook }) => hook)).toEqual(['Approval', 'Approval', 'Approval', 'Smoke']);
  expect(asked.map(({ event }) => event.hookDetails)).toEqual([undefined, { calls: 1 }, { calls: 2 }, undefined]);
  expect(new Set(asked.map(({ event }) => event.executionId)).size).toBe(1);
  const [one, two, three] = asked.map(({ at }) => Date.parse(at) / 1000);
  // The clock of a function goes on in real time while it runs.
  expect(Math.round((two - one) / 10)).toBe(9);
  expect(Math.round((three - two) / 10)).toBe(9);
});

test('a hook that never ends is a refusal once its time is up', async () => {
  const { second, calls, asked } = await update((stack) => ({
    beforeUpdate: { handler: hookFunction(stack, 'Approval', '{ hookStatus: "IN_PROGRESS", callBackDelay: 100 }'), timeout: Duration.minutes(4) },
  }));
  expect(second.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(second.failure?.reason).toContain('was still IN_PROGRESS after its timeout of 240 seconds');
  expect(calls).toEqual(['create accepted']);
  // At 0, 100, 200 and 240 seconds; and a second later if the function's clock, which goes on in real time, was a moment early.
  expect([4, 5]).toContain(asked.length);
});

test('a hook that fails once the new model serves takes the endpoint back to the old one, and the stack with it', async () => {
  const { first, second, calls, asked } = await update((stack) => ({
    afterUpdate: { handler: hookFunction(stack, 'Smoke', '{ hookStatus: "FAILED", reason: "the golden request got 0.2 rather than 0.7" }') },
  }));
  expect(second.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(second.failure?.reason).toContain('answered FAILED: the golden request got 0.2 rather than 0.7. It was taken back to \'');
  expect(second.serving).toEqual(first.serving);
  expect(calls).toEqual(['create accepted', 'update accepted', 'restore accepted']);
  expect(asked.map(({ event }) => event.lifecycleStage)).toEqual(['AFTER_UPDATE']);
});

test.each([
  ['throws', '(() => { throw new TypeError("no model"); })()', 'failed: '],
  ['answers something else', '"fine"', 'answered "fine", not a hookStatus of SUCCEEDED, FAILED or IN_PROGRESS'],
  ['answers nothing', 'undefined', 'answered null, not a hookStatus'],
])('a hook that %s has not agreed', async (_how, expression, reason) => {
  const { second, calls } = await update((stack) => ({ beforeUpdate: { handler: hookFunction(stack, 'Hook', expression) } }));
  expect(second.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(second.failure?.reason).toContain(reason);
  expect(calls).toEqual(['create accepted']);
});

test('an approval may take hours: CloudFormation waits for it by way of the wait condition', async () => {
  const { first, second, calls } = await update((stack) => ({
    beforeUpdate: {
      handler: hookFunction(stack, 'Approval', 'calls === 3 ? { hookStatus: \'SUCCEEDED\' } : { hookStatus: \'IN_PROGRESS\', callBackDelay: 3600 }'),
      timeout: Duration.hours(4),
    },
  }));
  expect(second.status).toBe('UPDATE_COMPLETE');
  expect(second.serving).not.toEqual(first.serving);
  expect(calls).toEqual(['create accepted', 'update accepted']);
});

test('an approval that nobody gives counts as one where the app says so', async () => {
  const { second, calls } = await update((stack) => ({
    beforeUpdate: {
      handler: hookFunction(stack, 'Approval', '{ hookStatus: "IN_PROGRESS", callBackDelay: 100 }'), timeout: Duration.minutes(4), timeoutAction: HookTimeoutAction.CONTINUE,
    },
    afterUpdate: {
      handler: hookFunction(stack, 'Smoke', '{ hookStatus: "IN_PROGRESS", callBackDelay: 100 }'), timeout: Duration.minutes(4), timeoutAction: HookTimeoutAction.CONTINUE,
    },
  }));
  expect(second.status).toBe('UPDATE_COMPLETE');
  expect(calls).toEqual(['create accepted', 'update accepted']);
});

test('an approval of what serves already that nobody gives takes it back', async () => {
  const { first, second, calls } = await update((stack) => ({
    afterUpdate: { handler: hookFunction(stack, 'Approval', '{ hookStatus: "IN_PROGRESS", callBackDelay: 100 }'), timeout: Duration.minutes(4) },
  }));
  expect(second.failure?.reason).toContain('was still IN_PROGRESS after its timeout of 240 seconds. It was taken back to');
  expect(second.serving).toEqual(first.serving);
  expect(calls).toEqual(['create accepted', 'update accepted', 'restore accepted']);
});

// Also in docs/updater.md.
const WINDOW = `(() => {
  const opening = new Date();
  opening.setUTCHours(9, 0, 0, 0);
  const closing = new Date(opening.getTime() + 8 * 3600 * 1000);
  const now = new Date();
  if (now >= opening && now < closing) {
    return { hookStatus: 'SUCCEEDED' };
  }
  const next = now < opening ? opening : new Date(opening.getTime() + 24 * 3600 * 1000);
  return { hookStatus: 'IN_PROGRESS', callBackDelay: Math.ceil((next - now) / 1000) };
})()`;

test('a hook holds an update until a deployment window opens', async () => {
  const { second, calls, asked } = await update((stack) => ({
    beforeUpdate: { handler: hookFunction(stack, 'Window', WINDOW), timeout: Duration.hours(10) },
  }));
  expect(second.status).toBe('UPDATE_COMPLETE');
  expect(calls).toEqual(['create accepted', 'update accepted']);
  // The stack is updated soon after midnight, and its hook is called then and when the window opens, not in between.
  expect(asked.map(({ at }) => new Date(at).getUTCHours())).toEqual([0, 9]);
});
