import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const PAGES = (readdirSync(join(ROOT, 'docs'), { recursive: true }) as string[]).filter((page) => page.endsWith('.md'));

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  types: ['node', 'jest'],
  paths: {
    'cdk-guarded-endpoints': [join(ROOT, 'src', 'index.ts')],
    'cdk-guarded-endpoints/*': [join(ROOT, 'typings', '*', 'index.d.ts'), join(ROOT, 'typings', '*.d.ts')],
  },
};

interface Snippet {
  /** Page and number. */
  readonly name: string;
  readonly code: string;
}

/** Of what TypeScript alone has. The others are compiled with those of the API, by scripts/snippets.ts. */
const SNIPPETS = PAGES.flatMap((page) =>
  [...readFileSync(join(ROOT, 'docs', page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)]
    .filter(([, code]) => code.includes("from 'cdk-guarded-endpoints/"))
    .map(([, code], index): Snippet => ({ name: `docs/${page}, ${index + 1}`, code })));

describe('the examples of the simulator and the rehearsal', () => {
  const wrong = { name: 'wrong', code: "import { FleetSimulator } from 'cdk-guarded-endpoints/simulator';\nnew FleetSimulator({ seed: 'forty-two' });\n" };
  const errors = compile([...SNIPPETS, wrong]);

  test.each(SNIPPETS.map(({ name }) => name))('compile: %s', (name) => {
    expect(errors.get(name)).toEqual([]);
  });

  test('are compiled against the types that are published', () => {
    expect(errors.get(wrong.name)).toEqual([expect.stringContaining("Type 'string' is not assignable to type 'number'")]);
  });
});

// Their own tests.
describe.each(SNIPPETS)('as $name says', ({ code }) => {
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function('require', 'exports', outputText)(require, {});
});

/** The errors in each, compiled as the package's users compile theirs. */
function compile(snippets: readonly Snippet[]): Map<string, string[]> {
  const sources = new Map(snippets.map(({ code }, index) => [fileOf(index), code]));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, getSourceFile, readFile } = host;
  host.readFile = (name) => sources.get(name) ?? readFile.call(host, name);
  host.fileExists = (name) => sources.has(name) || fileExists.call(host, name);
  host.getSourceFile = (name, ...rest) => {
    const code = sources.get(name);
    return code === undefined ? getSourceFile.call(host, name, ...rest) : ts.createSourceFile(name, code, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...sources.keys()], OPTIONS, host);
  return new Map(snippets.map(({ name }, index) => {
    const file = program.getSourceFile(fileOf(index))!;
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return [name, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))];
  }));
}

function fileOf(index: number): string {
  return join(ROOT, 'test', `snippet-${index}.ts`);
}
