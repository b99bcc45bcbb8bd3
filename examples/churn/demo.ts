/**
 * The churn example, rehearsed: a baseline model goes into service; a version with an incompatible container is rolled
 * back by its guardrails; a compatible one is kept. Nothing leaves this machine.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStack, type AssemblyStack } from '../../src/rehearsal/assembly';
import { Rehearsal, type RehearsalProps, type RehearsedDeployment, type RehearsedVersion } from '../../src/rehearsal/rehearsal';
import { html } from '../../src/rehearsal/report/html';
import { elapsed, entryLines, wrapped } from '../../src/rehearsal/report/text';
import { synthesize } from '../../src/rehearsal/synthesize';
import type { DeploymentConfig } from '../../src/rollout/deployment-config';
import { decodeRequest, encodeRequest, RESOURCE_TYPE } from '../../src/rollout/request';

const REPOSITORY = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost';
const HEALTHY = { errorRate: 0, latencyMs: { p50: 2, p99: 5 } };
const VERSIONS = {
  baseline: { tag: '0.90-1-cpu-py3', behaviour: HEALTHY },
  // The model was trained with 0.90: this container starts, but fails on every request.
  incompatible: { tag: '1.2-1', behaviour: { ...HEALTHY, errorRate: 1 } },
  compatible: { tag: '0.90-2-cpu-py3', behaviour: HEALTHY },
};
type Version = keyof typeof VERSIONS;

const SCENARIO = { stackName: 'Churn', region: 'us-east-1', accountId: '123456789012', seed: 42, requestsPerSecond: 10 };
const BETWEEN_DEPLOYMENTS_SECONDS = 600;
const REPORT = join(__dirname, '..', '..', 'demo.html');

async function main(): Promise<void> {
  say(`Churn: three versions of a model on a guarded endpoint, ${SCENARIO.requestsPerSecond} requests a second, seed ${SCENARIO.seed}`);
  const directory = mkdtempSync(join(tmpdir(), 'churn-'));
  try {
    say('\nSynthesizing the app three times ...');
    const assemblies = await synthesizeAll(directory);
    await tell(assemblies);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function tell(assemblies: Readonly<Record<Version, AssemblyStack>>): Promise<void> {
  const rehearsal = await start({
    onEntry: ({ entry, message }) => entryLines(elapsed(rehearsal.start, new Date(entry.time)), message).forEach(say),
  });
  try {
    const deployments = {
      baseline: await chapter(1, 'baseline'),
      incompatible: await chapter(2, 'incompatible'),
      compatible: await chapter(3, 'compatible'),
    };
    check(deployments);
    const summary = summaryOf(deployments, await allAtOnce(assemblies));
    say('');
    summary.flatMap((line) => wrapped(line, 80)).forEach(say);
    const report = await rehearsal.report({ title: 'Churn: a bad model rolled back, a good one kept', summary, reproduce: 'npm run demo' });
    writeFileSync(REPORT, html(report));
    say(`\nThe same with graphs: ${REPORT}`);
  } finally {
    await rehearsal.close();
  }

  async function chapter(number: number, version: Version): Promise<RehearsedDeployment> {
    say(`\n${number} of 3: deploying the ${version} version, ${VERSIONS[version].tag}`);
    const deployment = await rehearsal.deploy(versionOf(version, assemblies));
    entryLines('', deployment.status).forEach(say);
    if (deployment.failure) {
      entryLines('', deployment.failure.reason).forEach(say);
    }
    rehearsal.pass(BETWEEN_DEPLOYMENTS_SECONDS);
    return deployment;
  }
}

async function synthesizeAll(directory: string): Promise<Record<Version, AssemblyStack>> {
  const entries = await Promise.all(Object.entries(VERSIONS).map(async ([version, { tag }]) => {
    const output = join(directory, version);
    await synthesize(__dirname, output, { image: `${REPOSITORY}:${tag}` });
    return [version, readStack(output)];
  }));
  return Object.fromEntries(entries);
}

async function start(props: Partial<RehearsalProps> = {}): Promise<Rehearsal> {
  return Rehearsal.start({ ...SCENARIO, ...props });
}

function versionOf(version: Version, assemblies: Readonly<Record<Version, AssemblyStack>>): RehearsedVersion {
  const { tag, behaviour } = VERSIONS[version];
  return { name: tag, assembly: assemblies[version], behaviour };
}

/** What the incompatible version would have cost with the same guardrails and waits, but all traffic shifted at once. */
async function allAtOnce(assemblies: Readonly<Record<Version, AssemblyStack>>): Promise<RehearsedDeployment> {
  const rehearsal = await start({
    rewrite: (type, properties) => {
      if (type !== RESOURCE_TYPE) {
        return properties;
      }
      const request = decodeRequest(properties);
      return { ...properties, ...encodeRequest({ ...request, deploymentConfig: withoutCanary(request.deploymentConfig) }) };
    },
  });
  try {
    await rehearsal.deploy(versionOf('baseline', assemblies));
    rehearsal.pass(BETWEEN_DEPLOYMENTS_SECONDS);
    return await rehearsal.deploy(versionOf('incompatible', assemblies));
  } finally {
    await rehearsal.close();
  }
}

