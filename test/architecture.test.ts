import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const SRC = join(ROOT, 'src');
const LARGEST_FILE_LINES = 300;

/** The parts of `src`, and which other parts each may import. The files at the top and `private/` are the constructs. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  rollout: [],
  constructs: ['rollout'],
  updater: ['rollout'],
  simulator: ['rollout'],
  rehearsal: ['simulator', 'rollout'],
  cli: ['rehearsal', 'simulator', 'rollout'],
};

/** The packages that a part may import at run time; types are free, but for `rollout`. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  rollout: /^$/,
  constructs: /^(aws-cdk-lib|constructs|node:)/,
  updater: /^(@aws-sdk\/|@smithy\/|node:)/,
  simulator: /^(@smithy\/|node:|d3-random$|pure-rand)/,
  rehearsal: /^(@aws-sdk\/|ajv$|aws-local-stepfunctions$|cli-table3$|csv-parse|echarts$|jstat$|picocolors$|simple-statistics$|yaml$|node:)/,
  cli: /^(@bomb\.sh\/tab\/|cli-progress$|cli-table3$|commander$|picocolors$|node:)/,
};

interface Import {
  readonly file: string;
  readonly target: string;
}

const FILES = (readdirSync(SRC, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts')).map((file) => join(SRC, file));
const WRITTEN = FILES.filter((file) => !file.endsWith('.generated.ts'));

describe('the parts of the source', () => {
  test.each(Object.keys(MAY_IMPORT))('%s imports only the parts it may', (part) => {
    const strays = filesOf(part).flatMap(importsOf)
      .filter(({ target }) => target.startsWith('.'))
      .map(({ file, target }) => ({ file: shown(file), imports: partOf(join(dirname(file), target)) }))
      .filter(({ imports }) => imports !== part && !MAY_IMPORT[part].includes(imports));
    expect(strays).toEqual([]);
  });

  test.each(Object.keys(PACKAGES))('%s imports only the packages it may', (part) => {
    const strays = filesOf(part).flatMap((file) => part === 'rollout' ? importsOf(file) : importsOf(file).filter(({ target }) => !typeOnly(file).includes(target)))
      .filter(({ target }) => !target.startsWith('.') && !PACKAGES[part].test(target))
      .map(({ file, target }) => `${shown(file)}: ${target}`);
    expect(strays).toEqual([]);
  });

  test('are all known', () => {
    expect([...new Set(FILES.map(partOf))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });
});

describe('a source file', () => {
  test(`has at most ${LARGEST_FILE_LINES} lines`, () => {
    const long = WRITTEN.filter((file) => textOf(file).split('\n').length > LARGEST_FILE_LINES).map(shown);
    expect(long).toEqual([]);
  });

  test('has no default export', () => {
    expect(WRITTEN.filter((file) => /^export default/m.test(textOf(file))).map(shown)).toEqual([]);
  });

  test('says why where it silences the linter', () => {
    const silent = WRITTEN.filter((file) => /eslint-disable(?!.* -- )/.test(textOf(file))).map(shown);
    expect(silent).toEqual([]);
  });

  test('imports nothing that imports it, for its types alone or by way of others either', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, way: readonly string[]): void => {
      if (way.includes(file)) {
        circles.push([...way.slice(way.indexOf(file)), file].map(shown).join(' -> '));
      } else if (!done.has(file)) {
        neighboursOf(file).forEach((neighbour) => visit(neighbour, [...way, file]));
        done.add(file);
      }
    };
    FILES.forEach((file) => visit(file, []));
    expect(circles).toEqual([]);
  });

  test('can be reached from an entry point', () => {
    const entries = [
      'index.ts', 'updater/index.ts', 'cli/main.ts', 'rehearsal/index.ts', 'rehearsal/lambda-host.ts', 'rehearsal/prove/worker.ts', 'simulator/index.ts', 'simulator/jest.ts',
    ].map((file) => join(SRC, file));
    const reached = new Set<string>();
    const visit = (file: string): void => {
      if (!reached.has(file)) {
        reached.add(file);
        neighboursOf(file).forEach(visit);
      }
    };
    [...entries, join(ROOT, 'examples', 'churn', 'demo.ts')].forEach(visit);
    expect(FILES.filter((file) => !reached.has(file)).map(shown)).toEqual([]);
  });
});

function filesOf(part: string): string[] {
  return FILES.filter((file) => partOf(file) === part);
}

function partOf(file: string): string {
  const [first, ...rest] = relative(SRC, file).split(sep);
  return rest.length === 0 && !(first in MAY_IMPORT) || first === 'private' ? 'constructs' : first;
}

function importsOf(file: string): Import[] {
  return ts.preProcessFile(textOf(file), true, true).importedFiles.map(({ fileName }) => ({ file, target: fileName }));
}

/** The files of its own project that a file imports. */
function neighboursOf(file: string): string[] {
  return importsOf(file).filter(({ target }) => target.startsWith('.')).map(({ target }) => fileOf(join(dirname(file), target)));
}

/** What a file imports for its types only. */
function typeOnly(file: string): string[] {
  return [...textOf(file).matchAll(/^(?:import|export) type [^;]*? from '([^']+)'/gm)].map(([, target]) => target);
}

function fileOf(path: string): string {
  const candidates = [`${path}.ts`, join(path, 'index.ts'), path];
  return candidates.find((candidate) => FILES.includes(candidate)) ?? path;
}

function textOf(file: string): string {
  return readFileSync(file, 'utf8');
}

function shown(file: string): string {
  return relative(ROOT, file);
}
