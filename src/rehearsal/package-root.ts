import { join } from 'node:path';

/** Where the package's `assets` are: two folders up from the source, from `lib` and from the CLI's bundle alike. */
export const PACKAGE_ROOT = join(__dirname, '..', '..');
