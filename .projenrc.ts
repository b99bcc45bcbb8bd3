import { awscdk, github, javascript, JsonFile } from 'projen';

const AWS_SDK = [
  '@aws-sdk/client-application-auto-scaling',
  '@aws-sdk/client-cloudformation',
  '@aws-sdk/client-cloudwatch',
  '@aws-sdk/client-kms',
  '@aws-sdk/client-sagemaker',
  '@aws-sdk/client-sagemaker-runtime',
  '@aws-sdk/client-sfn',
];

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-guarded-endpoints',
  description:
    'Guarded deployments for Amazon SageMaker endpoints: canary, linear and rolling updates that CloudWatch alarms roll back, checked at synthesis and rehearsed offline.',
  author: 'cdk-guarded-endpoints maintainers',
  authorAddress: 'maintainers@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-guarded-endpoints/cdk-guarded-endpoints.git',
  homepage: 'https://github.com/cdk-guarded-endpoints/cdk-guarded-endpoints#readme',
  bugsUrl: 'https://github.com/cdk-guarded-endpoints/cdk-guarded-endpoints/issues',
  stability: 'stable',
  license: 'Apache-2.0',
  defaultReleaseBranch: 'main',
  keywords: [
    'aws', 'cdk', 'awscdk', 'aws-cdk', 'constructs', 'jsii', 'sagemaker', 'sagemaker-endpoint', 'inference', 'mlops', 'machine-learning', 'deployment',
    'deployment-guardrails', 'canary', 'blue-green', 'rolling-update', 'rollback', 'progressive-delivery', 'cloudwatch-alarms', 'autoscaling', 'monitoring',
    'simulator', 'testing',
  ],

  // 2.240 is the lowest release whose aws-sagemaker exports IEndpointRef and IModelRef.
  cdkVersion: '2.240.0',
  constructsVersion: '10.5.0',
  jsiiVersion: '~6.0.0',
  minNodeVersion: '20.0.0',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,

  // None of these is a dependency of the published package: what needs one at run time is bundled.
  devDeps: [
    ...AWS_SDK,
    '@arethetypeswrong/cli',
    '@aws-cdk/aws-sagemaker-alpha@2.159.1-alpha.0', // what ours is compared with, for tests
    '@aws-cdk/cloudformation-diff',
    '@aws-sdk/credential-provider-env',
    '@bomb.sh/tab',
    '@aws-cdk/integ-runner',
    '@aws-cdk/integ-tests-alpha@2.239.0-alpha.0', // the last one that takes the peer floor of aws-cdk-lib
    'ajv',
    'aws-local-stepfunctions',
    'axe-core',
    'cdk-nag@~2.37', // the last line that takes the peer floor of constructs
    'cli-progress',
    '@types/cli-progress',
    'cli-table3',
    'commander@^14', // the last line for Node.js 20
    'csv-parse',
    'd3-random',
    '@types/d3-random',
    'echarts',
    'esbuild',
    'fast-check',
    'jest-environment-node',
    'jstat',
    'knip@~6.42', // later ones need bindings that are not published for every platform
    'picocolors',
    'playwright-core',
    'publint',
    'pure-rand',
    '@smithy/core',
    'simple-statistics',
    '@smithy/types',
    '@stryker-mutator/core@^9', // the last line for Node.js 20
    '@stryker-mutator/jest-runner@^9',
    'tsx',
    'yaml',
    'typescript@^5.9',
  ],
  bin: { 'guarded-endpoint': 'bin/guarded-endpoint' },

  jestOptions: {
    // projen's default rewrites a wrong snapshot instead of failing on it.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      // Whole deployments on slow machines; a test that hangs still fails.
      testTimeout: 60_000,
      testMatch: [] as string[],
      // All cores; jest's own default leaves one idle, which is half of the smallest machines.
      maxWorkers: '100%',
      testEnvironment: './test/jest/environment.js',
      modulePathIgnorePatterns: ['<rootDir>/.stryker-tmp'],
      moduleNameMapper: {
        // The examples import the package by its name, as users do.
        '^cdk-guarded-endpoints$': '<rootDir>/src/index.ts',
        // As published: one bundle each.
        '^cdk-guarded-endpoints/simulator$': '<rootDir>/assets/simulator/index.js',
        '^cdk-guarded-endpoints/rehearsal$': '<rootDir>/assets/rehearsal/index.js',
        '^cdk-guarded-endpoints/simulator/jest$': '<rootDir>/assets/simulator/jest.js',
        // Published as ES modules only; jest loads the UMD build.
        '^d3-random$': '<rootDir>/node_modules/d3-random/dist/d3-random.js',
      },
    },
  },

  sampleCode: false,
  githubOptions: {
    pullRequestLintOptions: {
      semanticTitleOptions: { types: ['build', 'chore', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'revert', 'style', 'test'] },
    },
  },
  // Publishing without a token needs npm 11.5, which is in this line; https://docs.npmjs.com/trusted-publishers. `nightly` runs everything
  // on each line that is declared.
  workflowNodeVersion: '24.x',
  // What a pull request is built from is what is in it: nothing is pushed to it, and no job that runs its code may write.
  buildWorkflowOptions: { mutableBuild: false, permissions: { contents: github.workflows.JobPermission.READ } },
  // A release that is withdrawn soon after, as malicious ones are, is never taken.
  depsUpgradeOptions: { cooldown: 7, workflowOptions: { schedule: javascript.UpgradeDependenciesSchedule.WEEKLY } },
  pullRequestTemplateContents: [
    '<!-- The title becomes a line of the release notes: feat(simulator): ..., fix(updater): ..., docs: ... -->',
    'What it changes, and for whom:', '', 'How it was tried (a test, a rehearsal, an account):', '', 'Fixes #',
  ],
  gitignore: ['/.stryker-tmp/', '/reports/', '/assets/', '/demo.html', '/.jsii.tabl.json', 'cdk.out/', '/integ/*.snapshot/asset.*', '.DS_Store', '__pycache__/', '/.npmignore'],
  // What is published is listed in `files`.
  npmignoreEnabled: false,
  npmTrustedPublishing: true,

  publishToPypi: { distName: 'cdk-guarded-endpoints', module: 'cdk_guarded_endpoints', trustedPublishing: true },
  publishToMaven: {
    javaPackage: 'io.github.cdkguardedendpoints',
    mavenGroupId: 'io.github.cdk-guarded-endpoints',
    mavenArtifactId: 'cdk-guarded-endpoints',
  },
  publishToNuget: { dotNetNamespace: 'CdkGuardedEndpoints', packageId: 'CdkGuardedEndpoints', trustedPublishing: true },
  publishToGo: { moduleName: 'github.com/cdk-guarded-endpoints/cdk-guarded-endpoints-go' },
});

