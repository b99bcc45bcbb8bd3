import { decide, type Decision, type Phase, type RequestKind, type Situation } from '../../src/updater/decide';

const KINDS: RequestKind[] = ['Create', 'Adopt', 'Replace', 'Update', 'Delete'];
const PHASES: Phase[] = ['toAsk', 'asked', 'underWay'];
const SITUATIONS: Situation[] = [
  'absent', 'busy with the wanted config', 'busy with something else', 'in service on the wanted config', 'in service on another config',
  'out of service', 'failed', 'rollback failed', 'deleting',
];

interface Cell {
  readonly kind: RequestKind;
  readonly phase: Phase;
  readonly situation: Situation;
  readonly decision: Decision;
}

const CELLS: Cell[] = KINDS.flatMap((kind) =>
  PHASES.flatMap((phase) => SITUATIONS.map((situation) => ({ kind, phase, situation, decision: decide(kind, phase, situation) }))),
);

function cellsThat(does: Decision['do']): Cell[] {
  return CELLS.filter(({ decision }) => decision.do === does);
}

describe('in every case', () => {
  it('has a decision', () => {
    expect(CELLS).toHaveLength(KINDS.length * PHASES.length * SITUATIONS.length);
    expect(CELLS.filter(({ decision }) => decision === undefined)).toEqual([]);
  });

  it('creates only what is absent, and only if asked to create', () => {
    expect(cellsThat('create').map(({ kind, situation }) => `${kind} ${situation}`)).toEqual(['Create absent', 'Replace absent']);
  });

  it('deletes only if asked to delete', () => {
    expect(new Set(cellsThat('delete').map(({ kind }) => kind))).toEqual(new Set(['Delete']));
  });

  it('cleans up only what this request created', () => {
    const cleaning = CELLS.filter(({ decision }) => decision.do === 'fail' && decision.cleanUp);
    expect(cleaning.map(({ kind, phase, situation }) => `${kind} ${phase} ${situation}`)).toEqual(['Replace asked failed', 'Replace underWay failed']);
  });

  it('updates only if asked to update, and never a second time', () => {
    expect(new Set(cellsThat('update').map(({ kind, phase }) => `${kind} ${phase}`))).toEqual(new Set(['Update toAsk', 'Adopt toAsk']));
  });

  it('acts on nothing that is being created, updated or deleted', () => {
    const acting = CELLS.filter(({ decision }) => ['create', 'update', 'delete'].includes(decision.do));
    expect(acting.filter(({ situation }) => situation.startsWith('busy') || situation === 'deleting')).toEqual([]);
  });

  it('succeeds only in service on the wanted config, or once what is to be deleted is gone', () => {
    const succeeding = new Set([...cellsThat('succeed'), ...cellsThat('succeedOrCleanUp')].map(({ kind, situation }) => `${kind} ${situation}`));
    expect(succeeding).toEqual(new Set([
      'Create in service on the wanted config', 'Replace in service on the wanted config', 'Update in service on the wanted config',
      'Adopt in service on the wanted config', 'Delete absent',
    ]));
  });

  it('has proved only what an update has brought into service on the wanted config', () => {
    expect(cellsThat('prove').map(({ kind, phase, situation }) => `${kind} ${phase} ${situation}`)).toEqual([
      'Adopt asked in service on the wanted config', 'Adopt underWay in service on the wanted config',
      'Update asked in service on the wanted config', 'Update underWay in service on the wanted config',
    ]);
  });

  it('does not take over an endpoint that a create did not create', () => {
    const existing = CELLS.filter(({ kind, phase, situation }) => kind === 'Create' && phase === 'toAsk' && !['absent', 'deleting'].includes(situation));
    expect(existing.map(({ decision }) => decision)).toEqual(existing.map(() => ({ do: 'fail', because: 'alreadyExists' })));
  });

  it('does not fail a deletion, which would leave the stack behind', () => {
    expect(cellsThat('fail').filter(({ kind }) => kind === 'Delete')).toEqual([]);
  });

  it('waits only for what will end by itself', () => {
    const waiting = cellsThat('wait').filter(({ situation }) => !situation.startsWith('busy') && situation !== 'deleting');
    // What was asked for may take a moment to show.
    expect(waiting.filter(({ phase }) => phase !== 'asked')).toEqual([]);
  });
});

describe('an update', () => {
  it('fails as rolled back when the endpoint is in service on another config after it was under way', () => {
    expect(decide('Update', 'underWay', 'in service on another config')).toEqual({ do: 'fail', because: 'rolledBack' });
  });

  it('does not mistake a stale look for a rollback', () => {
    expect(decide('Update', 'asked', 'in service on another config')).toEqual({ do: 'wait' });
  });

  it('to the config being served succeeds at once', () => {
    expect(decide('Update', 'toAsk', 'in service on the wanted config')).toEqual({ do: 'succeed' });
  });

  it('heals a rollback that failed', () => {
    expect(decide('Update', 'toAsk', 'rollback failed')).toEqual({ do: 'update' });
    expect(decide('Update', 'underWay', 'rollback failed')).toEqual({ do: 'goBack', because: 'rollbackFailed' });
  });

  it('waits for what somebody else is doing', () => {
    expect(decide('Update', 'toAsk', 'busy with something else')).toEqual({ do: 'wait' });
  });
});

