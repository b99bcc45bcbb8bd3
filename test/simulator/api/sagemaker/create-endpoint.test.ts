import { CreateEndpointCommand, DescribeEndpointCommand, UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { account, accountWithEndpoint, ARN, refusal } from '../account';

describe('CreateEndpoint', () => {
  test('creates until the instances are there, and then serves', async () => {
    const { simulator, sagemaker } = await accountWithEndpoint({ settings: { provisioningSeconds: 300 } });
    await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'Second', EndpointConfigName: 'v2' }));
    const describe = () => sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'Second' }));
    simulator.clock.advance(299);
    expect(await describe()).toMatchObject({
      EndpointStatus: 'Creating', EndpointArn: `${ARN}:endpoint/second`, ProductionVariants: [{ CurrentInstanceCount: 0, VariantStatus: [{ Status: 'Creating' }] }],
    });
    simulator.clock.advance(1);
    expect(await describe()).toMatchObject({ EndpointStatus: 'InService', ProductionVariants: [{ CurrentInstanceCount: 3, DesiredInstanceCount: 3 }] });
  });

  test('keeps its deployment config for later updates', async () => {
    const { simulator, sagemaker } = await accountWithEndpoint();
    const DeploymentConfig = {
      BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE' as const, WaitIntervalInSeconds: 0 }, TerminationWaitInSeconds: 600 },
    };
    await sagemaker.send(new CreateEndpointCommand({ EndpointName: 'second', EndpointConfigName: 'v2', DeploymentConfig }));
    simulator.clock.advance(300);
    await sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'second', EndpointConfigName: 'v1', RetainDeploymentConfig: true }));
    simulator.clock.advance(300);
    expect(await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'second' }))).toMatchObject({
      EndpointStatus: 'Updating', LastDeploymentConfig: DeploymentConfig,
    });
  });

  test('refuses a name that is taken', async () => {
    const { sagemaker } = await accountWithEndpoint();
    await expect(sagemaker.send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'v1' })))
      .rejects.toEqual(refusal('ValidationException', `Cannot create already existing endpoint "${ARN}:endpoint/churn".`));
  });

  test('refuses a config that is not there', async () => {
    await expect(account().sagemaker.send(new CreateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'nothing' })))
      .rejects.toEqual(refusal('ValidationException', `Could not find endpoint configuration "${ARN}:endpoint-config/nothing".`));
  });
});
