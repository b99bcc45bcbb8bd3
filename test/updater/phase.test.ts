import type { EndpointSeen, Observation } from '../../src/updater/observe';
import { phaseOf, situationOf, type Progress } from '../../src/updater/phase';

const BEFORE = '2026-11-21T14:00:00.000Z';
const AFTER = '2026-11-21T14:00:05.000Z';
const rollout = { endpointName: 'churn', endpointConfigName: 'churn-v7', deploymentConfig: {}, tags: [] };
const absent: Observation = { exists: false };

function endpoint(seen: Partial<EndpointSeen> = {}): EndpointSeen {
  return { exists: true, arn: 'arn', status: 'InService', serving: 'churn-v6', lastModified: BEFORE, variantNames: ['AllTraffic'], ...seen };
}

function update(record: Partial<Progress> = {}): Progress {
  return { kind: 'Update', rollout, ...record };
}

const intent = { call: 'update', lastModified: BEFORE } as const;

describe('an update whose call was never made', () => {
  it('is still to be asked for', () => {
    expect(phaseOf(update(), endpoint())).toBe('toAsk');
    expect(phaseOf(update({ intent }), endpoint())).toBe('toAsk');
  });

  it('is still to be asked for while somebody else updates the endpoint', () => {
    const busy = endpoint({ status: 'Updating', pending: 'other', lastModified: AFTER });
    expect(phaseOf(update(), busy)).toBe('toAsk');
    expect(phaseOf(update({ intent }), busy)).toBe('toAsk');
  });

  it('is still to be asked for while the endpoint is scaled or maintained', () => {
    expect(phaseOf(update({ intent }), endpoint({ status: 'Updating', lastModified: AFTER }))).toBe('toAsk');
    expect(phaseOf(update({ intent }), endpoint({ status: 'SystemUpdating', lastModified: AFTER }))).toBe('toAsk');
  });
});

describe('an update whose call was made by an invocation that died before it said so', () => {
  it('is under way while the endpoint is updating to the wanted config', () => {
    expect(phaseOf(update({ intent }), endpoint({ status: 'Updating', pending: 'churn-v7', lastModified: AFTER }))).toBe('underWay');
  });

  it('is under way once the endpoint has changed, so that it is not asked for again after its rollback', () => {
    expect(phaseOf(update({ intent }), endpoint({ lastModified: AFTER }))).toBe('underWay');
    expect(phaseOf(update({ intent }), endpoint({ status: 'UpdateRollbackFailed', lastModified: AFTER }))).toBe('underWay');
  });
});

describe('a way back of the stack', () => {
  it('is still to be asked for when the endpoint was scaled before the call could be made', () => {
    expect(phaseOf({ ...update({ intent }), direction: 'back' }, endpoint({ lastModified: AFTER }))).toBe('toAsk');
  });

  it('is not asked for a second time when it has failed', () => {
    expect(phaseOf({ ...update({ intent }), direction: 'back' }, endpoint({ status: 'UpdateRollbackFailed', lastModified: AFTER }))).toBe('underWay');
    expect(phaseOf({ ...update({ intent }), direction: 'back' }, endpoint({ failureReason: 'No capacity.', lastModified: AFTER }))).toBe('underWay');
  });
});

describe('what was read before is not believed after what was read later', () => {
  it('where an update has been seen to begin', () => {
    expect(phaseOf(update({ intent, underWay: true }), endpoint())).toBe('asked');
    expect(phaseOf(update({ intent, underWay: true }), endpoint({ lastModified: AFTER }))).toBe('underWay');
  });
});

describe('an update whose call was accepted', () => {
  it('is asked for until the endpoint shows it', () => {
    expect(phaseOf(update({ intent, askedAt: AFTER }), endpoint())).toBe('asked');
  });

  it('is under way once the endpoint has changed', () => {
    expect(phaseOf(update({ intent, askedAt: AFTER }), endpoint({ lastModified: AFTER }))).toBe('underWay');
  });

  it('stays under way whatever the endpoint looks like later', () => {
    expect(phaseOf(update({ underWay: true }), endpoint())).toBe('underWay');
    expect(phaseOf(update({ underWay: true }), absent)).toBe('underWay');
  });
});

describe('an update that somebody else asked for already', () => {
  it('is taken over', () => {
    expect(phaseOf(update(), endpoint({ status: 'Updating', pending: 'churn-v7' }))).toBe('underWay');
  });

  it('is left to them by a stack that goes back, which asks for its own if that fails', () => {
    const busy = endpoint({ status: 'Updating', pending: 'churn-v7' });
    expect(phaseOf(update({ direction: 'back' }), busy)).toBe('toAsk');
    expect(phaseOf(update({ direction: 'back', intent }), busy)).toBe('underWay');
  });
});

describe('a create', () => {
  const create: Progress = { kind: 'Create', rollout };
  const absentBefore = { call: 'create' } as const;

  it('is still to be asked for when an endpoint is there that nobody was about to create', () => {
    expect(phaseOf(create, endpoint({ serving: 'churn-v7' }))).toBe('toAsk');
  });

  it('is under way when the endpoint was absent before and is on the wanted config now', () => {
    expect(phaseOf({ ...create, intent: absentBefore }, endpoint({ status: 'Creating', serving: 'churn-v7' }))).toBe('underWay');
  });

  it('is not under way when somebody else created one on another config in that moment', () => {
    expect(phaseOf({ ...create, intent: absentBefore }, endpoint({ status: 'Creating', serving: 'other' }))).toBe('toAsk');
  });

  it('is asked for while the endpoint does not show yet', () => {
    expect(phaseOf({ ...create, intent: absentBefore, askedAt: AFTER }, absent)).toBe('asked');
  });
});

describe('a deletion', () => {
  it('is under way while the endpoint is being deleted', () => {
    expect(phaseOf({ kind: 'Delete', rollout }, endpoint({ status: 'Deleting' }))).toBe('underWay');
    expect(phaseOf({ kind: 'Delete', rollout }, endpoint())).toBe('toAsk');
  });
});

describe('the situation', () => {
  it.each([
    ['absent', absent],
    ['in service on the wanted config', endpoint({ serving: 'churn-v7' })],
    ['in service on another config', endpoint()],
    ['out of service', endpoint({ status: 'OutOfService' })],
    ['failed', endpoint({ status: 'Failed', serving: 'churn-v7' })],
    ['rollback failed', endpoint({ status: 'UpdateRollbackFailed', serving: 'churn-v7' })],
    ['deleting', endpoint({ status: 'Deleting', serving: 'churn-v7' })],
    ['busy with the wanted config', endpoint({ status: 'Creating', serving: 'churn-v7' })],
    ['busy with the wanted config', endpoint({ status: 'Updating', pending: 'churn-v7' })],
    ['busy with the wanted config', endpoint({ status: 'RollingBack', pending: 'churn-v7' })],
    ['busy with something else', endpoint({ status: 'Updating', pending: 'churn-v8' })],
    // Leaving the wanted config is not being busy with it.
    ['busy with something else', endpoint({ status: 'Updating', serving: 'churn-v7', pending: 'churn-v8' })],
    ['busy with something else', endpoint({ status: 'SystemUpdating', serving: 'churn-v7' })],
    ['busy with something else', endpoint({ status: 'AStatusOfNextYear', serving: 'churn-v7' })],
  ])('is %s', (situation, seen) => {
    expect(situationOf('churn-v7', seen)).toBe(situation);
  });
});
