/**
 * Compares the API with that of the last release, in `api-baseline`: fails on what would break an app. Needs what `compile` writes.
 *
 *   tsx scripts/compat.ts
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
// jsii-diff reads an assembly by this name; jsii-docgen takes any by this name for the one to document, so that it is gone afterwards.
const ASSEMBLY = join(ROOT, 'api-baseline', '.jsii');

copyFileSync(join(ROOT, 'api-baseline', 'assembly.json'), ASSEMBLY);
try {
  const { status } = spawnSync('jsii-diff', ['api-baseline', '.', '--keys', '--ignore-file', '.compatignore'], { cwd: ROOT, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(ASSEMBLY);
}
