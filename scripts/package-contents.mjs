/**
 * Whether the package holds what it must and nothing else, and is no larger than it may be.
 *
 *   node scripts/package-contents.mjs <the output of npm pack --json>
 */
import { readFileSync } from 'node:fs';

/** A bit above what they are: a dependency that slips into a bundle shows here. */
const LARGEST = { packed: 2_100_000, 'assets/updater/index.js': 400_000, files: 500 };

const MUST_HAVE = [
  '.jsii', '.jsii.tabl.json', 'API.md', 'LICENSE', 'NOTICE', 'README.md', 'package.json', 'bin/guarded-endpoint', 'rosetta/default.ts-fixture',
  'lib/index.js', 'lib/index.d.ts', 'assets/updater/index.js', 'assets/cli/index.js', 'assets/lambda-host/index.js',
];
const MAY_HAVE = [
  /^assets\/(cli|lambda-host|prove-worker|rehearsal|shared|simulator|updater)\/[\w-]+\.js$/, /^assets\/replacements\.json$/,
  /^typings\/.*\.d\.ts$/, /^lib\/[^/]+\.(js|d\.ts)$/, /^lib\/(private|rollout)\/.*\.(js|d\.ts)$/,
];

const { exports, types, main } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = [types, main, ...Object.values(exports).flatMap((entry) => (typeof entry === 'string' ? entry : Object.values(entry)))];

// npm 11 gives a list, later ones an object by name.
const [{ files, size, unpackedSize }] = Object.values(JSON.parse(readFileSync(process.argv[2], 'utf8')));
const paths = files.map(({ path }) => path);
const sizeOf = (path) => files.find((file) => file.path === path)?.size ?? 0;
const faults = [
  ...[...MUST_HAVE, ...entries.map((entry) => entry.replace(/^\.\//, ''))].filter((path) => !paths.includes(path)).map((path) => `${path} is missing`),
  ...paths.filter((path) => !MUST_HAVE.includes(path) && !MAY_HAVE.some((allowed) => allowed.test(path))).map((path) => `${path} does not belong there`),
  ...(size > LARGEST.packed ? [`${size} bytes packed, at most ${LARGEST.packed} are allowed`] : []),
  ...(files.length > LARGEST.files ? [`${files.length} files, at most ${LARGEST.files} are allowed`] : []),
  ...(sizeOf('assets/updater/index.js') > LARGEST['assets/updater/index.js'] ? [`the Lambda has ${sizeOf('assets/updater/index.js')} bytes`] : []),
];
console.log(`${files.length} files, ${size} bytes packed, ${unpackedSize} unpacked; the Lambda ${sizeOf('assets/updater/index.js')}`);
faults.forEach((fault) => console.error(fault));
process.exitCode = faults.length === 0 ? 0 : 1;
