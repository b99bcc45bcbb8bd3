import type { AssemblyStack } from './assembly';
import { givenValues, requireParameters } from './parameters';
import { Rehearsal, type RehearsalProps, type RehearsedDeployment, type StandIn } from './rehearsal';
import type { RolloutReport } from './report/rollout-report';
import type { Scenario, ScenarioVersion } from './scenario/scenario';
import { silenceInWords, silentAlarms, type SilentAlarm } from './silent-alarms';
import { checksOf, type Check } from './verdict';

export interface RehearseProps {
  readonly assembly: AssemblyStack;
  /** What is deployed now: the first version of the scenario comes from here. The same stack, as an assembly or a template. */
  readonly from?: AssemblyStack;
  readonly scenario: Scenario;
  /** The command that does the same again. */
  readonly reproduce: string;
  readonly onVersion?: (version: ScenarioVersion, index: number) => void;
  readonly onDeployed?: (rehearsed: RehearsedVersionResult) => void;
  readonly onEntry?: RehearsalProps['onEntry'];
  readonly onStackEvent?: RehearsalProps['onStackEvent'];
  readonly onLog?: RehearsalProps['onLog'];
}

export interface RehearsedVersionResult {
  readonly deployment: RehearsedDeployment;
  readonly checks: readonly Check[];
}

export interface RehearsalResult {
  readonly stackName: string;
  readonly seed: number;
  readonly versions: readonly RehearsedVersionResult[];
  /** Whether every expectation holds. */
  readonly passed: boolean;
  readonly report: RolloutReport;
  /** Resources that were not simulated, and have stand-in ids. */
  readonly standIns: readonly StandIn[];
  /** Alarms that watch what nothing has published. */
  readonly silentAlarms: readonly SilentAlarm[];
}

/** Deploys the versions of a scenario one after the other, and holds what comes of each against what is expected. */
export async function rehearse({ assembly, from, scenario, reproduce, ...listeners }: RehearseProps): Promise<RehearsalResult> {
  const { region = 'us-east-1', accountId = '123456789012', stackName } = assembly;
  const { onEntry, onStackEvent, onLog } = listeners;
  const stacks = [assembly, ...(from ? [from] : []), ...assembly.dependencies];
  requireParameters(givenValues(scenario.parameters).parameters, stacks.map(({ template }) => template));
  const rehearsal = await Rehearsal.start({ ...scenario, region, accountId, stackName, onEntry, onStackEvent, onLog });
  try {
    const versions: RehearsedVersionResult[] = [];
    for (const [index, version] of scenario.versions.entries()) {
      listeners.onVersion?.(version, index);
      const deployment = await rehearsal.deploy({ ...version, assembly: index === 0 && from ? from : assembly });
      const rehearsed = { deployment, checks: checksOf(deployment, version.expect) };
      versions.push(rehearsed);
      listeners.onDeployed?.(rehearsed);
      rehearsal.pass(scenario.settleSeconds);
    }
    const silent = silentAlarms(rehearsal.cloud.simulator.world);
    return {
      stackName,
      seed: scenario.seed,
      versions,
      passed: versions.every(({ checks }) => checks.every(({ holds }) => holds)),
      report: await rehearsal.report({
        title: `Rehearsal of ${stackName}`,
        summary: [...versions.map(({ deployment }) => summaryOf(deployment)), ...silent.map(silenceInWords)],
        reproduce,
        checks: versions.map(({ checks }) => checks),
      }),
      standIns: rehearsal.standIns(),
      silentAlarms: silent,
    };
  } finally {
    await rehearsal.close();
  }
}

/** One line that says what came of a deployment. The first one is over before there are requests. */
function summaryOf({ name, outcome, seconds, failedRequests, requests, alarms }: RehearsedDeployment): string {
  const words = { inService: 'was in service', rolledBack: 'was rolled back', failed: 'failed' };
  const because = outcome === 'rolledBack' && alarms.length > 0 ? ` by ${alarms.join(', ')}` : '';
  const failures = requests > 0 ? `: ${failedRequests} of ${requests} requests failed` : '';
  return `${name} ${words[outcome]} after ${(seconds / 60).toFixed(1)} minutes${because}${failures}.`;
}
