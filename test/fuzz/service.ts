import type { UpdateEndpointInput } from '@aws-sdk/client-sagemaker';
import type { Agenda } from './agenda';

/**
 * How a config's fleet behaves: serves; sets the alarm off; and its rollback fails; and the next update after that fails, too; answers
 * wrongly; gets no requests.
 */
export type Behaviour = 'good' | 'bad' | 'stuck' | 'hopeless' | 'wrong' | 'silent';

interface Input extends UpdateEndpointInput {
  readonly AlarmNames?: string[];
  readonly ResourceArn?: string;
  readonly Tags?: ReadonlyArray<{ readonly Key: string; readonly Value: string }>;
  readonly TagKeys?: string[];
  readonly Dimensions?: ReadonlyArray<{ readonly Name?: string; readonly Value?: string }>;
}

interface Endpoint {
  status: string;
  serving: string;
  pending?: string;
  failureReason?: string;
  modified: number;
  /** The next update fails whatever it is to. */
  hopeless?: boolean;
  /** Counts what was begun, so that what was overtaken does not end. */
  turn: number;
  readonly owner: 'stack' | 'somebody else';
  readonly tags: Map<string, string>;
  /** What it looked like before the last change. */
  before?: object;
  /** Who has asked for the last change. */
  by?: string;
}

const EPOCH = Date.parse('2026-01-01T00:00:00Z');
const PROVISIONING = 60;
const BAKE = 90;

/**
 * SageMaker hosting and its alarms as far as the updater meets them, without instances, traffic or metrics.
 *
 * The simulator tells a rollout in full and takes milliseconds for it; a hundred thousand worlds need something smaller.
 */
export class Service {
  readonly endpoints = new Map<string, Endpoint>();
  readonly behaviours = new Map<string, Behaviour>();
  readonly alarms = new Map<string, 'OK' | 'ALARM'>();
  /** What each endpoint was like, and from when on. */
  readonly history: Array<{ readonly at: number; readonly name: string; readonly state: string }> = [];
  /** What was asked for and accepted, and by whom. */
  readonly accepted: Array<Readonly<Record<'call' | 'name' | 'config' | 'by' | 'owner', string>>> = [];
  /** Requests whose update failed because the one before it had. */
  readonly failedAgain = new Set<string>();
  private sequence = 0;

  constructor(
    private readonly agenda: Agenda, private readonly trace: (line: string) => void, private readonly isStale: (age: number) => boolean = () => false,
  ) {}

  get date(): Date {
    return new Date(EPOCH + this.agenda.now * 1000);
  }

  /** Answers what the updater sends; `by` is the request that it serves. */
  send(command: { readonly input: object }, by: string): object {
    const input = command.input as Input;
    const operation = command.constructor.name;
    switch (operation) {
      case 'DescribeEndpointCommand': return this.look(input.EndpointName!, by);
      case 'CreateEndpointCommand': return this.create(input.EndpointName!, input.EndpointConfigName!, by, input.Tags);
      case 'AddTagsCommand': return this.tag(input.ResourceArn!, by, (tags) => input.Tags!.forEach(({ Key, Value }) => tags.set(Key, Value)));
      case 'DeleteTagsCommand': return this.tag(input.ResourceArn!, by, (tags) => input.TagKeys!.forEach((key) => tags.delete(key)));
      case 'GetMetricStatisticsCommand': return this.invocations(input.Dimensions!);
      case 'UpdateEndpointCommand': return this.update(input, by);
      case 'DeleteEndpointCommand': return this.delete(input.EndpointName!, by);
      case 'DescribeAlarmsCommand': return this.describeAlarms(input.AlarmNames!);
      case 'DescribeAlarmHistoryCommand': return { AlarmHistoryItems: [] };
      default: throw new Error(`${operation} is not modelled`);
    }
  }

  create(name: string, config: string, by: string, tags: Input['Tags'] = []): object {
    if (this.endpoints.has(name)) {
      throw refusal(`Cannot create already existing endpoint "${name}".`);
    }
    const endpoint: Endpoint = {
      status: 'Creating',
      serving: config,
      modified: 0,
      turn: 0,
      owner: by === 'somebody else' ? by : 'stack',
      tags: new Map(tags.map(({ Key, Value }) => [Key, Value])),
      by,
    };
    this.endpoints.set(name, endpoint);
    this.accept('create', name, config, by);
    this.begin(name, { status: 'Creating' });
    const ends = ['stuck', 'hopeless'].includes(this.behaviours.get(config) ?? 'good') ? { status: 'Failed', failureReason: 'No capacity.' } : { status: 'InService' };
    this.later(name, PROVISIONING, ends);
    return {};
  }

  update({ EndpointName: name = '', EndpointConfigName: config = '', DeploymentConfig }: UpdateEndpointInput, by: string): object {
    const endpoint = this.settled(name, ['InService', 'OutOfService', 'UpdateRollbackFailed'], 'update');
    const behaviour = this.behaviours.get(config) ?? 'good';
    const guarded = (DeploymentConfig?.AutoRollbackConfiguration?.Alarms ?? []).length > 0;
    const ringing = (DeploymentConfig?.AutoRollbackConfiguration?.Alarms ?? []).some(({ AlarmName }) => this.alarms.get(AlarmName!) === 'ALARM');
    this.accept('update', name, config, by);
    this.begin(name, { status: 'Updating', pending: config, by });
    const { serving } = endpoint;
    if (endpoint.hopeless || (guarded && (behaviour === 'stuck' || behaviour === 'hopeless'))) {
      if (endpoint.hopeless) {
        this.failedAgain.add(by);
      }
      const hopeless = !endpoint.hopeless && behaviour === 'hopeless';
      this.later(name, PROVISIONING + BAKE, { status: 'UpdateRollbackFailed', failureReason: 'Both failed.', pending: undefined, hopeless });
    } else if (guarded && (behaviour === 'bad' || ringing)) {
      this.later(name, PROVISIONING + BAKE / 2, { status: 'InService', serving, failureReason: 'An alarm went off.', pending: undefined });
    } else {
      this.later(name, PROVISIONING + (guarded ? BAKE : 0), { status: 'InService', serving: config, failureReason: undefined, pending: undefined });
    }
    return {};
  }

