import type { Faults } from './faults';
import { isTokenNumber } from './token-number';
import type { AlarmEvaluationOptions } from '../guardrail-options';
import type { AlarmTiming } from '../rollout/detection';

const PAGE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html';
const DAY = 24 * 60 * 60;

/** Checks what CloudWatch demands of an alarm's timing. */
export function checkTiming(faults: Pick<Faults, 'add'>, timing: AlarmTiming): void {
  const { periodSeconds, evaluationPeriods, datapointsToAlarm } = timing;
  if (!isTokenNumber(periodSeconds) && ![10, 20, 30].includes(periodSeconds) && !(periodSeconds > 0 && periodSeconds % 60 === 0)) {
    faults.add(`period is ${periodSeconds} seconds, 10, 20, 30 or a multiple of 60 is needed (Period, ${PAGE}); use period: Duration.minutes(1)`);
  }
  const counts = [atLeastOne(faults, 'evaluationPeriods', evaluationPeriods), atLeastOne(faults, 'datapointsToAlarm', datapointsToAlarm)];
  if (!counts.every(Boolean) || [periodSeconds, evaluationPeriods, datapointsToAlarm].some(isTokenNumber)) {
    return;
  }
  if (datapointsToAlarm > evaluationPeriods) {
    faults.add(`datapointsToAlarm is ${datapointsToAlarm} of ${evaluationPeriods} evaluationPeriods, so the alarm could never go off; `
      + `use datapointsToAlarm: ${evaluationPeriods} or evaluationPeriods: ${datapointsToAlarm}`);
  }
  if (periodSeconds * evaluationPeriods > DAY) {
    faults.add(`period x evaluationPeriods is ${periodSeconds} s x ${evaluationPeriods} = ${periodSeconds * evaluationPeriods} s, at most ${DAY} s, one day, `
      + `is allowed (EvaluationPeriods, ${PAGE}); use evaluationPeriods: ${Math.max(1, Math.floor(DAY / periodSeconds))} or a shorter period`);
  }
}

function atLeastOne(faults: Pick<Faults, 'add'>, what: string, value: number): boolean {
  const good = isTokenNumber(value) || (Number.isInteger(value) && value >= 1);
  if (!good) {
    faults.add(`${what} is ${value}, a whole number of at least 1 is needed (${PAGE}); use ${what}: 1`);
  }
  return good;
}

/** An alarm's timing with the defaults filled in, checked. */
export function timingOf(faults: Faults, periodSeconds: number, options: AlarmEvaluationOptions): AlarmTiming {
  const evaluationPeriods = options.evaluationPeriods ?? 1;
  const timing = { periodSeconds, evaluationPeriods, datapointsToAlarm: options.datapointsToAlarm ?? evaluationPeriods };
  checkTiming(faults, timing);
  return timing;
}

/** Checks a number that becomes part of an expression. */
export function checkMinimumInvocations(faults: Faults, minimumInvocations: number | undefined): void {
  if (minimumInvocations === undefined) {
    return;
  }
  if (isTokenNumber(minimumInvocations)) {
    faults.add('minimumInvocations is a token, which cannot be part of an expression; use a number');
  } else {
    atLeastOne(faults, 'minimumInvocations', minimumInvocations);
  }
}
