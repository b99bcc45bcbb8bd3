import { Command, InvalidArgumentError } from 'commander';
import { numberFrom, wholeNumberFrom } from './arguments';
import { Output, type JsonOption } from './output';
import type { Surroundings } from './surroundings';
import { readStack, readStacks } from '../rehearsal/assembly';
import { planPage } from '../rehearsal/plan/page';
import { planReport, type PlanReport } from '../rehearsal/plan/plan-report';
import { planText } from '../rehearsal/plan/text';
import { DEFAULT_SETTINGS } from '../simulator/settings';

interface Options {
  readonly stack?: string;
  readonly from?: string;
  readonly requestsPerSecond?: number;
  readonly provisioningSeconds: number;
  readonly pricePerInstanceHour?: Readonly<Record<string, number>>;
  readonly compare?: boolean;
  readonly riskBudget?: number;
  readonly json?: JsonOption;
  readonly html?: string;
}

const DAY_SECONDS = 24 * 60 * 60;
const MOST = Number.MAX_SAFE_INTEGER;

/** Where nothing is said of the traffic, figures are for one request a second, to be multiplied. */
const UNIT_RATE = 1;

const EXAMPLES = `
Requests at risk are those that fail if the new version fails every request,
until the fastest guardrail goes off. Nothing is deployed or simulated.

Exit codes: 0 planned, 1 an error, 2 wrong usage.

Examples:
  cdk synth --quiet && guarded-endpoint plan --requests-per-second 10
  guarded-endpoint plan cdk.out --stack Churn --html plan.html
  guarded-endpoint plan --from deployed/cdk.out
  guarded-endpoint plan --price-per-instance-hour ml.m5.xlarge=0.23
  guarded-endpoint plan --requests-per-second 10 --compare --risk-budget 500
  guarded-endpoint plan --json | jq '.endpoints[].instances'
`;

export function planCommand(surroundings: Surroundings): Command {
  return new Command('plan')
    .description('Show what an update of each guarded endpoint will be: its steps, instances, requests at risk and longest duration.')
    .argument('[assembly]', 'the cloud assembly, or a template', 'cdk.out')
    .option('--stack <name>', 'the endpoints of this stack (default: of all stacks)')
    .option('--from <assembly>', 'what is deployed now: an assembly or a template (default: the same fleets as the new ones)')
    .option('--requests-per-second <n>', 'traffic of each endpoint (default: 1, to be multiplied)', numberFrom(0, MOST, 'a rate of requests'))
    .option('--provisioning-seconds <seconds>', 'how long a launch of instances takes', wholeNumberFrom(0, DAY_SECONDS, 'a provisioning time'),
      DEFAULT_SETTINGS.provisioningSeconds)
    .option('--price-per-instance-hour <type=n>', 'what extra instances cost; once for each type', addPrice)
    .option('--compare', 'compare all strategies')
    .option('--risk-budget <requests>', 'with --compare: recommend a strategy that puts at most so many requests at risk', numberFrom(0, MOST, 'a risk budget'))
    .option('--json [file]', 'write JSON, by default to standard output')
    .option('--html <file>', 'also write a page with graphs')
    .addHelpText('after', EXAMPLES)
    .action((assembly: string, options: Options, command: Command) => {
      checkUsage(options, command);
      plan(assembly, options, new Output(surroundings, options.json));
    });
}

function plan(assembly: string, options: Options, output: Output): void {
  const { stack, from, requestsPerSecond = UNIT_RATE, provisioningSeconds, pricePerInstanceHour = {}, compare = false, riskBudget } = options;
  const stacks = stack === undefined ? readStacks(assembly) : [readStack(assembly, stack)];
  const deployed = from === undefined ? undefined : readStacks(from);
  const report = planReport(stacks, { requestsPerSecond, provisioningSeconds, pricePerInstanceHour }, { from: deployed, compare, riskBudget });
  checkPlanned(report, stacks.map(({ stackName }) => stackName), assembly);
  output.result(planText(report, { colour: output.colour }));
  output.writeJson(() => `${JSON.stringify(report, undefined, 2)}\n`);
  output.writeFile(options.html, () => planPage(report));
}

function checkUsage({ riskBudget, compare, requestsPerSecond }: Options, command: Command): void {
  if (riskBudget !== undefined && !compare) {
    command.error('error: --risk-budget is for a comparison; add --compare');
  }
  if (riskBudget !== undefined && requestsPerSecond === undefined) {
    command.error('error: --risk-budget counts requests; add --requests-per-second');
  }
}

function checkPlanned({ endpoints, notPlanned }: PlanReport, stackNames: readonly string[], assembly: string): void {
  if (endpoints.length > 0) {
    return;
  }
  if (notPlanned.length > 0) {
    throw new Error(notPlanned.map(({ endpointName, stackName, reason }) => `endpoint '${endpointName}' of stack '${stackName}' cannot be planned: ${reason}`).join('; '));
  }
  const where = stackNames.length === 0 ? `there is no stack in '${assembly}'` : `no endpoint in stack${stackNames.length === 1 ? '' : 's'} ${stackNames.map((name) => `'${name}'`).join(', ')}`;
  throw new Error(`${where}; declare a GuardedEndpoint or an AWS::SageMaker::Endpoint`);
}

function addPrice(text: string, prices: Readonly<Record<string, number>> = {}): Record<string, number> {
  const [, type, price] = /^(ml\.[a-z0-9-]+\.[a-z0-9]+)=(\d+\.?\d*|\.\d+)$/.exec(text) ?? [];
  if (type === undefined) {
    throw new InvalidArgumentError('a price is written like ml.m5.xlarge=0.23');
  }
  return { ...prices, [type]: Number(price) };
}
