import '../checkers/watch';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, CfnWaitCondition, CfnWaitConditionHandle } from 'aws-cdk-lib';
import { ChurnStack } from '../../examples/churn/churn-stack';
import { readStack, type AssemblyStack } from '../../src/rehearsal/assembly';
import { Rehearsal } from '../../src/rehearsal/rehearsal';

jest.setTimeout(60_000);

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost';
const directory = mkdtempSync(join(tmpdir(), 'story-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The example, and with it, if so wished, something else that fails once the endpoint has been updated. */
function synthesized(version: string, failing: boolean): AssemblyStack {
  const outdir = join(directory, version);
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new ChurnStack(app, 'Churn', { image: `${IMAGE}:${version}`, env: { region: 'us-east-1' } });
  if (failing) {
    const handle = new CfnWaitConditionHandle(stack, 'Handle');
    const endpoint = stack.node.findAll().find((construct) => construct.constructor.name === 'GuardedEndpoint')!;
    new CfnWaitCondition(stack, 'SomethingElse', { handle: handle.ref, timeout: '60' }).node.addDependency(endpoint);
  }
  app.synth();
  return readStack(outdir);
}

test('a stack that fails for another reason goes straight back to the model before: no second canary, no bake', async () => {
  const logs: string[] = [];
  const times: Array<{ readonly status: string; readonly at: number }> = [];
  const rehearsal = await Rehearsal.start({
    stackName: 'Churn',
    region: 'us-east-1',
    accountId: '123456789012',
    seed: 7,
    requestsPerSecond: 20,
    onStackEvent: ({ type, status, time }) => times.push({ status: `${type} ${status}`, at: time.getTime() }),
    onLog: (_functionName, line) => logs.push(line),
  });
  try {
    const first = await rehearsal.deploy({ name: 'first', assembly: synthesized('first', false) });
    const second = await rehearsal.deploy({ name: 'second', assembly: synthesized('second', true) });
    expect(second.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(second.failure).toEqual({ logicalId: 'SomethingElse', reason: expect.stringContaining('WaitCondition timed out') });
    expect(second.serving).toEqual(first.serving);

    const calls = logs.filter((line) => line.startsWith('{"step":"call"')).map((line) => JSON.parse(line) as { call: string; result: string });
    expect(calls.map(({ call, result }) => `${call} ${result}`)).toEqual(['create accepted', 'update accepted', 'return accepted']);
    const [began, ended] = ['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE']
      .map((status) => times.find((event) => event.status === `AWS::CloudFormation::Stack ${status}`)!.at);
    // Four minutes of launching; the canary and its bakes took more than eleven.
    expect((ended - began) / 60_000).toBeLessThan(5);
    expect(second.failedRequests).toBe(0);
  } finally {
    await rehearsal.close();
  }
});
