import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CreateEndpointCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { FleetSimulator } from '../../../src/simulator';
import type { WorldOptions } from '../../../src/simulator/world';
import { createConfig } from '../endpoints';

export const ARN = 'arn:aws:sagemaker:us-east-1:123456789012';

/** Clients of one simulated account, and the simulator behind them. */
export interface Account {
  readonly simulator: FleetSimulator;
  readonly sagemaker: SageMakerClient;
  readonly cloudwatch: CloudWatchClient;
  readonly runtime: SageMakerRuntimeClient;
}

export function account(options?: WorldOptions): Account {
  const simulator = new FleetSimulator(options);
  return {
    simulator,
    sagemaker: simulator.client(SageMakerClient),
    cloudwatch: simulator.client(CloudWatchClient),
    runtime: simulator.client(SageMakerRuntimeClient),
  };
}

/** An account with an endpoint `churn` in service on config `v1`, and a config `v2` to update to. */
export async function accountWithEndpoint(options?: WorldOptions): Promise<Account> {
  const made = account(options);
  await createConfig(made.sagemaker, 'v1');
  await createConfig(made.sagemaker, 'v2');
  await made.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'v1' }));
  made.simulator.clock.advance(300);
  return made;
}

/** What a refusal looks like to the client. */
export function refusal(name: string, message: string): object {
  return expect.objectContaining({ name, message: expect.stringContaining(message) });
}
