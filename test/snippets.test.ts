import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const DOCS = (readdirSync(join(ROOT, 'docs'), { recursive: true }) as string[]).filter((page) => page.endsWith('.md'));
const PAGES = ['README.md', ...DOCS.map((page) => join('docs', page))];

const GUARDED = ['CapacitySize', 'DeploymentStrategy', 'EndpointGuardrails', 'FleetScope', 'GuardedEndpoint', 'Guardrail', 'Model', 'ModelSource'];

/** What a fragment may use without declaring it. An example that imports a name has it from there. */
const SURROUNDINGS = `
  import * as cdk from 'aws-cdk-lib';
  import * as guarded from 'cdk-guarded-endpoints';
  declare global {
    const stack: cdk.Stack;
    const app: cdk.App;
    const model: guarded.Model;
    const endpoint: guarded.GuardedEndpoint;
    const cfnEndpoint: cdk.aws_sagemaker.CfnEndpoint;
    const source: import('aws-cdk-lib/pipelines').IFileSetProducer;
    const production: cdk.Stage;
    const pagerAlarm: cdk.aws_cloudwatch.Alarm;
    const modelPackageArn: string;
    ${['Annotations', 'App', 'Duration', 'RemovalPolicy', 'Stack'].map((name) => `const ${name}: typeof cdk.${name};`).join('\n')}
    ${GUARDED.map((name) => `const ${name}: typeof guarded.${name};`).join('\n')}
  }
`;

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

const SNIPPETS = PAGES.flatMap((page) =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```(?:ts|typescript)\n([\s\S]*?)^```/gm)]
    .map(([, code], index): Snippet => ({ name: `${page}, ${index + 1}`, code })));

describe('the TypeScript examples of the docs', () => {
  const wrong = { name: 'wrong', code: 'DeploymentStrategy.canary({ bakingPeriod: 5 });' };
  const errors = compile([...SNIPPETS, wrong]);

  test.each(SNIPPETS.map(({ name }) => name))('compile: %s', (name) => {
    expect(errors.get(name)).toEqual([]);
  });

  test('are compiled against this source', () => {
    expect(errors.get(wrong.name)).toEqual([
      expect.stringContaining("Type 'number' is not assignable to type 'Duration'"),
    ]);
  });
});

/** The errors in each, compiled as the package's users compile theirs. */
function compile(snippets: readonly Snippet[]): Map<string, string[]> {
  const surroundings = join(ROOT, 'test', 'surroundings.ts');
  const sources = new Map([[surroundings, SURROUNDINGS], ...snippets.map(({ code }, index) => [fileOf(index), `${code}\nexport {};`] as const)]);
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
