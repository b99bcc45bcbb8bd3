import { inlineCode } from '../../src/rehearsal/inline-code';
import { LambdaProcess } from '../../src/rehearsal/lambda-process';

let lambda: LambdaProcess | undefined;
const logged: string[] = [];

function started(code: string, timeoutSeconds = 30): LambdaProcess {
  return (lambda = new LambdaProcess({
    functionName: 'asked',
    functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:asked',
    codeDirectory: inlineCode(code),
    handler: 'index.handler',
    environment: {},
    timeoutSeconds,
    region: 'us-east-1',
    endpointUrl: 'http://127.0.0.1:1',
    now: () => new Date(0),
    onLog: (line) => logged.push(line),
  }));
}

beforeEach(() => { logged.length = 0; });
afterEach(() => lambda?.close());

test.each([
  ['throws an error', 'throw new TypeError(\'no model\');', 'TypeError', 'no model'],
  ['throws a text', 'throw \'no model\';', 'string', 'no model'],
  ['throws nothing', 'throw null;', 'object', 'null'],
  ['calls back with a text', 'callback(\'no model\');', 'string', 'no model'],
])('a function that %s has failed', async (_, code, errorType, message) => {
  const failure = started(`exports.handler = (event, context, callback) => { ${code} };`).invoke({});
  await expect(failure).rejects.toMatchObject({ errorType, message });
});

test('a function that dies between two invocations is started again', async () => {
  const mortal = started('exports.handler = async () => { setTimeout(() => process.exit(3), 10); return process.pid; };');
  const first = await mortal.invoke({});
  await new Promise((resolve) => setTimeout(resolve, 300));
  const second = await mortal.invoke({});
  expect(second).not.toBe(first);
});

test('a function that dies before it has answered has failed, and is started again', async () => {
  const mortal = started('exports.handler = async ({ dies }) => (dies ? process.exit(3) : process.pid);');
  await expect(mortal.invoke({ dies: true })).rejects.toThrow('runtime exited with status 3');
  expect(await mortal.invoke({ dies: false })).toEqual(expect.any(Number));
});

test('a line of the log is told whole, in however many parts it is written', async () => {
  await started(`exports.handler = async () => {
    process.stdout.write('one ');
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.stdout.write('line\\r\\nand another\\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
  };`).invoke({});
  expect(logged).toEqual(['one line', 'and another']);
});
