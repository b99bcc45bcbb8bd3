/**
 * Draws the pictures of the docs: each strategy from its plan, and a rollback from a rehearsal of the churn example.
 *
 *   tsx scripts/pictures.ts [directory]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CapacitySize, ContainerImage, DeploymentStrategy, GuardedEndpoint, Model, ModelSource } from '../src';
import { readStack } from '../src/rehearsal/assembly';
import { chartsOf as chartsOfPlan } from '../src/rehearsal/plan/charts';
import { planReport } from '../src/rehearsal/plan/plan-report';
import { Rehearsal } from '../src/rehearsal/rehearsal';
import { chartsOf as chartsOfReport } from '../src/rehearsal/report/charts';
import type { Chart } from '../src/rehearsal/report/plot';
import { THEMES } from '../src/rehearsal/report/theme';
import { synthesize } from '../src/rehearsal/synthesize';

const DIRECTORY = process.argv[2] ?? join(__dirname, '..', 'docs', 'pictures');
const REPOSITORY = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost';

const MINUTES_BETWEEN = 10;

/** All on four instances, with bakes of five minutes, so that the pictures can be compared. */
const STRATEGIES: Readonly<Record<string, DeploymentStrategy>> = {
  'canary': DeploymentStrategy.canary({ size: CapacitySize.percent(25), terminationWait: Duration.minutes(5) }),
  'linear': DeploymentStrategy.linear({ stepSize: CapacitySize.percent(25), terminationWait: Duration.minutes(5) }),
  'rolling': DeploymentStrategy.rolling({ batchSize: CapacitySize.percent(25) }),
  'all-at-once': DeploymentStrategy.allAtOnce(),
};

async function main(): Promise<void> {
  mkdirSync(DIRECTORY, { recursive: true });
  for (const [name, strategy] of Object.entries(STRATEGIES)) {
    const [traffic, instances] = chartsOfPlan(planOf(strategy));
    draw(name, traffic);
    if (name === 'canary' || name === 'rolling') {
      draw(`${name}-instances`, instances);
    }
  }
  draw('rollback', await rollback());
}

function planOf(strategy: DeploymentStrategy): Parameters<typeof chartsOfPlan>[0] {
  const stack = new Stack(new App(), 'Pictures', { env: { region: 'us-east-1' } });
  const model = new Model(stack, 'Model', { source: ModelSource.fromContainer({ image: ContainerImage.fromUri(`${REPOSITORY}:1`) }) });
  new GuardedEndpoint(stack, 'Endpoint', { variants: [{ model, instanceType: 'ml.m5.xlarge', initialInstanceCount: 4 }], strategy });
  const template = Template.fromStack(stack).toJSON();
  const assumptions = { requestsPerSecond: 10, provisioningSeconds: 240, pricePerInstanceHour: {} };
  return planReport([{ stackName: 'Pictures', template }], assumptions, { compare: false }).endpoints[0];
}

/** The traffic of the churn example while a version that fails every request is deployed. */
async function rollback(): Promise<Chart> {
  const directory = mkdtempSync(join(tmpdir(), 'pictures-'));
  const rehearsal = await Rehearsal.start({ stackName: 'Churn', region: 'us-east-1', accountId: '123456789012', seed: 42, requestsPerSecond: 10 });
  try {
    for (const [name, errorRate] of [['old model', 0], ['new model', 1]] as const) {
      await synthesize(join(__dirname, '..', 'examples', 'churn'), join(directory, name), { image: `${REPOSITORY}:${errorRate}` });
      const behaviour = { errorRate, latencyMs: { p50: 2, p99: 5 } };
      await rehearsal.deploy({ name, assembly: readStack(join(directory, name)), behaviour });
      rehearsal.pass(MINUTES_BETWEEN * 60);
    }
    const whole = await rehearsal.report({ title: '', summary: [], reproduce: '' });
    const [, { from, to }] = whole.deployments;
    const report = { ...whole, from: new Date(from.getTime() - 60_000), to: new Date(to.getTime() + 120_000) };
    return chartsOfReport(report.endpoints[0], report)[0];
  } finally {
    await rehearsal.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function draw(name: string, chart: Chart): void {
  for (const theme of THEMES) {
    writeFileSync(join(DIRECTORY, `${name}-${theme.name}.svg`), `${chart.svg(theme)}\n`);
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
