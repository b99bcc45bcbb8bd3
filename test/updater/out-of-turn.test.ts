import { DescribeEndpointCommand, SageMakerClient, UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { CANARY, describeEndpoint, guard, request } from './churn';
import type { ResponseBucket } from './cloudformation';
import { deployedChurn, type Deployer } from './deploy';
import type { FleetSimulator } from '../../src/simulator';
import { tolerate } from '../checkers/watch';

// Whole rollouts, on machines that have other things to do.
jest.setTimeout(60_000);

const RENAMED = request('churn-v3', CANARY, 'churn-renamed');

let simulator: FleetSimulator;
let sagemaker: SageMakerClient;
let bucket: ResponseBucket;
let deployer: Deployer;

beforeEach(async () => {
  deployer = await deployedChurn();
  ({ simulator, bucket } = deployer);
  sagemaker = simulator.client(SageMakerClient);
  simulator.world.setTraffic('churn', 10);
});
afterEach(() => bucket.close());

/** How both endpoints are at each look of the updater, repetitions left out. */
function bothAtEachLook(): string[] {
  const seen: string[] = [];
  deployer.live = async (ports, run) => {
    const both = `${await describeEndpoint(simulator)}, ${await describeEndpoint(simulator, 'churn-renamed')}`;
    if (seen.at(-1) !== both) {
      seen.push(both);
    }
    return run(ports);
  };
  return seen;
}

describe('a replacement by another endpointName', () => {
  it('keeps both endpoints until the new one serves, and nothing deletes the old one but the delete of its own', async () => {
    const seen = bothAtEachLook();
    await deployer.deploy(deployer.event('Update', RENAMED, 'churn', request('churn-v1')));
    expect(bucket.answers).toEqual([expect.objectContaining({ Status: 'SUCCESS', PhysicalResourceId: 'churn-renamed' })]);
    expect(deployer.changes).toEqual(['CreateEndpointCommand']);
    await deployer.deploy(deployer.event('Delete', request('churn-v1'), 'churn'));
    expect(seen).toEqual([
      'InService on churn-v1, absent',
      'InService on churn-v1, Creating on churn-v3',
      'InService on churn-v1, InService on churn-v3',
      'Deleting on churn-v1, InService on churn-v3',
      'absent, InService on churn-v3',
    ]);
  });

  it('that fails leaves the old one serving, and takes the new one away', async () => {
    const seen = bothAtEachLook();
    simulator.clock.after(60, () => {
      // By hand, past what the service would do on the way there.
      tolerate('statusPath', 'oneUpdate');
      const endpoint = simulator.world.sagemaker.endpoints.get('churn-renamed')!;
      Object.assign(endpoint, { status: 'Failed', failureReason: 'No capacity.', lastModifiedTime: simulator.clock.now, deployment: undefined });
    });
    await deployer.deploy(deployer.event('Update', RENAMED, 'churn', request('churn-v1')));
    expect(bucket.answers).toEqual([expect.objectContaining({
      Status: 'FAILED', PhysicalResourceId: 'churn', Reason: expect.stringContaining("creation of 'churn-renamed' on config 'churn-v3' failed: \"No capacity\""),
    })]);
    // The stack goes back: to what it never left.
    await deployer.deploy(deployer.event('Update', request('churn-v1'), 'churn', RENAMED));
    simulator.clock.advance(600);
    expect(bucket.answers.at(-1)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'churn' });
    expect(seen.every((both) => both.startsWith('InService on churn-v1, '))).toBe(true);
    expect(await describeEndpoint(simulator, 'churn-renamed')).toBe('absent');
    expect(deployer.changes).toEqual(['CreateEndpointCommand', 'DeleteEndpointCommand']);
  });
});

describe('somebody at the console who calls UpdateEndpoint', () => {
  const theirs = new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn-v2' });

  it('in the middle of an update is refused by the service, and the update goes on', async () => {
    await guard(simulator, 'churn-v3');
    let refused: unknown;
    simulator.clock.after(300, () => {
      sagemaker.send(theirs).catch((error: unknown) => {
        refused = error;
      });
    });
    await deployer.deploy(deployer.event('Update', request('churn-v3'), 'churn', request('churn-v1')));
    expect(refused).toMatchObject({ name: 'ValidationException', message: expect.stringContaining('in-progress') });
    expect(bucket.answers).toEqual([expect.objectContaining({ Status: 'SUCCESS', Data: expect.objectContaining({ EndpointConfigName: 'churn-v3' }) })]);
  });

  it('once the update has ended, and before the updater looks again, is told of, and left to it', async () => {
    await guard(simulator, 'churn-v3');
    let overtaken = false;
    deployer.live = async (ports, run) => {
      const { EndpointStatus, EndpointConfigName } = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
      if (!overtaken && EndpointStatus === 'InService' && EndpointConfigName === 'churn-v3') {
        overtaken = true;
        await sagemaker.send(theirs);
      }
      return run(ports);
    };
    await deployer.deploy(deployer.event('Update', request('churn-v3'), 'churn', request('churn-v1')));
    expect(overtaken).toBe(true);
    expect(bucket.answers).toEqual([expect.objectContaining({
      Status: 'FAILED',
      Reason: expect.stringContaining("update of 'churn' to config 'churn-v3' was overtaken: the endpoint was updated outside of CloudFormation, and is on config 'churn-v2'."),
    })]);
    expect(await describeEndpoint(simulator)).toBe('InService on churn-v2');
    expect(deployer.changes).toEqual(['UpdateEndpointCommand']);
  });

  it('after the alarm has had the update rolled back does not hide that', async () => {
    await guard(simulator, 'churn-v2');
    let rolling = false;
    let overtaken = false;
    deployer.live = async (ports, run) => {
      const { EndpointStatus } = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'churn' }));
      rolling ||= EndpointStatus !== 'InService';
      if (rolling && !overtaken && EndpointStatus === 'InService') {
        overtaken = true;
        await sagemaker.send(new UpdateEndpointCommand({ EndpointName: 'churn', EndpointConfigName: 'churn-v3' }));
      }
      return run(ports);
    };
    await deployer.deploy(deployer.event('Update', request('churn-v2'), 'churn', request('churn-v1')));
    expect(overtaken).toBe(true);
    expect(bucket.answers).toEqual([expect.objectContaining({ Status: 'FAILED', Reason: expect.stringMatching(/was rolled back.*alarm 'Churn-ServerErrorRate' saw 100 %.*'churn-v3' serves all traffic/) })]);
  });
});
