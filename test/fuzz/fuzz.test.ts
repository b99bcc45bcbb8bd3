import { least } from './shrink';
import { run, type Outcome } from './world';
import type { Call, Decision, Phase, RequestKind, Situation, Standing } from '../../src/updater/decide';

jest.setTimeout(240_000);

/** The clean worlds of every test run; `npm run fuzz` leads as many as one likes. */
const WORLDS = 500;
/** In so many worlds at most a mutant has to do what must not be. */
const PATIENCE = 3000;

interface Asked {
  readonly kind: RequestKind;
  readonly phase: Phase;
  readonly situation: Situation;
  readonly standing: Standing;
}

interface Mutant {
  readonly name: string;
  /** The world that is tried first, where it takes many to meet one in which it matters. */
  readonly from?: number;
  /** What it decides instead, where it differs. */
  readonly decides: (asked: Asked, right: Decision) => Decision;
}

const call = (what: Call): Decision => ({ do: what });
const succeed: Decision = { do: 'succeed' };

function where(holds: (asked: Asked) => boolean, wrong: Decision): Mutant['decides'] {
  return (asked, right) => (holds(asked) ? wrong : right);
}

const isUpdate = ({ kind }: Asked): boolean => kind === 'Update' || kind === 'Adopt';
const rolledBack = (asked: Asked): boolean => isUpdate(asked) && asked.phase === 'underWay' && asked.situation === 'in service on another config';

const MUTANTS: Mutant[] = [
  { name: 'takes a rollback for a success', decides: where(rolledBack, succeed) },
  { name: 'tries again after a rollback', decides: where((asked) => rolledBack({ ...asked, phase: asked.phase === 'asked' ? 'underWay' : asked.phase }), call('update')) },
  { name: 'succeeds without having asked', decides: where((asked) => isUpdate(asked) && asked.phase === 'toAsk' && asked.situation === 'in service on another config', succeed) },
  { name: 'succeeds while the update is still going on', decides: where((asked) => isUpdate(asked) && asked.situation === 'busy with the wanted config', succeed) },
  { name: 'takes over an endpoint that is there already', decides: where(({ kind, phase, situation }) => kind === 'Create' && phase === 'toAsk' && situation === 'in service on another config', call('update')) },
  { name: 'calls an endpoint its own that it did not create', decides: where(({ kind, phase, situation }) => kind === 'Create' && phase === 'toAsk' && situation.startsWith('in service'), succeed) },
  { name: 'deletes an endpoint in its way', decides: where(({ kind, phase, situation }) => kind === 'Create' && phase === 'toAsk' && situation.startsWith('in service'), call('delete')) },
  { name: 'creates what somebody has deleted', from: 85, decides: where((asked) => isUpdate(asked) && asked.phase === 'toAsk' && asked.situation === 'absent', call('create')) },
  { name: 'calls a deletion a success before it is', decides: where(({ kind, situation }) => kind === 'Delete' && situation === 'deleting', succeed) },
  { name: 'does not delete what is in service', decides: where(({ kind, situation }) => kind === 'Delete' && situation.startsWith('in service'), succeed) },
  { name: 'does not give way to a newer request', from: 511, decides: ({ kind, phase, situation, standing }, right) => (standing === 'outdated' ? jest.requireActual('../../src/updater/decide').decide(kind, phase, situation) : right) },
  { name: 'guards the way back', from: 64, decides: (_asked, right) => (right.do === 'return' ? call('update') : right) },
  { name: 'leaves a failed rollback as it is', decides: (_asked, right) => (right.do === 'goBack' ? { do: 'fail', because: right.because } : right) },
  { name: 'goes back again and again', decides: where(({ phase, situation }) => phase === 'returning' && situation === 'rollback failed', call('restore')) },
  { name: 'takes having gone back for a success', decides: (_asked, right) => (right.do === 'reportReturn' ? succeed : right) },
  { name: 'does not clean up the replacement that failed', from: 110, decides: (_asked, right) => (right.do === 'fail' && right.cleanUp ? { do: 'fail', because: right.because } : right) },
  { name: 'fails a replacement that is rolled back while its endpoint is scaled', from: 466, decides: where(({ kind, phase, situation }) => kind === 'Replace' && phase === 'toAsk' && situation === 'busy with something else', { do: 'fail', because: 'alreadyExists' }) },
];

/** The world with a decision function that has this bug. */
function infected({ decides }: Mutant): (seed: number) => Promise<Outcome> {
  let world!: { run: (seed: number) => Promise<Outcome> };
  jest.isolateModules(() => {
    jest.doMock('../../src/updater/decide', () => {
      const actual = jest.requireActual('../../src/updater/decide');
      const decide = (kind: RequestKind, phase: Phase, situation: Situation, standing: Standing = 'forward'): Decision =>
        decides({ kind, phase, situation, standing }, actual.decide(kind, phase, situation, standing));
      return { ...actual, decide };
    });
    world = jest.requireActual('./world');
  });
  jest.dontMock('../../src/updater/decide');
  return (seed) => world.run(seed);
}

const worlds: Outcome[] = [];
beforeAll(async () => {
  for (let seed = 0; seed < WORLDS; seed++) {
    worlds.push(await run(seed));
  }
});

it('nothing happens that must not, in any world', () => {
  expect(worlds.flatMap(({ violations }, seed) => (violations.length > 0 ? [{ seed, violations }] : []))).toEqual([]);
});

it('the same seed is the same world', async () => {
  expect(worlds[17].trace.length).toBeGreaterThan(10);
  expect(await run(17)).toEqual(worlds[17]);
});

it('everything that can go wrong does, and every kind of end is met', () => {
  const lines = worlds.flatMap(({ trace }) => trace);
  const met = ['the function dies before', 'the function dies after', 'fails, with its effect', 'CANCELLED', 'SystemUpdating', 'UpdateRollbackFailed', 'adopted/',
    'signals SUCCESS', 'signals FAILED', 'by somebody else', 'was rolled back', 'there is no alarm', 'has been in ALARM', 'ROLLBACK_COMPLETE', 'DELETE_COMPLETE',
    'was taken back to', 'the stack does not say', 'nobody waits for it any more'];
  expect(met.filter((words) => !lines.some((line) => line.includes(words)))).toEqual([]);
});

describe.each(MUTANTS)('a decision function that $name', (mutant) => {
  it('is caught', async () => {
    const world = infected(mutant);
    let caught: string | undefined;
    for (let tried = 0; tried < PATIENCE && caught === undefined; tried++) {
      [caught] = (await world(((mutant.from ?? 0) + tried) % PATIENCE)).violations;
    }
    expect(caught).toBeDefined();
  });
});

it('the trace of a failing seed is made small', async () => {
  const { trace, troubles } = await least(17);
  // Nothing fails with this seed, so that nothing is needed for it.
  expect(troubles).toEqual([]);
  expect(trace.length).toBeGreaterThan(0);
});
