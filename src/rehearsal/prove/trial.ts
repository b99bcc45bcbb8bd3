import type { Fault } from './fault';
import type { RecordedCall, Recording } from './recording';
import { Stage, type StageProps } from './stage';
import type { TrialResult } from './trial-result';
import { modelBehaviour, type ModelBehaviourInput } from '../../simulator/model-behaviour';
import type { TrafficChanges } from '../scenario/scenario';

export interface TrialProps extends StageProps {
  readonly fault: Fault;
  readonly traffic?: TrafficChanges;
  readonly healthy: ModelBehaviourInput;
  /** All traffic at once and no alarms, for as long as the guarded update takes: what it would cost. */
  readonly unguarded?: boolean;
}

/** Plays a recorded deployment again, with a fault in the new version of one endpoint. */
export async function trial(props: TrialProps): Promise<TrialResult> {
  const stage = new Stage(props);
  const { recording, endpointName, requestsPerSecond, fault } = props;
  const healthy = modelBehaviour(props.healthy);
  const [before, update] = split(recording);

  await stage.play(before, () => healthy);
  await stage.advanceTo(recording.updateAtSeconds, { ...props.traffic, requestsPerSecond });
  const { behaviour, traffic } = fault.inject(healthy, stage.circumstances());
  if (traffic) {
    stage.setTraffic(traffic);
  }
  const blue = stage.endpoint().fleet.config.name;
  const faulty = new Set(modelsOf(update, endpointName));
  await stage.play(props.unguarded ? update.map(withoutGuard) : update, (modelName) => (faulty.has(modelName) ? behaviour : healthy));
  stage.runUntilSettled(props.unguarded ? recording.updateSeconds : undefined);
  return stage.result(blue);
}

/** The calls before the update, and those of it. */
function split({ calls, updateAtSeconds }: Recording): [before: RecordedCall[], update: RecordedCall[]] {
  return [calls.filter(({ atSeconds }) => atSeconds < updateAtSeconds), calls.filter(({ atSeconds }) => atSeconds >= updateAtSeconds)];
}

/** The models that an endpoint is to serve after the update. */
function modelsOf(update: readonly RecordedCall[], endpointName: string): string[] {
  const { input } = update.find((call) => call.operation === 'UpdateEndpoint' && call.input.EndpointName === endpointName)!;
  const config = update.find((call) => call.operation === 'CreateEndpointConfig' && call.input.EndpointConfigName === input.EndpointConfigName);
  const variants = (config?.input.ProductionVariants ?? []) as ReadonlyArray<{ readonly ModelName?: string }>;
  return variants.flatMap(({ ModelName }) => ModelName ?? []);
}

function withoutGuard(call: RecordedCall): RecordedCall {
  const { DeploymentConfig: _guard, RetainDeploymentConfig: _retain, ...input } = call.input;
  return call.operation === 'UpdateEndpoint' ? { ...call, input } : call;
}
