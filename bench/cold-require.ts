import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const BUNDLE = join(ROOT, 'assets', 'updater', 'index.js');
/** Of which the updater's bundle has the parts that it needs. */
const CLIENTS = ['cloudformation', 'cloudwatch', 'kms', 'sagemaker', 'sfn'].map((name) => `@aws-sdk/client-${name}`);
const RUNS = 15;

export interface ColdRequire {
  readonly bundleKilobytes: number;
  /** What a cold start spends on loading the bundle, and what it would spend on the clients as they are installed. */
  readonly bundleMilliseconds: number;
  readonly clientsMilliseconds: number;
  readonly ratio: number;
}

/** Each in a process of its own, in turn, so that both meet the same machine. */
export function coldRequire(): ColdRequire {
  const times = Array.from({ length: RUNS }, () => ({ bundle: millisecondsOf([BUNDLE]), clients: millisecondsOf(CLIENTS) }));
  const bundleMilliseconds = median(times.map(({ bundle }) => bundle));
  const clientsMilliseconds = median(times.map(({ clients }) => clients));
  return { bundleKilobytes: statSync(BUNDLE).size / 1000, bundleMilliseconds, clientsMilliseconds, ratio: bundleMilliseconds / clientsMilliseconds };
}

function millisecondsOf(modules: readonly string[]): number {
  const load = modules.map((name) => `require(${JSON.stringify(name)});`).join('');
  const script = `const start = process.hrtime.bigint(); ${load} process.stdout.write(String(Number(process.hrtime.bigint() - start) / 1e6))`;
  const env = { ...process.env, AWS_REGION: 'eu-west-1', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  return Number(execFileSync(process.execPath, ['-e', script], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'ignore'] }).toString());
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)];
}
