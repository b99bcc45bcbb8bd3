import '../checkers/watch';
import { RemovalPolicy, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import {
  cloud, COMPLETE, deploy, expectSameEndpoint, failing, guarded, handWritten, modelServing, native, nothing, ofAlpha, retain, seen, stackEvents,
  updates,
} from './serving';
import { EndpointGuardrails, FleetScope, Guardrail } from '../../src';

jest.setTimeout(60_000);

describe('from CloudFormation to the updater', () => {
  test('in the same construct: kept, taken over as it is, and guarded from then on', async () => {
    expect(await deploy('Serving', (stack) => native(stack, 'v1'))).toMatchObject(COMPLETE);
    const { created } = await seen();
    expect(await deploy('Serving', (stack) => native(stack, 'v1', { removalPolicy: RemovalPolicy.RETAIN }))).toMatchObject(COMPLETE);
    const before = updates();
    expect(await deploy('Serving', (stack) => guarded(stack, 'v1', { removalPolicy: RemovalPolicy.RETAIN, adoptExisting: true }))).toMatchObject(COMPLETE);
    expect(updates()).toBe(before);
    expect(await seen()).toEqual({ created, serving: 'v1', status: 'InService' });
    expect(await deploy('Serving', (stack) => guarded(stack, 'v2'))).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v2', status: 'InService' });
    expectSameEndpoint();
  });

  test('from an L1 with the mixin in the same stack: the guard off and kept, then taken over by a guarded update', async () => {
    await deploy('Serving', (stack) => handWritten(stack, 'v1').with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] })));
    const { created } = await seen();
    expect(await deploy('Serving', (stack) => retain(handWritten(stack, 'v1')))).toMatchObject(COMPLETE);
    expect(await deploy('Serving', (stack) => guarded(stack, 'v2', { adoptExisting: true }))).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v2', status: 'InService' });
    expect(await deploy('Serving', (stack) => guarded(stack, 'v3'))).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v3', status: 'InService' });
    expectSameEndpoint();
  });

  test('from an endpoint of the alpha library, with a guard put on it and without one', async () => {
    const guard = new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] });
    await deploy('Serving', (stack) => ofAlpha(stack, 'v1'));
    const { created } = await seen();
    expect(await deploy('Serving', (stack) => ofAlpha(stack, 'v2').with(guard))).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v2', status: 'InService' });
    expect(await deploy('Serving', (stack) => retain(ofAlpha(stack, 'v2')))).toMatchObject(COMPLETE);
    expect(await deploy('Serving', (stack) => guarded(stack, 'v3', { adoptExisting: true }))).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v3', status: 'InService' });
    expectSameEndpoint();
  });

  test('fails as long as the guard of the L1 has the names of the alarms, and leaves the endpoint as it was', async () => {
    await deploy('Serving', (stack) => {
      const endpoint = handWritten(stack, 'v1');
      retain(endpoint);
      endpoint.with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] }));
    });
    const before = await seen();
    const { failure } = await deploy('Serving', (stack) => guarded(stack, 'v2', { adoptExisting: true }));
    expect(failure?.reason).toContain("alarm 'churn-AllTraffic-ServerErrorRate' already exists");
    expect(await seen()).toEqual(before);
    expectSameEndpoint();
  });
});

