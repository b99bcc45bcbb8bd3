import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What functions whose code stands in the template can require for answering CloudFormation.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html
 */
const CFN_RESPONSE = `
exports.SUCCESS = 'SUCCESS';
exports.FAILED = 'FAILED';
exports.send = (event, context, Status, Data, PhysicalResourceId, NoEcho) => {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const body = JSON.stringify({
    Status, Reason: 'see ' + context.logGroupName, PhysicalResourceId: PhysicalResourceId || context.functionName, StackId, RequestId, LogicalResourceId,
    NoEcho: NoEcho || false, Data,
  });
  return fetch(ResponseURL, { method: 'PUT', body }).then(() => context.done(), (error) => context.done(error));
};
`;

let directory: string | undefined;

/** The directory of a function whose code stands in the template; it is removed when the process ends. */
export function inlineCode(text: string): string {
  if (directory === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'rehearsed-functions-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    mkdirSync(join(made, 'node_modules', 'cfn-response'), { recursive: true });
    writeFileSync(join(made, 'node_modules', 'cfn-response', 'index.js'), CFN_RESPONSE);
    directory = made;
  }
  const own = join(directory, createHash('sha256').update(text).digest('hex').slice(0, 16));
  mkdirSync(own, { recursive: true });
  // As in Lambda, where inline code is index.js or, written as an ES module, index.mjs.
  const isModule = /^\s*(import\s.+from\s|export\s)/m.test(text);
  writeFileSync(join(own, isModule ? 'index.mjs' : 'index.js'), text);
  return own;
}
