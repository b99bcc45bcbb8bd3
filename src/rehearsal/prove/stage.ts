import type { FaultCircumstances } from './fault';
import type { RecordedCall, Recording } from './recording';
import type { TrialResult } from './trial-result';
import { sum } from '../../rollout/sum';
import { FleetSimulator } from '../../simulator';
import type { WireRequest } from '../../simulator/api/wire';
import type { Endpoint } from '../../simulator/endpoint';
import { instancesIn } from '../../simulator/fleet';
import type { TimelineEntry } from '../../simulator/journal';
import type { ModelBehaviourInput } from '../../simulator/model-behaviour';
import type { TrafficPattern } from '../../simulator/traffic-pattern';
import type { World } from '../../simulator/world';

const STEP_SECONDS = 30;
/** No update takes longer than the service's eight hours and a rollback. */
const LONGEST_SECONDS = 10 * 3600;

export interface StageProps {
  readonly recording: Recording;
  /** The endpoint that is looked at. */
  readonly endpointName: string;
  readonly seed: number;
  /** What it gets, before a fault changes it. */
  readonly requestsPerSecond: number;
}

/** A simulator on which one recorded deployment is played. */
export class Stage {
  private readonly simulator: FleetSimulator;
  private readonly start: number;
  private trafficSince = 0;
  private updateBegan = 0;

  constructor(private readonly props: StageProps) {
    const { region, accountId, provisioningSeconds, metricDelaySeconds } = props.recording;
    this.simulator = new FleetSimulator({ seed: props.seed, region, accountId, settings: { provisioningSeconds, metricDelaySeconds } });
    this.start = this.now();
  }

  endpoint(): Endpoint {
    return this.world.sagemaker.endpoints.get(this.props.endpointName)!;
  }

  /** Makes the calls at their times; models get the behaviour that goes with their name. */
  async play(calls: readonly RecordedCall[], behaviourOf: (modelName: string) => ModelBehaviourInput): Promise<void> {
    for (const call of calls) {
      this.advance(call.atSeconds - this.seconds());
      if (call.operation === 'UpdateEndpoint') {
        this.waitUntilReady(String(call.input.EndpointName));
      }
      const { status, body } = await this.simulator.handle(requestOf(call));
      if (status !== 200) {
        throw new Error(`${call.operation} was refused when played again: ${Buffer.from(body).toString('utf8')}`);
      }
      if (call.operation === 'CreateModel') {
        const modelName = String(call.input.ModelName);
        this.world.setModelBehaviour(modelName, behaviourOf(modelName));
      }
    }
    this.updateBegan = this.now();
  }

  /** Goes on to a time; requests come in once the endpoint is in service. */
  async advanceTo(seconds: number, traffic: TrafficPattern): Promise<void> {
    while (this.endpoint().status === 'Creating' && this.seconds() < seconds) {
      this.advance(STEP_SECONDS);
    }
    this.trafficSince = this.now();
    this.setTraffic(traffic);
    this.advance(seconds - this.seconds());
  }

  setTraffic(pattern: TrafficPattern): void {
    // The pattern's own time goes on from when the first traffic came.
    const elapsed = (this.now() - this.trafficSince) / 1000;
    const spikes = pattern.spikes?.map((spike) => ({ ...spike, atSeconds: spike.atSeconds - elapsed }));
    this.world.setTraffic(this.props.endpointName, { ...pattern, ...(spikes && { spikes }) });
  }

  circumstances(): FaultCircumstances {
    const { requestsPerSecond, recording } = this.props;
    return {
      requestsPerSecond,
      requestsPerSecondPerInstance: requestsPerSecond / Math.max(1, instancesIn(this.endpoint().fleet)),
      firstRequestAtSeconds: recording.updateAtSeconds + recording.provisioningSeconds - (this.trafficSince - this.start) / 1000,
    };
  }

  /** Until the endpoint has arrived somewhere; or for a time, whatever happens. */
  runUntilSettled(forSeconds?: number): void {
    const isOver = forSeconds === undefined
      ? () => SETTLED.has(this.endpoint().status)
      : () => this.now() - this.updateBegan >= forSeconds * 1000;
    while (!isOver() && this.now() - this.updateBegan < LONGEST_SECONDS * 1000) {
      this.advance(STEP_SECONDS);
    }
  }

  /** What came of it, for an endpoint that was on the config `blue` before. */
  result(blue: string): TrialResult {
    const { endpointName } = this.props;
    const timeline = this.world.timeline(endpointName).filter(({ time }) => Date.parse(time) >= this.updateBegan);
    const green = Object.entries(this.world.requestTotals(endpointName)).filter(([config]) => config !== blue);
    const caught = this.endpoint().fleet.config.name === blue;
    const [shift, rollback] = [timeOf(timeline, firstShift), timeOf(timeline, isRollback)];
    return {
      caught,
      alarms: caught ? alarmsBy(timeline, rollback) : [],
      ...(caught && shift !== undefined && rollback !== undefined && { secondsToRollback: (rollback - shift) / 1000 }),
      failedRequests: sum(green.map(([, { serverErrors, clientErrors }]) => serverErrors + clientErrors)),
    };
  }

  /** As the updater does: autoscaling, which recorded no traffic, may be at work on the endpoint. */
  private waitUntilReady(endpointName: string): void {
    while (this.world.sagemaker.endpoints.get(endpointName)?.status === 'Updating') {
      this.advance(STEP_SECONDS);
    }
  }

  private get world(): World {
    return this.simulator.world;
  }

  private now(): number {
    return this.simulator.clock.now.getTime();
  }

  private seconds(): number {
    return (this.now() - this.start) / 1000;
  }

  private advance(seconds: number): void {
    if (seconds > 0) {
      this.simulator.clock.advance(seconds);
    }
  }
}

const SETTLED: ReadonlySet<string> = new Set(['InService', 'Failed', 'UpdateRollbackFailed']);

const firstShift = (entry: TimelineEntry): boolean => entry.event === 'TrafficSplit';
const isRollback = (entry: TimelineEntry): boolean => entry.event === 'Step' && entry.step === 'RollingBack';

function timeOf(timeline: readonly TimelineEntry[], which: (entry: TimelineEntry) => boolean): number | undefined {
  const found = timeline.find(which);
  return found && Date.parse(found.time);
}

/** The alarms that had gone off, and not gone back, when the update was taken back. */
function alarmsBy(timeline: readonly TimelineEntry[], rollback: number | undefined): string[] {
  const states = new Map<string, string>();
  for (const entry of timeline) {
    if (entry.event === 'AlarmState' && rollback !== undefined && Date.parse(entry.time) <= rollback) {
      states.set(entry.alarmName, entry.to);
    }
  }
  return [...states].filter(([, state]) => state === 'ALARM').map(([alarmName]) => alarmName);
}

function requestOf({ input, headers }: RecordedCall): WireRequest {
  return { method: 'POST', path: '/', query: {}, headers, body: Buffer.from(JSON.stringify(input)) };
}