/** All at once there is one bake, the termination wait: it is made as long as the canary's two together. */
function withoutCanary(config: DeploymentConfig): DeploymentConfig {
  const policy = config.BlueGreenUpdatePolicy!;
  return {
    ...config,
    BlueGreenUpdatePolicy: {
      ...policy,
      TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0 },
      TerminationWaitInSeconds: policy.TrafficRoutingConfiguration.WaitIntervalInSeconds + (policy.TerminationWaitInSeconds ?? 0),
    },
  };
}

function summaryOf({ baseline, incompatible, compatible }: Readonly<Record<Version, RehearsedDeployment>>, atOnce: RehearsedDeployment): string[] {
  const minutes = (deployment: RehearsedDeployment): string => `${((deployment.to.getTime() - deployment.from.getTime()) / 60_000).toFixed(1)} minutes`;
  return [
    `${baseline.name} was in service after ${minutes(baseline)}.`,
    `${incompatible.name} was rolled back after ${minutes(incompatible)}: ${incompatible.failedRequests} of ${incompatible.requests} requests failed.`,
    `All at once, with the same guardrails, ${atOnce.failedRequests} of ${atOnce.requests} would have failed; with no guardrail, `
      + `every request until somebody notices (${SCENARIO.requestsPerSecond} a second).`,
    `${compatible.name} was in service after ${minutes(compatible)}: ${compatible.failedRequests} of ${compatible.requests} requests failed.`,
  ];
}

/** The story has to come out as told, or the demo fails. */
function check({ baseline, incompatible, compatible }: Readonly<Record<Version, RehearsedDeployment>>): void {
  const claims: ReadonlyArray<readonly [claim: string, holds: boolean]> = [
    ['the baseline is in service', baseline.status === 'CREATE_COMPLETE'],
    ['the incompatible version is rolled back', incompatible.status === 'UPDATE_ROLLBACK_COMPLETE' && incompatible.outcome === 'rolledBack'],
    ['the reason names an alarm', /alarm '[^']+'/.test(incompatible.failure?.reason ?? '')],
    ['the baseline serves after the rollback', incompatible.serving.churn === baseline.serving.churn],
    ['some requests failed, fewer than half', incompatible.failedRequests > 0 && incompatible.failedRequests * 2 < incompatible.requests],
    ['the compatible version is in service', compatible.status === 'UPDATE_COMPLETE'],
    ['it is another config than the baseline\'s', compatible.serving.churn !== baseline.serving.churn],
    ['no request failed on the way to it', compatible.failedRequests === 0],
  ];
  const broken = claims.filter(([, holds]) => !holds).map(([claim]) => claim);
  if (broken.length > 0) {
    throw new Error(`the story did not come out as told; not so: ${broken.join('; ')}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack ?? error.message}\n`);
  process.exitCode = 1;
});
