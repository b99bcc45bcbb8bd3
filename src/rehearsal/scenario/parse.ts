import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import { secondsOf } from './duration';
import { named, schemaFaults } from './faults';
import type { Scenario, ScenarioVersion, VariantScaling } from './scenario';
import type { ScenarioFile, WrittenBehaviour, WrittenScaling, WrittenTraffic, WrittenVersion } from './scenario-file';
import { SCENARIO_SCHEMA } from './schema';
import { meanRate, parseTrace } from './trace';
import { behaviourOf, DEFAULT_REQUESTS_PER_SECOND, expectationsOf, scalingOf, settingsOf, trafficChangesOf } from './translate';
import { modelBehaviour, type ModelBehaviourInput } from '../../simulator/model-behaviour';
import type { TrafficPattern } from '../../simulator/traffic-pattern';
import { refusal, syntaxRefusal, type Fault } from '../faults-in-file';

type Path = Fault['path'];

/** Compiling a schema takes longer than most things that a command does. */
let compiled: ValidateFunction | undefined;

function validator(): ValidateFunction {
  return (compiled ??= new Ajv({ allErrors: true, verbose: true, strict: false }).compile(SCENARIO_SCHEMA));
}

/** The scenario in a YAML file. */
export function readScenario(file: string): Scenario {
  if (!existsSync(file)) {
    throw new Error(`no scenario file '${file}'`);
  }
  return parseScenario(readFileSync(file, 'utf8'), file);
}

/**
 * The scenario in a YAML text.
 *
 * Everything wrong with it is said at once, each with its line: `scenario.yaml:12: ...`.
 *
 * @param file is named in errors; a trace is looked for beside it.
 */
export function parseScenario(text: string, file: string): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const unreadable = syntaxRefusal(file, document, lines);
  if (unreadable) {
    throw unreadable;
  }
  const content: unknown = document.toJS();
  const validate = validator();
  if (!validate(content)) {
    throw refusal(file, document, lines, schemaFaults(validate.errors ?? []));
  }
  const reader = new Reader(file);
  const scenario = reader.scenario(content as unknown as ScenarioFile);
  if (reader.faults.length > 0) {
    throw refusal(file, document, lines, reader.faults);
  }
  return scenario;
}

/** Translates a scenario of the right form, and notes what is wrong with it that no schema can say. */
class Reader {
  readonly faults: Fault[] = [];

  constructor(private readonly file: string) {}

  scenario({ seed = 1, traffic = {}, settle = '10m', provisioning = '4m', metricDelay = '60s', parameters, autoscaling, simulator, versions }: ScenarioFile): Scenario {
    const { requestsPerSecond, ...changes } = this.traffic(traffic, ['traffic']);
    const names = versions.map(({ name }) => name);
    return {
      seed,
      requestsPerSecond,
      ...(Object.keys(changes).length > 0 && { traffic: changes }),
      settleSeconds: secondsOf(settle),
      provisioningSeconds: secondsOf(provisioning),
      metricDelaySeconds: secondsOf(metricDelay),
      ...(parameters && { parameters }),
      ...(autoscaling && { autoscaling: this.scaling(autoscaling) }),
      ...(simulator && { settings: settingsOf(simulator) }),
      versions: versions.map((version, index) => this.version(version, ['versions', index], names)),
    };
  }

  private scaling(written: WrittenScaling): VariantScaling {
    const { min, max } = written;
    if (min > max) {
      this.fault(['autoscaling', 'min'], `autoscaling.min is ${min}, at most autoscaling.max is allowed, which is ${max}`);
    }
    return scalingOf(written);
  }

  private version(written: WrittenVersion, path: Path, names: readonly string[]): ScenarioVersion {
    const { name, behaviour = {}, images = {}, models, traffic, expect } = written;
    if (names.indexOf(name) !== path[1]) {
      this.fault([...path, 'name'], `a version named '${name}' is there already; the same version again would be no change`);
    }
    if (expect?.serving !== undefined && !names.includes(expect.serving)) {
      this.fault([...path, 'expect', 'serving'], `there is no version '${expect.serving}', there are ${names.map((each) => `'${each}'`).join(', ')}`);
    }
    return {
      name,
      behaviour: this.behaviour(behaviour, [...path, 'behaviour']),
      images: this.behaviours(images, [...path, 'images']),
      ...(models && { models: this.behaviours(models, [...path, 'models']) }),
      ...(traffic && { traffic: this.traffic(traffic, [...path, 'traffic']) }),
      ...(expect && { expect: expectationsOf(expect) }),
    };
  }

  private behaviours(written: Readonly<Record<string, WrittenBehaviour>>, path: Path): Record<string, ModelBehaviourInput> {
    return Object.fromEntries(Object.entries(written).map(([key, behaviour]) => [key, this.behaviour(behaviour, [...path, key])]));
  }

  private behaviour(written: WrittenBehaviour, path: Path): ModelBehaviourInput {
    const behaviour = behaviourOf(written);
    try {
      modelBehaviour(behaviour);
    } catch (error) {
      this.fault(path, `${named(path)}: ${(error as Error).message}`);
    }
    return behaviour;
  }

  private traffic(written: WrittenTraffic, path: Path): TrafficPattern {
    const { trace: traceFile, requestsPerSecond = DEFAULT_REQUESTS_PER_SECOND, ...others } = written;
    if (traceFile === undefined) {
      return { requestsPerSecond, ...trafficChangesOf(others) };
    }
    const given = Object.keys(written).filter((key) => key !== 'trace');
    if (given.length > 0) {
      this.fault([...path, given[0]], `${named(path)} has a trace, which says it all; leave out ${given.join(', ')}`);
    }
    return this.trace(traceFile, [...path, 'trace']);
  }

  private trace(traceFile: string, path: Path): TrafficPattern {
    const place = resolve(dirname(this.file), traceFile);
    if (!existsSync(place)) {
      this.fault(path, `${named(path)}: there is no file ${place}`);
      return { requestsPerSecond: 0 };
    }
    try {
      const trace = parseTrace(readFileSync(place, 'utf8'), place);
      return { requestsPerSecond: meanRate(trace), trace };
    } catch (error) {
      this.fault(path, `${named(path)}: ${(error as Error).message}`);
      return { requestsPerSecond: 0 };
    }
  }

  private fault(path: Path, words: string): void {
    this.faults.push({ path, words });
  }
}
