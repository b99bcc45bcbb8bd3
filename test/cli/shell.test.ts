import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';

const BIN = join(__dirname, '..', '..', 'bin', 'guarded-endpoint');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'completion-'));
  for (const [outdir, stackName] of [['cdk.out', 'Churn'], ['deployed', 'Older']]) {
    const app = new App({ outdir: join(folder, outdir) });
    new Stack(app, stackName);
    app.synth();
  }
  mkdirSync(join(folder, 'scenarios'));
  writeFileSync(join(folder, 'scenarios', 'friday.yaml'), '');
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What a shell offers once this is typed. */
function offered(...words: string[]): string[] {
  const lines = execFileSync(process.execPath, [BIN, 'complete', '--', ...words], { cwd: folder, encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes('\t')).map((line) => line.split('\t')[0]);
}

test('commands, options and faults are completed', () => {
  expect(offered('re')).toEqual(['rehearse']);
  expect(offered('prove', '--fa')).toEqual(['--fault', '--fail-under']);
  expect(offered('prove', '--fault', 'slow')).toEqual(['slow-start']);
});

test('a stack is one of the assembly that is named, or of the default one', () => {
  expect(offered('rehearse', '--stack', '')).toEqual(['Churn']);
  expect(offered('rehearse', 'deployed', '--stack', '')).toEqual(['Older']);
  expect(offered('rehearse', '--stack', 'X')).toEqual([]);
});

test('files are completed folder by folder', () => {
  expect(offered('rehearse', 'cdk')).toEqual(['cdk.out/']);
  expect(offered('rehearse', '--scenario', 'scen')).toEqual(['scenarios/']);
  expect(offered('rehearse', '--scenario', 'scenarios/f')).toEqual(['scenarios/friday.yaml']);
  expect(offered('rehearse', '--from', '../nowhere/x')).toEqual([]);
});

test('each shell has its script, and there are no others', () => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
    expect(execFileSync(process.execPath, [BIN, 'complete', shell], { encoding: 'utf8' })).toMatch(/guarded-endpoint.* complete/s);
  }
  expect(() => execFileSync(process.execPath, [BIN, 'complete', 'csh'], { stdio: 'pipe' })).toThrow('Allowed choices are zsh, bash, fish, powershell');
});

test('a reader that stops reading changes nothing about how a command ends', () => {
  const piped = (command: string): string =>
    execFileSync('bash', ['-c', `set -o pipefail; "${process.execPath}" "${BIN}" ${command} 2>&1 | true; echo $?`], { cwd: folder, encoding: 'utf8' }).trim();
  expect(piped('rehearse --schema')).toBe('0');
  expect(piped('rehearse nowhere')).toBe('1');
});
