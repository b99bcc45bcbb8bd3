import type { Expectations, Scenario, VariantScaling } from './scenario';
import type { Latency, ModelBehaviourInput, Rates } from '../../simulator/model-behaviour';
import type { Settings } from '../../simulator/settings';

/** A scenario as it is written, of the form that the schema describes: durations are texts. */
export interface ScenarioFile {
  readonly seed?: number;
  readonly traffic?: WrittenTraffic;
  readonly settle?: string;
  readonly provisioning?: string;
  readonly metricDelay?: string;
  readonly parameters?: Scenario['parameters'];
  readonly autoscaling?: WrittenScaling;
  readonly simulator?: Pick<Partial<Settings>, 'extraEvaluationPeriods' | 'rollbackStatus'> & { readonly weightUpdate?: string; readonly deletion?: string };
  readonly versions: readonly WrittenVersion[];
}

export interface WrittenScaling extends Pick<VariantScaling, 'min' | 'max' | 'invocationsPerInstance'> {
  readonly scaleOutCooldown?: string;
  readonly scaleInCooldown?: string;
}

export interface WrittenVersion {
  readonly name: string;
  readonly behaviour?: WrittenBehaviour;
  readonly images?: Readonly<Record<string, WrittenBehaviour>>;
  readonly models?: Readonly<Record<string, WrittenBehaviour>>;
  readonly traffic?: WrittenTraffic;
  readonly expect?: Omit<Expectations, 'withinSeconds'> & { readonly within?: string };
}

export interface WrittenTraffic {
  readonly requestsPerSecond?: number;
  readonly wave?: { readonly period: string; readonly amplitude: number };
  readonly spikes?: ReadonlyArray<{ readonly at: string; readonly for: string; readonly factor: number }>;
  readonly trace?: string;
}

export interface WrittenBehaviour extends Pick<ModelBehaviourInput, 'growth' | 'capacity' | 'classes' | 'metrics' | 'answer'> {
  readonly errorRate?: number;
  readonly clientErrorRate?: number;
  readonly latencyMs?: Latency;
  readonly later?: ReadonlyArray<Partial<Rates> & { readonly after: string }>;
  readonly crashLoop?: { readonly every: string; readonly down: string };
  readonly provisioning?: { readonly takes?: string; readonly failure?: string };
}
