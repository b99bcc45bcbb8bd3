import type { Evidence } from '../../src/updater/evidence';
import { explain, type Circumstances } from '../../src/updater/explain';
import type { EndpointSeen } from '../../src/updater/observe';

const SEEN: EndpointSeen = { exists: true, arn: 'arn', status: 'InService', serving: 'churn-v6', lastModified: '2026-11-21T14:06:40.000Z', variantNames: [] };
const RANG: Evidence = {
  alarms: [
    {
      alarmName: 'Churn-ServerErrorRate',
      exists: true,
      rang: { at: '2026-11-21T14:06:00.000Z', already: false, reading: { worst: '100 %', threshold: '1 %', breaching: 1, evaluated: 1 } },
    },
    { alarmName: 'Churn-Latency', exists: true },
  ],
};
const BAKING = {
  status: 'Baking',
  message: 'Baking for 300 seconds (WaitIntervalInSeconds) with traffic enabled on canary capacity of 1 instance(s).',
};

function circumstances(given: { ticket?: Partial<Circumstances['ticket']>; seen?: Partial<EndpointSeen>; evidence?: Evidence } = {}): Circumstances {
  return {
    ticket: {
      kind: 'Update',
      rollout: { endpointName: 'churn', endpointConfigName: 'churn-v7', deploymentConfig: {}, tags: [] },
      intent: { call: 'update', lastModified: '2026-11-21T13:00:00.000Z' },
      stage: BAKING,
      ...given.ticket,
    },
    seen: { ...SEEN, ...given.seen },
    evidence: given.evidence ?? RANG,
  };
}

describe('a rollback', () => {
  it('is told with the alarm, what it saw, its threshold, its datapoints, the stage and what serves now', () => {
    expect(explain('rolledBack', circumstances())).toBe(
      "update of 'churn' to config 'churn-v7' was rolled back at 14:06 UTC while baking for 300 seconds (WaitIntervalInSeconds) with traffic enabled " +
        "on canary capacity of 1 instance(s): alarm 'Churn-ServerErrorRate' saw 100 % (threshold 1 %) in 1 of 1 datapoints. 'churn-v6' serves all traffic. " +
        'Fix the model or, if the alarm is wrong, the guardrail, and deploy again.',
    );
  });

  it('is told with what the service says of it', () => {
    const told = explain('rolledBack', circumstances({ seen: { failureReason: 'Alarms went off.' } }));
    expect(told).toContain('in 1 of 1 datapoints. SageMaker says: "Alarms went off". \'churn-v6\' serves all traffic.');
  });

  it('does not take the reason of an earlier failure, which the service leaves there, for its own', () => {
    const ticket = { intent: { call: 'update', lastModified: '2026-11-21T13:00:00.000Z', failureReason: 'Alarms went off.' } } as const;
    const told = explain('rolledBack', circumstances({ ticket, seen: { failureReason: 'Alarms went off.' } }));
    expect(told).toContain('SageMaker says, as it did before this update: "Alarms went off"');
  });

  it('is told with every alarm that went off', () => {
    const rang = { at: '2026-11-21T14:05:00.000Z', already: false, reason: 'Threshold Crossed: no datapoints were received.' };
    const told = explain('rolledBack', circumstances({ evidence: { alarms: [...RANG.alarms, { alarmName: 'Own', exists: true, rang }] } }));
    expect(told).toContain('at 14:05 UTC');
    expect(told).toContain('; alarm \'Own\' went off: "Threshold Crossed: no datapoints were received".');
  });

  it('says that an alarm rang before the update already', () => {
    const rang = { ...RANG.alarms[0].rang!, at: '2026-11-20T09:00:00.000Z', already: true };
    const told = explain('rolledBack', circumstances({ evidence: { alarms: [{ alarmName: 'Old', exists: true, rang }] } }));
    expect(told).toContain("alarm 'Old' had been in ALARM since 2026-11-20T09:00:00.000Z already, before the update was asked for");
    expect(told).toContain('rolled back at 14:06 UTC');
  });

  it('says what the stage is where the service has no message', () => {
    expect(explain('rolledBack', circumstances({ ticket: { stage: { status: 'Creating' } } }))).toContain(' soon after launching instances: ');
    expect(explain('rolledBack', circumstances({ evidence: { alarms: [] }, ticket: { stage: { status: 'Creating', message: '2 of 3 instances' } } })))
      .toContain(' while launching instances ("2 of 3 instances"): ');
  });
});

