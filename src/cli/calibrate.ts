import { basename, dirname, extname, join } from 'node:path';
import type { MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { Command } from 'commander';
import { regionFrom, timeFrom, wholeNumberFrom } from './arguments';
import { propertyInFile } from './json-file';
import { Output } from './output';
import type { Surroundings } from './surroundings';
import { calibratedScenario } from '../rehearsal/calibrate/calibrated-scenario';
import { measureVariant, periodsOf, queriesOf, type MeasuredVariant } from '../rehearsal/calibrate/measured';

interface Options {
  readonly variant: string;
  readonly hours: number;
  readonly until?: Date;
  readonly period?: number;
  readonly region?: string;
  readonly from?: string;
  readonly wave?: boolean;
  readonly output?: string;
  readonly query?: boolean;
}

/** Up to these hours, this period: so that a trace has at most some thousand lines, and CloudWatch still has the data. */
const PERIODS: ReadonlyArray<readonly [hours: number, seconds: number]> = [[24, 60], [15 * 24, 300], [Infinity, 3600]];
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
const LONGEST_HOURS = 455 * 24;

const EXAMPLES = `
Needs only cloudwatch:GetMetricData, or the answer of that call in a file. The
traffic becomes a trace in a CSV file next to the scenario; latency and error
rates become those of a version called 'live'.

Exit codes: 0 written, 1 an error, 2 wrong usage.

Examples:
  guarded-endpoint calibrate churn --output friday.yaml
  guarded-endpoint calibrate churn --hours 168 --wave > week.yaml
  guarded-endpoint calibrate churn --query > query.json
  aws cloudwatch get-metric-data --cli-input-json file://query.json > m.json
  guarded-endpoint calibrate churn --from m.json --output friday.yaml
  guarded-endpoint rehearse cdk.out --scenario friday.yaml
`;

export function calibrateCommand(surroundings: Surroundings): Command {
  return new Command('calibrate')
    .description('Make a scenario from the metrics of a live endpoint.')
    .argument('<endpoint>', 'the endpoint\'s name')
    .option('--variant <name>', 'its production variant', 'AllTraffic')
    .option('--hours <n>', 'how many hours to look back', wholeNumberFrom(1, LONGEST_HOURS, 'a number of hours'), 24)
    .option('--until <time>', 'the end of these hours (default: now)', timeFrom)
    .option('--period <seconds>', 'of the metrics (default: 60 for a day, 300 for 15 days, else 3600)', wholeNumberFrom(60, 86_400, 'a period'))
    .option('--region <region>', 'of the endpoint (default: as for every AWS client)', regionFrom)
    .option('--from <file>', 'an answer of GetMetricData, instead of asking for it')
    .option('--wave', 'a daily wave instead of a trace')
    .option('--output <file>', 'the scenario to write; its trace goes beside it (default: with --wave the standard output)')
    .option('--query', 'only print the input of GetMetricData')
    .addHelpText('after', EXAMPLES)
    .action((endpointName: string, options: Options, command: Command) => {
      if (!options.wave && !options.query && options.output === undefined) {
        command.error('error: a trace needs a file beside the scenario; add --output, or --wave');
      }
      return calibrate(endpointName, options, surroundings);
    });
}

async function calibrate(endpointName: string, options: Options, surroundings: Surroundings): Promise<void> {
  const variant = variantOf(endpointName, options);
  if (options.query) {
    const { from, to } = variant;
    surroundings.out(`${JSON.stringify({ StartTime: from, EndTime: to, MetricDataQueries: queriesOf(variant) }, undefined, 2)}\n`);
    return;
  }
  const results = options.from === undefined ? await measureVariant(variant, options.region) : readMetrics(options.from);
  const { output } = options;
  const traceFile = options.wave ? undefined : `${basename(output!, extname(output!))}.csv`;
  const { yaml, trace } = calibratedScenario(variant, periodsOf(results), traceFile);
  if (output === undefined) {
    surroundings.out(yaml);
    return;
  }
  const files = new Output(surroundings, undefined);
  files.writeFile(output, () => yaml);
  files.writeFile(traceFile && join(dirname(output), traceFile), () => trace!);
}

function variantOf(endpointName: string, { variant, hours, until = new Date(), period }: Options): MeasuredVariant {
  const periodSeconds = period ?? PERIODS.find(([most]) => hours <= most)![1];
  const to = new Date(Math.floor(until.getTime() / (periodSeconds * 1000)) * periodSeconds * 1000);
  return { endpointName, variantName: variant, from: new Date(to.getTime() - hours * 3_600_000), to, periodSeconds };
}

function readMetrics(file: string): MetricDataResult[] {
  const results = propertyInFile(file, 'MetricDataResults');
  if (!Array.isArray(results)) {
    throw new Error(`${file} has no MetricDataResults; it has to be what GetMetricData answers to the input that --query prints`);
  }
  return results as MetricDataResult[];
}
