import { secondsOf } from './duration';
import type { Expectations, TrafficChanges, VariantScaling } from './scenario';
import type { ScenarioFile, WrittenBehaviour, WrittenScaling, WrittenTraffic, WrittenVersion } from './scenario-file';
import type { ModelBehaviourInput } from '../../simulator/model-behaviour';
import type { Settings } from '../../simulator/settings';

// What is written in a scenario in the simulator's own words: the one place where durations become seconds.

export const DEFAULT_REQUESTS_PER_SECOND = 10;

export function behaviourOf({ later, crashLoop, provisioning, ...same }: WrittenBehaviour): ModelBehaviourInput {
  return {
    ...same,
    ...(later && { later: later.map(({ after, ...changes }) => ({ afterSeconds: secondsOf(after), ...changes })) }),
    ...(crashLoop && { crashLoop: { everySeconds: secondsOf(crashLoop.every), downSeconds: secondsOf(crashLoop.down) } }),
    ...(provisioning && {
      provisioning: {
        ...(provisioning.takes !== undefined && { seconds: secondsOf(provisioning.takes) }),
        ...(provisioning.failure !== undefined && { failure: provisioning.failure }),
      },
    }),
  };
}

/** A trace is read from its file elsewhere. */
export function trafficChangesOf({ wave, spikes }: WrittenTraffic): TrafficChanges {
  return {
    ...(wave && { wave: { periodSeconds: secondsOf(wave.period), amplitude: wave.amplitude } }),
    ...(spikes && { spikes: spikes.map(({ at, for: lasts, factor }) => ({ atSeconds: secondsOf(at), forSeconds: secondsOf(lasts), factor })) }),
  };
}

export function scalingOf({ scaleOutCooldown, scaleInCooldown, ...same }: WrittenScaling): VariantScaling {
  return {
    ...same,
    ...(scaleOutCooldown !== undefined && { scaleOutCooldownSeconds: secondsOf(scaleOutCooldown) }),
    ...(scaleInCooldown !== undefined && { scaleInCooldownSeconds: secondsOf(scaleInCooldown) }),
  };
}

export function settingsOf({ weightUpdate, deletion, ...same }: NonNullable<ScenarioFile['simulator']>): Partial<Settings> {
  return {
    ...same,
    ...(weightUpdate !== undefined && { weightUpdateSeconds: secondsOf(weightUpdate) }),
    ...(deletion !== undefined && { deletionSeconds: secondsOf(deletion) }),
  };
}

export function expectationsOf({ within, ...same }: NonNullable<WrittenVersion['expect']>): Expectations {
  return { ...same, ...(within !== undefined && { withinSeconds: secondsOf(within) }) };
}