describe('a rollback with evidence missing', () => {
  it('says that the stage was not seen', () => {
    expect(explain('rolledBack', circumstances({ ticket: { stage: undefined } }))).toContain('(at what stage was not seen)');
  });

  it('says that no alarm went off, and gives the time at which the endpoint changed', () => {
    const told = explain('rolledBack', circumstances({ evidence: { alarms: [{ alarmName: 'Quiet', exists: true }, { alarmName: 'Gone', exists: false }] } }));
    expect(told).toContain('rolled back at 14:06 UTC');
    expect(told).toContain(": none of the alarms that guard it went off ('Quiet'), and there is no alarm 'Gone'. 'churn-v6' serves all traffic.");
  });

  it('gives no time where none is known', () => {
    const ticket = { intent: { call: 'update', lastModified: SEEN.lastModified } } as const;
    expect(explain('rolledBack', circumstances({ ticket, evidence: { alarms: [] } }))).toMatch(/was rolled back while baking .*: no alarm guards it\./);
  });

  it('says that the alarms could not be read', () => {
    const told = explain('rolledBack', circumstances({ evidence: { alarms: [], unreadable: 'AccessDenied: not authorized.' } }));
    expect(told).toContain('whether an alarm went off is not known, the alarms could not be read (AccessDenied: not authorized)');
  });
});

describe('an update that takes too long', () => {
  it('names its stage, what it goes back to, and what to write instead', () => {
    const told = explain('timedOut', circumstances({ seen: { status: 'Updating', pending: 'churn-v7', stage: BAKING } }));
    expect(told).toMatch(/^update of 'churn' to config 'churn-v7' did not end within 55 minutes: the endpoint is Updating while baking for 300 seconds/);
    expect(told).toContain("'churn-v6' is what it goes back to");
    expect(told).toContain('Use shorter waits');
  });

  it('says that somebody else\'s update was in the way', () => {
    const told = explain('timedOut', circumstances({ seen: { status: 'Updating', pending: 'other' } }));
    expect(told).toContain("the endpoint is Updating with config 'other', which this resource did not ask for. Wait until that has ended, and deploy again.");
  });
});

it.each([
  ['alreadyExists', 'Create', "creation of 'churn' on config 'churn-v7' is not possible: an endpoint of that name exists already (InService, on config 'churn-v6')"],
  ['vanished', 'Update', 'it was deleted outside of CloudFormation'],
  ['createFailed', 'Create', "creation of 'churn' on config 'churn-v7' failed: SageMaker gives no reason"],
  ['rollbackFailed', 'Update', "serves 'churn-v6' (InService) until it is updated again"],
  ['outdated', 'Update', 'nobody waits for it any more'],
  ['ownerUnknown', 'Delete', 'it is left as it is'],
  ['otherConfig', 'Create', "is on config 'churn-v6'"],
  ['outOfService', 'Update', 'has left the endpoint OutOfService'],
  ['beyondRepair', 'Update', 'can only be deleted; give the resource another endpointName'],
] as const)('explains %s', (because, kind, words) => {
  expect(explain(because, circumstances({ ticket: { kind } }))).toContain(words);
});

it('passes the service\'s refusal on', () => {
  const refusal = 'ResourceLimitExceeded: The account-level service limit is 0 Instances';
  expect(explain('refused', { ...circumstances(), refusal })).toBe(`update of 'churn' to config 'churn-v7' was refused by SageMaker: ${refusal}. 'churn-v6' serves all traffic. Fix what it says, and deploy again.`);
});
