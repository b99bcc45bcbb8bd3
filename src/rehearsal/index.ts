import { readStack, type AssemblyStack } from './assembly';
import { isRehearsable } from './declared-endpoints';
import { rehearse as rehearseStack, type RehearsalResult, type RehearsedVersionResult } from './rehearse';
import { html } from './report/html';
import { json } from './report/json';
import { junit } from './report/junit';
import { DEFAULT_SCENARIO } from './scenario/default-scenario';
import { parseScenario, readScenario } from './scenario/parse';
import type { Outcome, Scenario } from './scenario/scenario';
import type { ScenarioFile } from './scenario/scenario-file';
import { checkInWords } from './verdict';

/** A CDK app or stage, the cloud assembly of one, or the path of an assembly or a template. */
export type Rehearsable = string | { readonly directory: string } | { synth(): { readonly directory: string } };

export interface RehearseOptions {
  /** @default - the only stack that has an endpoint */
  readonly stack?: string;
  /** What is deployed now, for the first version of the scenario. @default - the same */
  readonly from?: Rehearsable;
  /** Instead of the scenario's. */
  readonly seed?: number;
}

/** What came of a rehearsal. */
export interface Rehearsed {
  readonly stackName: string;
  /** In the order of the scenario. */
  readonly versions: readonly RehearsedVersion[];
  /** The expectations of the scenario that do not hold, in words. */
  readonly failures: readonly string[];
  /** The whole rehearsal as a page with graphs. */
  html(): string;
  /** The whole rehearsal as JSON. */
  json(): string;
  /** The scenario's expectations as a JUnit report. */
  junit(): string;
}

export interface RehearsedVersion {
  readonly name: string;
  readonly outcome: Outcome;
  /** The stack's status at the end. */
  readonly status: string;
  /** The resource that failed, and why. */
  readonly failure?: { readonly logicalId: string; readonly reason: string };
  /** How long the deployment took. */
  readonly seconds: number;
  /** The alarms that went off while it lasted. */
  readonly alarms: readonly string[];
  readonly requests: number;
  /** Requests answered with a 5XX status. */
  readonly failedRequests: number;
  readonly requestsToNewVersion: number;
  readonly peakInstances: number;
  /** The versions that serve afterwards. */
  readonly servingVersions: readonly string[];
}

/**
 * Deploys a stack to a simulated account under a scenario, as `guarded-endpoint rehearse` does.
 *
 * @param scenario the path of a YAML file, or what would be written in it. By default the stack is created, then updated to a
 * version that fails every request, then to a healthy one.
 */
export async function rehearse(what: Rehearsable, scenario?: string | ScenarioFile, options: RehearseOptions = {}): Promise<Rehearsed> {
  const assembly = stackOf(what, options.stack);
  const from = options.from === undefined ? undefined : stackOf(options.from, options.stack ?? assembly.stackName);
  const read = scenarioOf(scenario);
  const conditions = options.seed === undefined ? read : { ...read, seed: options.seed };
  const result = await rehearseStack({ assembly, from, scenario: conditions, reproduce: `rehearse() with seed ${conditions.seed}` });
  return {
    stackName: result.stackName,
    versions: result.versions.map(({ deployment }) => deployment),
    failures: result.versions.flatMap(failuresOf),
    ...reports(result),
  };
}

function reports(result: RehearsalResult): Pick<Rehearsed, 'html' | 'json' | 'junit'> {
  return { html: () => html(result.report), json: () => json(result), junit: () => junit(result) };
}

function failuresOf({ deployment, checks }: RehearsedVersionResult): string[] {
  return checks.filter(({ holds }) => !holds).map((check) => `${deployment.name}: ${checkInWords(check)}`);
}

function stackOf(what: Rehearsable, stackName: string | undefined): AssemblyStack {
  return readStack(pathOf(what), stackName, isRehearsable);
}

function pathOf(what: Rehearsable): string {
  if (typeof what === 'string') {
    return what;
  }
  return 'synth' in what ? what.synth().directory : what.directory;
}

/** JSON is YAML: what is written in TypeScript is held against the same schema as a file. */
function scenarioOf(scenario: string | ScenarioFile | undefined): Scenario {
  if (scenario === undefined) {
    return DEFAULT_SCENARIO;
  }
  return typeof scenario === 'string' ? readScenario(scenario) : parseScenario(JSON.stringify(scenario, undefined, 1), 'scenario');
}
