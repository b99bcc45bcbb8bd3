import { validationException } from './api/service-error';

/** What the services do not document, or what differs from account to account. `docs/fidelity.md` explains each. */
export interface Settings {
  /** From asking for instances to their being healthy. Real ones take three to fifteen minutes. */
  readonly provisioningSeconds: number;
  /** From the end of a minute to its datapoint being visible to alarms and queries; 0: it is visible when the minute is over. */
  readonly metricDelaySeconds: number;
  /** How long a change of weights, or of capacity without new instances, takes. */
  readonly weightUpdateSeconds: number;
  /** How long an endpoint stays in Deleting. */
  readonly deletionSeconds: number;
  /** Periods that an alarm looks at beyond its evaluation periods. */
  readonly extraEvaluationPeriods: number;
  /** The endpoint's status while a guarded update is taken back in batches. */
  readonly rollbackStatus: 'Updating' | 'RollingBack';
  /** Whether a composite alarm can guard an update; if not, one is ignored as an alarm that does not exist. */
  readonly compositeAlarmsGuard: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  provisioningSeconds: 240,
  // Not documented. AWS's canary example watches the average of both fleets for a failure of every request, and waits 120 s
  // before it terminates the blue fleet: that rolls back only if a minute is seen well before the next one ends.
  // https://github.com/aws/amazon-sagemaker-examples/tree/main/sagemaker-inference-deployment-guardrails
  metricDelaySeconds: 0,
  weightUpdateSeconds: 60,
  deletionSeconds: 30,
  // The guide's one example has a range of five for three evaluation periods.
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data
  extraEvaluationPeriods: 2,
  rollbackStatus: 'Updating',
  compositeAlarmsGuard: true,
};

/** The settings asked for, the rest as by default. */
export function settingsFrom(given: Partial<Settings> = {}): Settings {
  const known = Object.keys(DEFAULT_SETTINGS);
  for (const [name, value] of Object.entries(given)) {
    if (!known.includes(name)) {
      throw validationException(`unknown setting '${name}', there are ${known.join(', ')}`);
    }
    const { isOne, words } = CHOICES[name as keyof Settings] ?? WHOLE_NUMBER;
    if (!isOne(value)) {
      throw validationException(`setting '${name}' is ${JSON.stringify(value)}; use ${words}`);
    }
  }
  return { ...DEFAULT_SETTINGS, ...given };
}

interface Kind {
  readonly isOne: (value: unknown) => boolean;
  readonly words: string;
}

const WHOLE_NUMBER: Kind = { isOne: (value) => Number.isInteger(value) && (value as number) >= 0, words: 'a whole number of at least 0' };

const CHOICES: Partial<Record<keyof Settings, Kind>> = {
  rollbackStatus: { isOne: (value) => value === 'Updating' || value === 'RollingBack', words: "'Updating' or 'RollingBack'" },
  compositeAlarmsGuard: { isOne: (value) => typeof value === 'boolean', words: 'true or false' },
};
