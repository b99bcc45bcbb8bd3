import { Command } from 'commander';
import { numberFrom, regionFrom, timeFrom, wholeNumberFrom } from './arguments';
import { FleetSimulator } from '../simulator';
import type { Surroundings } from './surroundings';
import { ScaledTime } from '../simulator/scaled-time';
import { serve } from '../simulator/server';
import { DEFAULT_SETTINGS } from '../simulator/settings';
import type { WorldOptions } from '../simulator/world';

interface Options {
  readonly port: number;
  readonly timeScale: number;
  readonly seed: number;
  readonly region: string;
  readonly startTime?: Date;
  readonly provisioningSeconds: number;
  readonly metricDelaySeconds: number;
}

const HOUR_SECONDS = 60 * 60;
const DAY_SECONDS = 24 * HOUR_SECONDS;

const EXAMPLES = `
Examples:
  # time stands still until it is moved through the control API
  guarded-endpoint simulate --port 4580
  curl http://127.0.0.1:4580/_simulator
  curl -d '{"advanceSeconds": 60}' http://127.0.0.1:4580/_simulator/clock

  # a minute passes each second, for scripts that sleep and poll
  guarded-endpoint simulate --port 4580 --time-scale 60
  AWS_ENDPOINT_URL=http://127.0.0.1:4580 aws sagemaker list-endpoints
`;

export function simulateCommand(surroundings: Surroundings): Command {
  return new Command('simulate')
    .description('Serve SageMaker hosting, its runtime and CloudWatch to any AWS client, on this machine and a virtual clock.')
    .option('--port <port>', 'port on 127.0.0.1; 0 takes a free one', wholeNumberFrom(0, 65535, 'a port'), 4580)
    .option('--time-scale <factor>', 'virtual seconds that pass in a real one; 0: time stands still', numberFrom(0, HOUR_SECONDS, 'a time scale'), 0)
    .option('--seed <number>', 'seed of everything random', wholeNumberFrom(0, Number.MAX_SAFE_INTEGER, 'a seed'), 1)
    .option('--region <region>', 'region that ARNs name', regionFrom, 'us-east-1')
    .option('--start-time <time>', 'virtual time at the start (default: an hour ago with a time scale, else 2026-01-01T00:00:00Z)', timeFrom)
    .option('--provisioning-seconds <seconds>', 'how long a fleet takes to launch', wholeNumberFrom(0, DAY_SECONDS, 'a provisioning time'),
      DEFAULT_SETTINGS.provisioningSeconds)
    .option('--metric-delay-seconds <seconds>', 'how long until alarms see a minute\'s metrics', wholeNumberFrom(0, DAY_SECONDS, 'a delay'),
      DEFAULT_SETTINGS.metricDelaySeconds)
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => simulate(options, surroundings));
}

async function simulate(options: Options, { out, stopped }: Surroundings): Promise<void> {
  const simulator = new FleetSimulator(simulatorOptions(options));
  const time = options.timeScale > 0 ? new ScaledTime(simulator, options.timeScale) : undefined;
  const handle = simulator.handle.bind(simulator);
  const server = await serve(time ? time.inFrontOf(handle) : handle, { port: options.port });
  time?.run();
  out(greeting(server.url, simulator, options));
  await stopped();
  time?.stop();
  await server.close();
  out('stopped\n');
}

function simulatorOptions({ seed, region, startTime, timeScale, provisioningSeconds, metricDelaySeconds }: Options): WorldOptions {
  return {
    seed,
    region,
    startTime: startTime ?? (timeScale > 0 ? anHourAgo() : undefined),
    settings: { provisioningSeconds, metricDelaySeconds },
  };
}

/**
 * Scripts that wait in real time also ask for the metrics of the last hour of real time. Scaled time soon runs ahead of
 * it; from this start it takes an hour of the simulation's until it does.
 */
function anHourAgo(): Date {
  return new Date(Math.floor(Date.now() / 1000 - HOUR_SECONDS) * 1000);
}

function greeting(url: string, { clock }: FleetSimulator, { seed, timeScale, region }: Options): string {
  const pace = timeScale > 0 ? `${timeScale} virtual seconds pass in a real one` : 'time stands still until it is moved through the control API';
  return `Simulating SageMaker and CloudWatch at ${url}
  virtual time  ${clock.now.toISOString()}; ${pace}
  seed          ${seed}

Point AWS clients at it (any credentials and any region do):
  export AWS_ENDPOINT_URL=${url}
  export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_REGION=${region}
  export AWS_DEFAULT_REGION=${region}

The control API (time, traffic, how models behave) explains itself:
  curl ${url}/_simulator

Ctrl+C stops it.
`;
}
