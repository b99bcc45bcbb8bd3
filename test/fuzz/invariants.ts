import type { Service } from './service';
import type { Ask, Ending } from './story';
import type { Verdict } from '../../src/updater/respond';

/** A request of CloudFormation, and all that it was told. */
export interface Told {
  readonly requestId: string;
  readonly ask: Ask;
  readonly from: number;
  readonly answers: Said[];
  readonly signals: Said[];
  /** The hooks that have refused it. */
  readonly refusals: string[];
  /** Nobody else has changed the endpoint meanwhile, and the stack has said what it does. */
  readonly calm: boolean;
}

interface Said {
  readonly at: number;
  readonly verdict: Verdict;
  /** What the endpoint was like then. */
  readonly state: string;
}

export interface Ended {
  readonly told: readonly Told[];
  readonly service: Service;
  /** Absent where it never ended. */
  readonly ending?: Ending;
  readonly calm: boolean;
}

/** What must not be, in any world. */
export function violationsOf(ended: Ended): string[] {
  return INVARIANTS.flatMap((violations) => violations(ended));
}

const INVARIANTS: ReadonlyArray<(ended: Ended) => string[]> = [
  function ends({ ending }) {
    return ending === undefined ? ['the world did not end'] : [];
  },

  function oneEffectiveAnswer({ told }) {
    return told.flatMap(({ requestId, answers, signals, ask }) => [
      ...(answers.length === 0 ? [`${requestId} was never answered`] : []),
      ...(distinct(answers) > 1 ? [`${requestId} was answered in two ways`] : []),
      ...(distinct(signals) > 1 ? [`${requestId} was signalled in two ways`] : []),
      ...(answers[0]?.verdict.status === 'FAILED' && signals.length > 0 ? [`${requestId} was signalled after it had failed`] : []),
      ...(answers[0]?.verdict.status === 'SUCCESS' && signals.length === 0 && isRollout(ask) ? [`${requestId} was never signalled`] : []),
    ]);
  },

  function noFalseSuccess({ told, service }) {
    return told.flatMap(({ requestId, ask, answers, signals, from }) => {
      const [end] = signals.length > 0 ? signals : answers;
      if (end?.verdict.status !== 'SUCCESS') {
        return [];
      }
      const wanted = ask.kind === 'Delete' ? 'absent' : `InService on ${ask.wanted.config}`;
      const name = ask.kind === 'Delete' ? named(ask.physicalId!) : ask.wanted.name;
      const left = ask.kind === 'Delete' && (ask.physicalId!.startsWith('not-created/') || ask.physicalId!.startsWith('adopting/') || (ask.physicalId!.startsWith('adopted/') && ask.stackStatus.includes('ROLLBACK')));
      return left || wasOnce(service, { name, state: wanted, from, to: end.at }) ? [] : [`${requestId} was called a success, but the endpoint was ${end.state}`];
    });
  },

  function askedForOnce({ told, service }) {
    return told.flatMap(({ requestId, ask }) => {
      const calls = service.accepted.filter(({ by }) => by === requestId);
      const forward = calls.filter(({ call, config }) => call === 'update' && config === ask.wanted.config);
      const back = calls.filter(({ call, config }) => call === 'update' && config !== ask.wanted.config);
      const created = calls.filter(({ call }) => call === 'create');
      return [
        ...(forward.length > 1 ? [`${requestId} asked for its update ${forward.length} times`] : []),
        ...(back.length > 1 ? [`${requestId} went back ${back.length} times`] : []),
        ...(created.length > 1 ? [`${requestId} created ${created.length} times`] : []),
        ...(created.length > 0 && ask.kind === 'Update' && ask.wanted.name === named(ask.physicalId!) ? [`${requestId} created where it was to update`] : []),
        ...(forward.length > 0 && ask.kind === 'Create' && !ask.wanted.adopt ? [`${requestId} updated where it was to create`] : []),
      ];
    });
  },

  function deletesItsOwn({ told, service }) {
    return service.accepted.filter(({ call, by }) => call === 'delete' && by !== 'somebody else').flatMap(({ name, by, owner }) => {
      const { ask } = told.find(({ requestId }) => requestId === by)!;
      const adopted = ask.wanted.adopt && !ask.stackStatus.includes('ROLLBACK');
      return [
        ...(owner === 'somebody else' && !adopted ? [`${by} deleted ${name}, which is somebody else's`] : []),
        ...(ask.kind === 'Update' && name === named(ask.physicalId!) ? [`${by} deleted ${name}, which serves`] : []),
      ];
    });
  },

  function endsOnTheLastGoodConfig({ service, ending, calm }) {
    if (!calm || ending?.has === undefined) {
      return [];
    }
    const state = service.stateOf(ending.has.name);
    return state === `InService on ${ending.has.config}` ? [] : [`the stack has ${ending.has.name} on ${ending.has.config}, but it is ${state}`];
  },

  function goesBack({ told, service }) {
    return told.filter(({ requestId, ask, answers, calm }) => calm && !service.failedAgain.has(requestId) && ask.stackStatus === 'UPDATE_ROLLBACK_IN_PROGRESS' && answers[0]?.verdict.status === 'FAILED')
      .map(({ requestId, answers }) => `${requestId} could not go back: ${answers[0].verdict.reason}`);
  },

  function healsBeforeItTells({ told, service }) {
    return told.filter(({ ask, calm }) => calm && ask.cancelledAfter === undefined && ask.kind === 'Update' && ask.wanted.name === named(ask.physicalId!)).flatMap(({ requestId, ask, answers, signals }) => {
      const [end] = signals.length > 0 ? signals : answers;
      const tried = service.accepted.some(({ call, config, by }) => by === requestId && call === 'update' && config !== ask.wanted.config);
      const excused = tried || service.failedAgain.has(requestId);
      return end?.verdict.status === 'FAILED' && end.state.startsWith('UpdateRollbackFailed') && !excused ? [`${requestId} left the endpoint with a mix of configs`] : [];
    });
  },

  function passesItsGates({ told, service }) {
    return told.flatMap(({ requestId, ask, answers, signals, refusals }) => {
      const [end] = signals.length > 0 ? signals : answers;
      const rollout = service.accepted.some(({ call, config, by }) => by === requestId && call === 'update' && config === ask.wanted.config);
      if (end?.verdict.status !== 'SUCCESS' || !rollout || ask.stackStatus.includes('ROLLBACK')) {
        return [];
      }
      const { behaviour, gates } = ask.wanted;
      return [
        ...(behaviour === 'wrong' && gates.requests ? [`${requestId} was called a success, but its golden requests are answered wrongly`] : []),
        ...(behaviour === 'silent' && gates.count ? [`${requestId} was called a success, but nobody has tried it`] : []),
        ...refusals.map((hook) => `${requestId} was called a success, but its ${hook} hook had refused`),
      ];
    });
  },

  function asksNobodyWhoHasRefused({ told, service }) {
    return told.filter(({ refusals }) => refusals.includes('beforeUpdate')).flatMap(({ requestId }) =>
      (service.accepted.some(({ call, by }) => by === requestId && call === 'update') ? [`${requestId} was begun although its hook had refused`] : []));
  },

  function isTaggedAsAsked({ service, ending, calm }) {
    if (!calm || ending?.has === undefined || !service.stateOf(ending.has.name).startsWith('InService')) {
      return [];
    }
    const { config, name } = ending.has;
    const wanted = `config=${config},of-${config}=yes`;
    return service.tagsOf(name) === wanted ? [] : [`${name} is to be tagged ${wanted}, but is tagged ${service.tagsOf(name)}`];
  },

  function leavesNothingBehind({ service, ending, calm }) {
    if (!calm || ending === undefined || ending.stackStatus.endsWith('FAILED')) {
      return [];
    }
    const left = [...service.endpoints].filter(([name, { owner }]) => owner === 'stack' && name !== ending.has?.name).map(([name]) => name);
    return left.map((name) => `${name} was left behind`);
  },
];

function distinct(said: readonly Said[]): number {
  return new Set(said.map(({ verdict }) => JSON.stringify(verdict))).size;
}

function isRollout({ wanted, old, stackStatus, kind }: Ask): boolean {
  return kind !== 'Delete' && wanted.handle !== undefined && wanted.handle !== old?.handle && !stackStatus.includes('ROLLBACK');
}

function named(physicalId: string): string {
  return physicalId.replace(/^adopt(?:ed|ing)\/([^/]+).*/, '$1');
}

/** Whether the endpoint was in a state at some time of a span. */
function wasOnce(service: Service, { name, state, from, to }: { name: string; state: string; from: number; to: number }): boolean {
  const own = service.history.filter((entry) => entry.name === name);
  const before = own.filter(({ at }) => at <= from).at(-1)?.state ?? 'absent';
  return before === state || own.some((entry) => entry.state === state && entry.at >= from && entry.at <= to);
}
