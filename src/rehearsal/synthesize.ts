import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Synthesizes a CDK app into a cloud assembly, as `cdk synth` does: runs the command of its `cdk.json`.
 *
 * @param directory where the app's `cdk.json` is
 * @param output where the cloud assembly goes; a relative path is one from the working directory, not from the app's
 * @param context added to the context of `cdk.json`
 * @see https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/cx-api/lib/cxapi.ts for the variables
 */
export async function synthesize(directory: string, output: string, context: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const settings = settingsOf(directory);
  const { status, stderr } = await run(settings.app, directory, {
    // The app runs in its own directory.
    CDK_OUTDIR: resolve(output),
    CDK_CONTEXT_JSON: JSON.stringify({ ...settings.context, ...context }),
  });
  if (status !== 0) {
    throw new Error(`\`${settings.app}\` in ${directory} ended with status ${status}\n${stderr}`);
  }
}

interface CdkSettings {
  readonly app: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

function settingsOf(directory: string): CdkSettings {
  const path = join(directory, 'cdk.json');
  if (!existsSync(path)) {
    throw new Error(`no cdk.json in '${directory}'; name the directory of a CDK app`);
  }
  const settings = JSON.parse(readFileSync(path, 'utf8')) as Partial<CdkSettings>;
  if (typeof settings.app !== 'string') {
    throw new Error(`${path} has no "app", the command that synthesizes it`);
  }
  return settings as CdkSettings;
}

async function run(command: string, cwd: string, variables: Readonly<Record<string, string>>): Promise<{ status: number | null; stderr: string }> {
  const child = spawn(command, { cwd, shell: true, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...variables } });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((ended, failed) => child.on('error', failed).on('close', (status) => ended({ status, stderr })));
}