describe('the way back', () => {
  const WAY: Phase[] = ['toReturn', 'returnAsked', 'returning'];
  const ways = WAY.flatMap((phase) => SITUATIONS.map((situation) => ({ phase, situation, decision: decide('Update', phase, situation) })));

  it('is asked for once, and only where the endpoint is settled and not there yet', () => {
    expect(ways.filter(({ decision }) => decision.do === 'restore').map(({ phase, situation }) => `${phase}: ${situation}`)).toEqual([
      'toReturn: in service on the wanted config', 'toReturn: out of service', 'toReturn: rollback failed',
    ]);
  });

  it('never ends in a success, and asks for nothing else', () => {
    expect(new Set(ways.map(({ decision }) => decision.do))).toEqual(new Set(['restore', 'wait', 'reportReturn']));
  });

  it('waits only for what ends by itself, or may take a moment to show', () => {
    const waiting = ways.filter(({ decision, situation }) => decision.do === 'wait' && !situation.startsWith('busy'));
    expect(new Set(waiting.map(({ phase }) => phase))).toEqual(new Set(['returnAsked']));
  });
});

describe('a stack that is being rolled back', () => {
  it('is taken back without a second canary', () => {
    expect(decide('Update', 'toAsk', 'in service on another config', 'back')).toEqual({ do: 'return' });
    expect(decide('Update', 'toAsk', 'rollback failed', 'back')).toEqual({ do: 'return' });
  });

  it('asks for nothing more on behalf of what it has gone back on', () => {
    const calls = CELLS.map(({ kind, phase, situation }) => decide(kind, phase, situation, 'outdated'));
    expect(calls.filter((decision) => ['create', 'update', 'return'].includes(decision.do))).toEqual([]);
    expect(decide('Update', 'toAsk', 'in service on another config', 'outdated')).toEqual({ do: 'fail', because: 'outdated' });
    expect(decide('Update', 'underWay', 'in service on the wanted config', 'outdated')).toEqual({ do: 'fail', because: 'outdated' });
  });

  it('changes nothing else', () => {
    const changed = CELLS.filter(({ kind, phase, situation, decision }) => decide(kind, phase, situation, 'back') !== decision);
    expect(new Set(changed.map(({ decision }) => decision.do))).toEqual(new Set(['update', 'prove']));
    expect(decide('Update', 'underWay', 'in service on the wanted config', 'back')).toEqual({ do: 'succeed' });
  });
});

describe('an endpoint that is given back', () => {
  const given = (phase: Phase, situation: Situation): Decision => decide('GiveBack', phase, situation);

  it.each<Situation>(['absent', 'failed', 'deleting'])('is no failure where it is %s: there is nothing to give back', (situation) => {
    expect(PHASES.map((phase) => given(phase, situation))).toEqual(PHASES.map(() => ({ do: 'succeed' })));
  });

  it('is not taken back again where the service has failed to roll back', () => {
    expect(PHASES.map((phase) => given(phase, 'rollback failed'))).toEqual([{ do: 'update' }, { do: 'wait' }, { do: 'fail', because: 'rollbackFailed' }]);
  });

  it('is updated as any other in every other case', () => {
    const others = SITUATIONS.filter((situation) => !['absent', 'failed', 'deleting', 'rollback failed'].includes(situation));
    PHASES.forEach((phase) => others.forEach((situation) => expect(given(phase, situation)).toBe(decide('Update', phase, situation))));
  });
});

describe('a replacement that is rolled back', () => {
  it('succeeds with the endpoint that it came from, which is still there', () => {
    expect(decide('Replace', 'toAsk', 'in service on the wanted config')).toEqual({ do: 'succeed' });
  });

  it('does not take over one on another config', () => {
    expect(decide('Replace', 'toAsk', 'in service on another config')).toEqual({ do: 'fail', because: 'alreadyExists' });
  });
});

describe('a failure is put down to', () => {
  const ASKED: Phase[] = ['asked', 'underWay'];
  const reasons = (kinds: RequestKind[], phases: Phase[], situation: Situation) => [...new Set(kinds.flatMap((kind) => phases.map((phase) => {
    const decision = decide(kind, phase, situation);
    return decision.do === 'fail' ? decision.because : decision.do;
  })))];

  it.each<[Situation, string]>([
    ['in service on another config', 'otherConfig'], ['out of service', 'outOfService'], ['failed', 'createFailed'], ['rollback failed', 'rollbackFailed'],
  ])('where a create ends %s: %s', (situation, because) => {
    expect(reasons(['Create', 'Replace'], ASKED, situation)).toEqual([because]);
  });

  it('somebody else, where what was being created is gone', () => {
    expect(reasons(['Create', 'Replace'], ['underWay'], 'absent')).toEqual(['vanished']);
    expect(reasons(['Create', 'Replace'], ['underWay'], 'deleting')).toEqual(['vanished']);
  });

  it('what was there before, where a replacement finds it broken', () => {
    expect(reasons(['Replace'], ['toAsk'], 'failed')).toEqual(['alreadyExists']);
  });

  it('somebody else, where what is to be updated is gone', () => {
    expect(reasons(['Update', 'Adopt'], PHASES, 'absent')).toEqual(['vanished']);
    expect(reasons(['Update', 'Adopt'], PHASES, 'deleting')).toEqual(['vanished']);
  });

  it('the endpoint, where no update can repair it', () => {
    expect(reasons(['Update', 'Adopt'], PHASES, 'failed')).toEqual(['beyondRepair']);
    expect(reasons(['Update', 'Adopt'], ['underWay'], 'out of service')).toEqual(['outOfService']);
  });
});

describe('a request that a newer one has overtaken', () => {
  it('creates nothing', () => {
    expect(decide('Create', 'toAsk', 'absent', 'outdated')).toEqual({ do: 'fail', because: 'outdated' });
  });

  it('takes the replacement back that it has created', () => {
    expect(decide('Replace', 'underWay', 'in service on the wanted config')).toEqual({ do: 'succeedOrCleanUp' });
    expect(decide('Replace', 'underWay', 'in service on the wanted config', 'outdated')).toEqual({ do: 'fail', because: 'outdated', cleanUp: true });
  });
});