// The folders below `src` that the jsii API does not reach are bundled, or used from a checkout only.
project.eslint?.addOverride({
  files: ['src/updater/**', 'src/simulator/**', 'src/rehearsal/**', 'src/cli/**', 'examples/**', 'integ/**', 'scripts/**', 'bench/**'],
  rules: { 'import/no-extraneous-dependencies': 'off' },
});
// Everything is an error: of a check that holds, nothing is printed.
project.eslint!.rules['import/order'][0] = 'error';
project.eslint?.addLintPattern('examples');
project.eslint?.addLintPattern('integ');
project.eslint?.addLintPattern('scripts');
project.eslint?.addLintPattern('bench');
// What takes long to load is loaded once for all tests of a worker: aws-cdk-lib, the SDK, and what is with them.
const OUTSIDE = 'node_modules/(@aws-cdk|@aws-sdk|@smithy|ajv|aws-cdk-lib|aws-local-stepfunctions|cdk-nag|constructs|echarts|yaml)/';
project.jest!.config.transform = {
  // Tests are type-checked once, by `tsc` in the check task.
  '\\.ts$': new javascript.Transform('<rootDir>/test/jest/transform.js'),
  [`${OUTSIDE}.*\\.js$`]: new javascript.Transform('<rootDir>/test/jest/outside.js'),
};
project.jest!.config.transformIgnorePatterns = [`/node_modules/(?!${OUTSIDE.replace('node_modules/', '')})`];
project.deps.removeDependency('ts-jest');
project.jest?.addTestMatch('<rootDir>/test/**/*.test.ts');

