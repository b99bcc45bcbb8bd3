import { FleetSimulator } from '../../simulator';
import { textOf, type WireRequest } from '../../simulator/api/wire';
import type { WorldOptions } from '../../simulator/world';
import type { AssemblyStack } from '../assembly';
import { Rehearsal } from '../rehearsal';
import type { Scenario } from '../scenario/scenario';
import { silentAlarms, type SilentAlarm } from '../silent-alarms';

/** A request that changed something, and when it was made. */
export interface RecordedCall {
  readonly atSeconds: number;
  /** `UpdateEndpoint`, say. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What an AWS client sent beside the input. */
  readonly headers: Readonly<Record<string, string>>;
}

/** One deployment of an update, as the calls that its template and its Lambda functions made. */
export interface Recording {
  readonly region: string;
  readonly accountId: string;
  readonly provisioningSeconds: number;
  readonly metricDelaySeconds: number;
  readonly calls: readonly RecordedCall[];
  /** When the update began: models created from here on are the new version's. */
  readonly updateAtSeconds: number;
  /** How long the update took, with all its bakes. */
  readonly updateSeconds: number;
  /** The endpoints that were updated. */
  readonly endpointNames: readonly string[];
  /** Alarms that watch what nothing has published. */
  readonly silentAlarms: readonly SilentAlarm[];
}

/** How long the first version serves before the update, so that its alarms have seen it. */
const BEFORE_UPDATE_SECONDS = 300;

/**
 * Deploys a version and then the next, both healthy, and records what was asked of SageMaker and CloudWatch.
 *
 * Made with the very templates and the very Lambda code; whatever is then played again with faults is the same deployment.
 */
export async function record(assembly: AssemblyStack, from: AssemblyStack, scenario: Scenario): Promise<Recording> {
  const { region = 'us-east-1', accountId = '123456789012', stackName } = assembly;
  const { provisioningSeconds, metricDelaySeconds } = scenario;
  const calls: RecordedCall[] = [];
  const rehearsal = await Rehearsal.start({
    ...scenario,
    region,
    accountId,
    stackName,
    simulator: (options) => new RecordedSimulator(options, calls),
  });
  try {
    const healthy = { behaviour: scenario.versions[0].behaviour, images: scenario.versions[0].images };
    const created = await rehearsal.deploy({ name: 'before', assembly: from, ...healthy });
    requireSuccess(created.failure);
    rehearsal.pass(BEFORE_UPDATE_SECONDS);
    const updateAtSeconds = (rehearsal.cloud.now().getTime() - rehearsal.start.getTime()) / 1000;
    const updated = await rehearsal.deploy({ name: 'after', assembly, ...healthy });
    requireSuccess(updated.failure);
    const updates = calls.filter(({ operation }) => operation === 'UpdateEndpoint');
    const last = calls.lastIndexOf(updates[updates.length - 1]);
    if (updates.length === 0) {
      throw new Error(`deploying stack '${stackName}' again with other models updates no endpoint; its endpoint configs do not use models of the stack`);
    }
    return {
      region,
      accountId,
      provisioningSeconds,
      metricDelaySeconds,
      updateAtSeconds,
      updateSeconds: updated.seconds,
      calls: calls.slice(0, last + 1),
      endpointNames: updates.map(({ input }) => String(input.EndpointName)),
      silentAlarms: silentAlarms(rehearsal.cloud.simulator.world),
    };
  } finally {
    await rehearsal.close();
  }
}

/** Whatever else an operation is called, it changes something: `RegisterScalableTarget`, say. */
const READS = /^(|(Describe|List|Get|Search|Invoke).*)$/;

class RecordedSimulator extends FleetSimulator {
  private readonly start: Date;

  constructor(options: WorldOptions, private readonly calls: RecordedCall[]) {
    super(options);
    this.start = this.clock.now;
  }

  async handle(request: WireRequest): ReturnType<FleetSimulator['handle']> {
    const operation = request.headers['x-amz-target']?.split('.')[1] ?? '';
    const atSeconds = (this.clock.now.getTime() - this.start.getTime()) / 1000;
    const response = await super.handle(request);
    if (!READS.test(operation) && response.status === 200) {
      this.calls.push({ atSeconds, operation, input: JSON.parse(textOf(request.body)), headers: request.headers });
    }
    return response;
  }
}

function requireSuccess(failure: { readonly logicalId: string; readonly reason: string } | undefined): void {
  if (failure) {
    throw new Error(`a healthy version could not be deployed, so that faults would prove nothing: ${failure.logicalId}: ${failure.reason}`);
  }
}