  delete(name: string, by: string): object {
    this.settled(name, ['InService', 'OutOfService', 'UpdateRollbackFailed', 'Failed'], 'delete');
    this.accept('delete', name, '', by);
    this.begin(name, { status: 'Deleting' });
    const { turn } = this.endpoints.get(name)!;
    this.agenda.after(20, () => {
      if (this.endpoints.get(name)?.turn === turn) {
        this.endpoints.delete(name);
        this.note(name, 'absent');
      }
    });
    return {};
  }

  /** Autoscaling or maintenance: busy for a while, on the same config. */
  disturb(name: string, status: 'Updating' | 'SystemUpdating', seconds: number): void {
    if (this.endpoints.get(name)?.status === 'InService') {
      this.begin(name, { status });
      this.later(name, seconds, { status: 'InService' });
    }
  }

  /** Who answers says so, unless it answers wrongly. */
  invoke(name: string): { readonly status: number; readonly body: Uint8Array } {
    const endpoint = this.endpoints.get(name);
    const config = this.behaviours.get(endpoint?.serving ?? '') === 'wrong' ? 'nonsense' : endpoint?.serving;
    return endpoint === undefined ? { status: 400, body: Buffer.from('{}') } : { status: 200, body: Buffer.from(JSON.stringify({ config })) };
  }

  tagsOf(name: string): string {
    return [...this.endpoints.get(name)?.tags ?? []].map(([key, value]) => `${key}=${value}`).sort().join();
  }

  stateOf(name: string): string {
    const endpoint = this.endpoints.get(name);
    return endpoint === undefined ? 'absent' : `${endpoint.status} on ${endpoint.serving}`;
  }

  /** Whoever has just changed it may see it as it was. */
  private look(name: string, by: string): object {
    const endpoint = this.endpoints.get(name);
    const fresh = this.describe(name);
    return endpoint?.before !== undefined && endpoint.by === by && this.isStale(this.agenda.now - endpoint.modified / 1000) ? endpoint.before : fresh;
  }

  private tag(arn: string, by: string, change: (tags: Map<string, string>) => void): object {
    const name = arn.slice('arn/'.length);
    const endpoint = this.endpoints.get(name);
    if (!endpoint) {
      throw refusal(`Could not find endpoint "${name}".`);
    }
    change(endpoint.tags);
    this.trace(`${name} is tagged ${this.tagsOf(name)} by ${by}`);
    return {};
  }

  private invocations(dimensions: ReadonlyArray<{ readonly Name?: string; readonly Value?: string }>): object {
    const config = dimensions.find(({ Name }) => Name === 'EndpointConfigName')?.Value ?? '';
    return { Datapoints: this.behaviours.get(config) === 'silent' ? [] : [{ Sum: 1000 }] };
  }

  private describe(name: string): object {
    const endpoint = this.endpoints.get(name);
    if (!endpoint) {
      throw refusal(`Could not find endpoint "${name}".`);
    }
    const { status, serving, pending, failureReason, modified } = endpoint;
    return {
      EndpointArn: `arn/${name}`,
      EndpointStatus: status,
      EndpointConfigName: serving,
      LastModifiedTime: new Date(EPOCH + modified),
      FailureReason: failureReason,
      ProductionVariants: [{ VariantName: 'AllTraffic' }],
      ...(pending !== undefined && { PendingDeploymentSummary: { EndpointConfigName: pending } }),
    };
  }

  private describeAlarms(names: readonly string[]): object {
    const there = names.filter((name) => this.alarms.has(name));
    return { MetricAlarms: there.map((AlarmName) => ({ AlarmName, StateValue: this.alarms.get(AlarmName) })) };
  }

  private settled(name: string, statuses: readonly string[], verb: string): Endpoint {
    const endpoint = this.endpoints.get(name);
    if (!endpoint) {
      throw refusal(`Could not find endpoint "${name}".`);
    }
    if (!statuses.includes(endpoint.status)) {
      throw refusal(`Cannot ${verb} in-progress endpoint "${name}".`);
    }
    return endpoint;
  }

  private begin(name: string, change: Partial<Endpoint>): void {
    const endpoint = this.endpoints.get(name)!;
    endpoint.before = this.describe(name);
    Object.assign(endpoint, change, { turn: endpoint.turn + 1, modified: this.agenda.now * 1000 + (this.sequence++ % 1000) });
    this.note(name, this.stateOf(name));
  }

  private later(name: string, seconds: number, change: Partial<Endpoint>): void {
    const { turn } = this.endpoints.get(name)!;
    this.agenda.after(seconds, () => {
      if (this.endpoints.get(name)?.turn === turn) {
        this.begin(name, change);
      }
    });
  }

  private accept(call: string, name: string, config: string, by: string): void {
    const { owner } = this.endpoints.get(name)!;
    this.accepted.push({ call, name, config, by, owner });
    this.trace(`${call} ${name} ${config} by ${by}`);
  }

  private note(name: string, state: string): void {
    this.history.push({ at: this.agenda.now, name, state });
    this.trace(`${name} is ${state}`);
  }
}

function refusal(message: string): Error {
  return Object.assign(new Error(message), { name: 'ValidationException', $fault: 'client' });
}
