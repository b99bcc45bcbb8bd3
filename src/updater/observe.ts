import { DescribeEndpointCommand, type DescribeEndpointOutput, type SageMakerClient } from '@aws-sdk/client-sagemaker';

/** The endpoint as it is now. */
export type Observation = { readonly exists: false } | EndpointSeen;

export interface EndpointSeen {
  readonly exists: true;
  readonly arn: string;
  readonly status: string;
  /** The config it is on: the old one, until an update has succeeded. */
  readonly serving: string;
  /** The config of the deployment in progress. */
  readonly pending?: string;
  readonly lastModified: string;
  readonly failureReason?: string;
  readonly stage?: DeploymentStage;
  readonly variantNames: readonly string[];
}

/** Where a deployment stands, in the service's words. */
export interface DeploymentStage {
  /** A `VariantStatus`: Creating, Updating, ActivatingTraffic, Baking, Deleting. */
  readonly status: string;
  readonly message?: string;
}

export async function observe(client: SageMakerClient, endpointName: string): Promise<Observation> {
  try {
    return seenIn(await client.send(new DescribeEndpointCommand({ EndpointName: endpointName })));
  } catch (error) {
    if (isAbsent(error)) {
      return { exists: false };
    }
    throw error;
  }
}

/** The service has no error of its own for an endpoint that is not there; its waiter `EndpointDeleted` tells it so too. */
export function isAbsent(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'ValidationException' && /could not find (the )?endpoint(?! config)/i.test(message);
}

function seenIn(output: DescribeEndpointOutput): EndpointSeen {
  return {
    exists: true,
    arn: output.EndpointArn ?? '',
    status: output.EndpointStatus ?? '',
    serving: output.EndpointConfigName ?? '',
    pending: output.PendingDeploymentSummary?.EndpointConfigName,
    lastModified: (output.LastModifiedTime ?? output.CreationTime ?? new Date(0)).toISOString(),
    failureReason: output.FailureReason === '' ? undefined : output.FailureReason,
    stage: stageIn(output),
    variantNames: (output.ProductionVariants ?? []).flatMap(({ VariantName }) => VariantName ?? []),
  };
}

/** Each variant has its own status; the one that changed last is where the deployment stands. */
function stageIn(output: DescribeEndpointOutput): DeploymentStage | undefined {
  const statuses = (output.PendingDeploymentSummary?.ProductionVariants ?? []).flatMap((variant) => variant.VariantStatus ?? []);
  const startOf = (status: (typeof statuses)[number]): number => status.StartTime?.getTime() ?? 0;
  const last = statuses.reduce((latest, status) => (startOf(status) > startOf(latest) ? status : latest), statuses[0]);
  return last?.Status === undefined ? undefined : { status: last.Status, message: last.StatusMessage };
}