// 1.13 lacks the bindings of some platforms in places, and a lock file without them cannot be installed from.
project.package.addField('overrides', { 'unrs-resolver': '1.11.1' });
// Of `lib` only what the constructs are made of: everything else is used from its bundle.
project.package.addField('files', [
  '.jsii', '.jsii.tabl.json', 'API.md', 'NOTICE', 'assets', 'bin', 'lib/*.js', 'lib/*.d.ts', 'lib/private', 'lib/rollout', 'rosetta', 'typings', '!*.tsbuildinfo',
]);
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './rehearsal': { types: './typings/rehearsal/index.d.ts', default: './assets/rehearsal/index.js' },
  './simulator': { types: './typings/simulator/index.d.ts', default: './assets/simulator/index.js' },
  './simulator/jest': { types: './typings/simulator/jest.d.ts', default: './assets/simulator/jest.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});

// TypeScript's older module resolution, which most CDK apps have, does not read `exports`.
project.package.addField('typesVersions', {
  '*': { 'rehearsal': ['typings/rehearsal/index.d.ts'], 'simulator': ['typings/simulator/index.d.ts'], 'simulator/jest': ['typings/simulator/jest.d.ts'] },
});

// The SDK tells users of Node.js 20 on stderr to upgrade, in each process.
const NO_SDK_WARNING = ['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true'] as const;
project.testTask.env(...NO_SDK_WARNING);

const bundle = project.addTask('bundle', { description: 'Bundle the updater Lambda, the CLI, the simulator and the rehearsal into assets/' });
bundle.exec('tsx scripts/bundle.ts');
// What replaces a resource, from CloudFormation's specification.
bundle.exec('tsx scripts/replacements.ts');
project.preCompileTask.spawn(bundle);

// `npm ci` leaves a checkout in which everything works, the CLI and the examples included.
const prepare = project.addTask('prepare', { description: 'Bundle and compile, so that a fresh checkout is ready for use' });
prepare.spawn(bundle);
prepare.spawn(project.compileTask);

// jsii-rosetta's strict mode: an example that does not compile, or cannot be said in another language, fails. Construct Hub reads what it writes.
project.package.addField('jsiiRosetta', { strict: true });
const snippets = project.addTask('snippets', {
  description: 'Compile the examples of the README, the docstrings and the docs, and translate them',
  exec: 'tsx scripts/snippets.ts',
});
project.postCompileTask.spawn(snippets);

// A change of the API that would break an app fails here: the API is compared with that of the last release, which is kept in the repository.
project.tasks.tryFind('compat')!.reset('tsx scripts/compat.ts');
project.gitattributes.addAttributes('/api-baseline/**', 'linguist-generated');
project.addTask('compat:update', { description: 'Compare the API with that of today from now on', exec: 'tsx scripts/api-baseline.ts' });

// The templates of the integration apps, as they were reviewed. Without an account: an app that has changed is not deployed, its snapshot is written.
const integ = project.addTask('integ', { description: 'Compare the templates of the integration apps with their snapshots' });
integ.spawn(project.compileTask);
integ.exec('integ-runner', { receiveArgs: true });
const integUpdate = project.addTask('integ:update', { description: 'Take over what the integration apps synthesize today, undeployed' });
integUpdate.spawn(project.compileTask);
integUpdate.exec('integ-runner --update-on-failed --dry-run', { receiveArgs: true });
project.gitattributes.addAttributes('/integ/*.snapshot/**', 'linguist-generated');

project.addTask('notice', { description: 'Write NOTICE: whose code is in the bundles', exec: 'tsx scripts/notice.ts' });

project.addTask('pictures', { description: 'Draw the pictures of the docs', exec: 'tsx scripts/pictures.ts', env: Object.fromEntries([NO_SDK_WARNING]) });

project.addTask('accessibility', {
  description: 'Open the reports in Chromium (CHROMIUM_PATH), and check them with axe-core',
  exec: 'tsx scripts/accessibility.ts',
  env: Object.fromEntries([NO_SDK_WARNING]),
});

// One program of all files, for tsc and eslint: each further one would read aws-cdk-lib's types again.
const ALL_TYPES = 'test/tsconfig.json';
project.tryFindObjectFile(ALL_TYPES)?.addOverride('include', ['**/*.ts', ...['src', 'examples', 'integ', 'scripts', 'bench'].map((folder) => `../${folder}/**/*.ts`), '../.projenrc.ts']);
project.tryFindObjectFile('.eslintrc.json')?.addOverride('parserOptions', { projectService: undefined, project: `./${ALL_TYPES}`, jsDocParsingMode: 'none' });
const check = project.addTask('check', { description: 'Types and style', exec: 'tsx scripts/check.ts' });
project.testTask.removeStep(project.testTask.steps.findIndex(({ spawn }) => spawn === 'eslint'));
project.postCompileTask.spawn(check);
project.testTask.prependSpawn(bundle);

// As in jest: what examples import by the package's name is what is here, not what was compiled last.
project.tryFindObjectFile('test/tsconfig.json')?.addOverride('compilerOptions.paths', { 'cdk-guarded-endpoints': ['../src/index.ts'] });

project.watchTask.reset('tsx scripts/watch.ts');
project.watchTask.description = 'On every change: bundles, the tests that the changed files are part of, and types; a further change begins anew';
project.watchTask.env(...NO_SDK_WARNING);

// Files, exports and dependencies that nothing uses.
new JsonFile(project, 'knip.json', {
  marker: false,
  obj: {
    $schema: './node_modules/knip/schema.json',
    entry: [
      '.projenrc.ts',
      'src/{index,updater/index,cli/main,rehearsal/index,rehearsal/lambda-host,rehearsal/synthesize,rehearsal/prove/worker,simulator/index,simulator/jest}.ts',
      'scripts/*', 'bench/**/{main,*child,app,cold-require,synth}.ts', 'examples/*/*.ts', 'integ/*.ts',
      'test/**/*.test.ts', 'test/fuzz/main.ts', 'test/jest/*.js',
    ],
    project: ['src/**', 'scripts/**', 'bench/**', 'examples/**/*.ts', 'integ/**/*.ts', 'test/**'],
    // The types that an exported type is made of are exported with it.
    ignoreExportsUsedInFile: { interface: true, type: true },
    // Commands of projen's own tasks and of the scripts in .ci, which knip does not read.
    ignoreDependencies: ['@arethetypeswrong/cli', '@aws-cdk/integ-runner', '@stryker-mutator/*', 'commit-and-tag-version', 'jsii', 'jsii-*', 'publint', 'ts-node', 'tsx'],
  },
});
project.addTask('unused', { description: 'Files, exports and dependencies that nothing uses', exec: 'knip', receiveArgs: true });

// What decides about a rollout, and what stands in for CloudWatch's judgement of it: the tests that are about it, which are fast, have to
// notice each change of it.
const RULES: Array<{ name: string; mutate: string[]; tests: string[]; atLeast: number }> = [
  { name: 'decide', mutate: ['src/updater/decide.ts'], tests: ['updater/decide'], atLeast: 100 },
  {
    name: 'alarms',
    mutate: ['src/simulator/{alarms,alarm-reason,composite-alarms,statistic,trimmed-statistic}.ts', 'src/rollout/composite-rule.ts'],
    tests: ['simulator/{alarms,alarm-*,composite-alarms,statistic,trimmed-statistic}'],
    atLeast: 99,
  },
  { name: 'rollout', mutate: ['src/rollout/*.ts', '!src/rollout/composite-rule.ts'], tests: ['rollout/*'], atLeast: 98 },
];
const mutation = project.addTask('mutation', {
  description: 'How many changes of the rules their tests notice, by Stryker',
  env: Object.fromEntries([NO_SDK_WARNING]),
  receiveArgs: true,
});
for (const { name, mutate, tests, atLeast } of RULES) {
  new JsonFile(project, `stryker/${name}.json`, {
    marker: false,
    obj: {
      _comment: 'Made by projen from .projenrc.ts.',
      mutate,
      testRunner: 'jest',
      coverageAnalysis: 'perTest',
      jest: { enableFindRelatedTests: false, config: { testMatch: tests.map((test) => `**/test/${test}.test.ts`), reporters: [] } },
      ignorePatterns: ['/.git', '/cdk.out', '/coverage', '/dist', '/lib', '/reports', '/test-reports'],
      concurrency: 2,
      timeoutMS: 10_000, // a busy machine is not a loop without an end
      reporters: ['clear-text', 'json', 'progress-append-only'],
      jsonReporter: { fileName: `reports/mutation/${name}.json` },
      thresholds: { high: 95, low: 90, break: atLeast },
      tempDirName: '.stryker-tmp',
    },
  });
  mutation.exec(`stryker run stryker/${name}.json`, { receiveArgs: true });
}

// A line that a test does not reach is argued in docs/quality.md.
project.addTask('coverage', {
  description: 'What the tests reach of src, in coverage/lcov-report',
  exec: `jest --ci --coverage --coverageReporters=lcov --coverageReporters=text-summary --collectCoverageFrom='src/**/*.ts' --collectCoverageFrom='!src/**/*.generated.ts' --coverageThreshold='${JSON.stringify({ global: { lines: 96, branches: 94 } })}'`,
  env: Object.fromEntries([NO_SDK_WARNING]),
  receiveArgs: true,
});
project.addTask('fuzz', {
  description: 'The updater in worlds made from seeds; --seeds N',
  exec: 'tsx test/fuzz/main.ts',
  env: Object.fromEntries([NO_SDK_WARNING]),
  receiveArgs: true,
});

project.addTask('demo', {
  description: 'Rehearse the churn example: a baseline, a bad model that is rolled back, a good one that is kept',
  exec: 'tsx examples/churn/demo.ts',
  env: Object.fromEntries([NO_SDK_WARNING]),
  receiveArgs: true,
});

project.addTask('bench', {
  description: 'Measure the simulator: a line of JSON for each figure of docs/performance.md',
  exec: 'tsx bench/main.ts',
  env: Object.fromEntries([NO_SDK_WARNING]),
  receiveArgs: true,
});

// On each version of Node.js that is declared, and with what takes too long for every change. It needs no secret, and runs in the
// repository itself alone, so that forks do not spend their minutes on it.
const REPOSITORY_ITSELF = "github.repository == 'cdk-guarded-endpoints/cdk-guarded-endpoints'";
const nightly = project.github!.addWorkflow('nightly');
nightly.on({ schedule: [{ cron: '17 3 * * *' }], workflowDispatch: {} });
const setupNode = (version: string): github.workflows.JobStep => (
  { name: 'Setup Node.js', uses: 'actions/setup-node@v7.0.0', with: { 'node-version': version, 'package-manager-cache': false } }
);
const EACH_NODE = { failFast: false, matrix: { domain: { node: ['20', '22', '24'] } } };
nightly.addJob('test', {
  if: REPOSITORY_ITSELF,
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ },
  timeoutMinutes: 180,
  strategy: EACH_NODE,
  env: { CI: 'true', MALFORMED_REQUESTS: '100000' },
  steps: [
    github.WorkflowSteps.checkout(),
    setupNode('${{ matrix.node }}'),
    { name: 'Everything that must hold', run: '.ci/run' },
    { name: 'Coverage', run: 'npx projen coverage' },
    { name: 'Worlds from new seeds', run: 'npx projen fuzz --seeds 100000 --from $((GITHUB_RUN_NUMBER * 100000))' },
    { name: 'The package, with the lowest aws-cdk-lib and the highest', run: '.ci/package' },
    { name: 'The reports in a browser', run: 'npx projen accessibility', env: { CHROMIUM_PATH: '/usr/bin/google-chrome' } },
  ],
});
nightly.addJob('mutation', {
  if: REPOSITORY_ITSELF,
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ },
  timeoutMinutes: 180,
  steps: [
    github.WorkflowSteps.checkout(),
    setupNode('22'),
    { name: 'Install', run: 'npm ci' },
    { name: 'What the tests notice', run: 'npx projen mutation' },
  ],
});

// What `build` does not: snapshots, dead code, the demo, other languages, the installed package. A newer push makes the run of an older one pointless.
const checks = new github.GithubWorkflow(project.github!, 'checks', {
  limitConcurrency: true,
  concurrencyOptions: { group: '${{ github.workflow }}-${{ github.ref }}', cancelInProgress: true },
});
checks.on({ pullRequest: {}, workflowDispatch: {} });
checks.addJob('checks', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ },
  timeoutMinutes: 60,
  strategy: EACH_NODE,
  steps: [github.WorkflowSteps.checkout(), setupNode('${{ matrix.node }}'), { name: 'Everything that must hold', run: '.ci/run' }],
});

// It builds; tags are made by the job that publishes to GitHub.
project.tryFindObjectFile('.github/workflows/release.yml')?.addOverride('jobs.release.permissions.contents', 'read');
// The publisher's own default.
project.tryFindObjectFile('.github/workflows/release.yml')?.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');

project.synth();