describe('from the updater to CloudFormation', () => {
  test('where the native resource was left in its stack: there, and back again', async () => {
    await deploy('Old', (stack) => handWritten(stack, 'v1'));
    const { created } = await seen();
    expect(await deploy('New', (stack) => guarded(stack, 'v2', { adoptExisting: true }))).toMatchObject(COMPLETE);
    expect(await deploy('New', (stack) => guarded(stack, 'v3'))).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v3', status: 'InService' });

    expect(await deploy('New', (stack) => guarded(stack, 'v3', { removalPolicy: RemovalPolicy.RETAIN }))).toMatchObject(COMPLETE);
    expect(await deploy('New', nothing)).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v3', status: 'InService' });
    expect(await deploy('Old', (stack) => {
      const endpoint = native(stack, 'v4').node.defaultChild as sagemaker.CfnEndpoint;
      endpoint.overrideLogicalId('Endpoint');
    })).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v4', status: 'InService' });
    expectSameEndpoint();
  });

  test('fails where CloudFormation has never had it, and leaves the endpoint as it was', async () => {
    await deploy('Serving', (stack) => guarded(stack, 'v1'));
    const before = await seen();
    await deploy('Serving', (stack) => guarded(stack, 'v1', { removalPolicy: RemovalPolicy.RETAIN }));
    const outcome = await deploy('Serving', (stack) => native(stack, 'v1', { removalPolicy: RemovalPolicy.RETAIN }));
    expect(outcome).toMatchObject({ status: 'UPDATE_ROLLBACK_COMPLETE', failure: { reason: expect.stringContaining('Cannot create already existing endpoint') } });
    expect(await seen()).toEqual(before);
    expect(await deploy('Serving', (stack) => guarded(stack, 'v2'))).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ ...before, serving: 'v2' });
    expectSameEndpoint();
  });
});

describe('from an L1 to an endpoint of this library that CloudFormation updates', () => {
  test('is an update in place, under the logical id that it has', async () => {
    await deploy('Serving', (stack) => handWritten(stack, 'v1'));
    const { created } = await seen();
    const next = (version: string) => deploy('Serving', (stack) => (native(stack, version).node.defaultChild as sagemaker.CfnEndpoint).overrideLogicalId('Endpoint'));
    expect(await next('v2')).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v2', status: 'InService' });
    expect(await next('v3')).toMatchObject(COMPLETE);
    expect(await seen()).toEqual({ created, serving: 'v3', status: 'InService' });
    expectSameEndpoint();
  });
});

describe('what differs in a deployment', () => {
  const minutesBack = () => {
    const at = (status: string) => stackEvents.filter((event) => event.type === 'AWS::CloudFormation::Stack' && event.status === status).at(-1)!.time.getTime();
    return (at('UPDATE_ROLLBACK_COMPLETE') - at('UPDATE_ROLLBACK_IN_PROGRESS')) / 60_000;
  };

  test.each([
    ['the updater goes straight back', guarded, [4, 5]],
    ['CloudFormation goes back by another canary', native, [10, 12]],
  ] as const)('where something else in the stack has failed, %s', async (_name, declare, [least, most]) => {
    await deploy('Serving', (stack) => declare(stack, 'v1'));
    const { status } = await deploy('Serving', (stack) => failing(declare(stack, 'v2')));
    expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await seen()).serving).toBe('v1');
    expect(minutesBack()).toBeGreaterThanOrEqual(least);
    expect(minutesBack()).toBeLessThanOrEqual(most);
    expectSameEndpoint();
  });

  test.each([
    ['the updater does not begin', guarded, false],
    ['CloudFormation launches a fleet for nothing', native, true],
  ] as const)('where an alarm rings already, %s', async (_name, declare, begun) => {
    const guardrails = [Guardrail.serverErrorRate({ fleetScope: FleetScope.ENDPOINT })];
    await deploy('Serving', (stack) => declare(stack, 'v1', { guardrails }));
    cloud.simulator.world.setModelBehaviour(await modelServing(), { errorRate: 0.5 });
    cloud.advance(300);
    const { failure } = await deploy('Serving', (stack) => declare(stack, 'v2', { guardrails }));
    expect(failure?.reason).toContain('churn-AllTraffic-ServerErrorRate');
    expect(updates() > 0).toBe(begun);
    expect((await seen()).serving).toBe('v1');
  });

  test('a rollback fails the deployment of the updater with the alarm, its threshold and what it saw', async () => {
    cloud.simulator.world.setImageBehaviour('registry.example.com/churn:v2', { errorRate: 1 });
    await deploy('Serving', (stack) => guarded(stack, 'v1'));
    const { failure } = await deploy('Serving', (stack) => guarded(stack, 'v2'));
    expect(failure?.reason).toContain("alarm 'churn-AllTraffic-ServerErrorRate' saw 100 % (threshold 1 %) in 1 of 1 datapoints");
  });
});
