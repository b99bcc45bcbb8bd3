import type { Endpoint } from './endpoint';
import type { Fleet } from './fleet';
import type { TimelineEntry } from './journal';
import { uuidOf } from './uuid';

/** What events need of the world. */
export interface EventsWorld {
  readonly accountId: string;
  readonly region: string;
  readonly clock: { readonly now: Date };
  readonly sagemaker: { readonly endpoints: ReadonlyMap<string, Endpoint> };
}

/** An event as EventBridge delivers it. */
export interface ServiceEvent {
  readonly 'version': '0';
  readonly 'id': string;
  readonly 'detail-type': 'SageMaker Endpoint State Change' | 'SageMaker Endpoint Deployment State Change';
  readonly 'source': 'aws.sagemaker';
  readonly 'account': string;
  readonly 'time': string;
  readonly 'region': string;
  readonly 'resources': readonly string[];
  readonly 'detail': object;
}

/** More than any one run has; a simulator that is left running forgets the oldest. */
const MOST_KEPT = 100_000;

/**
 * What SageMaker sends to EventBridge about endpoints; here it is recorded, and reaches nobody.
 *
 * Documented: the two kinds, their form, and that an endpoint's deployment tells of its variants' statuses.
 * Chosen: each once (the service may send one several times); a deployment tells of each of its steps; the end of a
 * deletion is not told of.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export class Events {
  private readonly sent: ServiceEvent[] = [];
  private count = 0;

  constructor(private readonly world: EventsWorld) {}

  get all(): readonly ServiceEvent[] {
    return this.sent;
  }

  /** Sends what an entry of an endpoint's timeline gives rise to. */
  note(endpointName: string, { event }: TimelineEntry): void {
    const endpoint = this.world.sagemaker.endpoints.get(endpointName);
    if (!endpoint) {
      return;
    }
    if (event === 'EndpointStatus') {
      this.send(endpoint, 'SageMaker Endpoint State Change');
    }
    if (endpoint.deployment && (event === 'EndpointStatus' || event === 'Step')) {
      this.send(endpoint, 'SageMaker Endpoint Deployment State Change');
    }
  }

  private send(endpoint: Endpoint, detailType: ServiceEvent['detail-type']): void {
    this.count += 1;
    this.sent.push({
      'version': '0',
      'id': uuidOf(`event ${this.count}`),
      'detail-type': detailType,
      'source': 'aws.sagemaker',
      'account': this.world.accountId,
      'time': this.world.clock.now.toISOString().replace(/\.\d+Z$/, 'Z'),
      'region': this.world.region,
      'resources': [endpoint.arn],
      'detail': detailOf(endpoint),
    });
    if (this.sent.length > MOST_KEPT) {
      this.sent.shift();
    }
  }
}

function detailOf(endpoint: Endpoint): object {
  const { fleet, deployment } = endpoint;
  return {
    EndpointName: endpoint.name,
    EndpointArn: endpoint.arn,
    EndpointConfigName: fleet.config.name,
    ProductionVariants: variantsOf(fleet),
    EndpointStatus: inCapitals(endpoint.status),
    ...(endpoint.failureReason === undefined ? {} : { FailureReason: endpoint.failureReason }),
    CreationTime: endpoint.creationTime.getTime(),
    LastModifiedTime: endpoint.lastModifiedTime.getTime(),
    Tags: Object.fromEntries(endpoint.tags.map(({ Key, Value }) => [Key, Value])),
    ...(deployment && {
      PendingDeploymentSummary: {
        EndpointConfigName: deployment.green.config.name,
        StartTime: deployment.startTime.getTime(),
        ProductionVariants: variantsOf(deployment.green),
      },
    }),
  };
}

function variantsOf(fleet: Fleet): object[] {
  return fleet.variants.map(({ variant, weight, desiredWeight, instances, desiredInstances, status }) => ({
    VariantName: variant.VariantName,
    CurrentWeight: weight,
    DesiredWeight: desiredWeight,
    CurrentInstanceCount: instances,
    DesiredInstanceCount: desiredInstances,
    ...(status && { VariantStatus: [{ ...status, StartTime: status.StartTime?.getTime() }] }),
  }));
}

/** `IN_SERVICE` for InService, as events spell it. */
function inCapitals(status: string): string {
  return status.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}
