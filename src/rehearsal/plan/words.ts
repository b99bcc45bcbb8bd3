import type { RolloutPlan } from '../../rollout/plan';
import type { DeclaredVariant } from '../declared-endpoints';
import type { GuardrailTiming } from './guardrail-timing';
import { SERVERLESS } from './joint-plan';

const STRATEGY_NAMES: Readonly<Record<RolloutPlan['strategy'], string>> = {
  ALL_AT_ONCE: 'all at once',
  CANARY: 'canary',
  LINEAR: 'linear',
  ROLLING: 'rolling',
};

export function strategyName(strategy: RolloutPlan['strategy']): string {
  return STRATEGY_NAMES[strategy];
}

/** Seconds as on a clock: 1:05:00, or 05:00 within an hour. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const padded = [minutes, rest].map((part) => String(part).padStart(2, '0')).join(':');
  return hours > 0 ? `${hours}:${padded}` : padded;
}

/** Seconds as one says them: '1 h 5 min', '90 s'. */
export function inWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 120 && whole % 60 !== 0 || whole === 0) {
    return `${whole} s`;
  }
  const parts = [[Math.floor(whole / 3600), 'h'], [Math.floor(whole / 60) % 60, 'min'], [whole % 60, 's']] as const;
  return parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`).join(' ');
}

/** A number for people: whole from a hundred on, else two digits that matter. */
export function amount(value: number): string {
  if (value === 0 || Math.abs(value) >= 100) {
    return String(Math.round(value));
  }
  return String(Number(value.toPrecision(value >= 10 ? 3 : 2)));
}

export function rateInWords(requestsPerSecond: number): string {
  return `${amount(requestsPerSecond)} request${requestsPerSecond === 1 ? '' : 's'} a second`;
}

/** Requests at risk; with a plus where all that come later fail as well, until somebody notices. */
export function risk(requests: number | null, rolledBack: boolean): string {
  return requests === null ? '?' : `${amount(requests)}${rolledBack ? '' : '+'}`;
}

/** A share from 0 to 1 in percent. */
export function percent(share: number): string {
  return `${amount(share * 100)} %`;
}

/** When a guardrail goes off, and what it needs for it. */
export function timingInWords({ secondsToAlarm, goesOffIn, seesGreenFromShare }: GuardrailTiming): string {
  const blind = seesGreenFromShare === null ? '' : `; it averages both fleets, and sees green from ${percent(seesGreenFromShare)} of the traffic on`;
  if (secondsToAlarm === null) {
    return `never${blind}`;
  }
  return `${inWords(secondsToAlarm)} after green's first traffic, ${goesOffIn === null ? 'too late: the update is done by then' : `in "${goesOffIn}"`}${blind}`;
}

/** Who serves: '3 x ml.m5.xlarge (AllTraffic)'. */
export function fleetInWords(variants: readonly DeclaredVariant[]): string {
  return variants.map(({ variantName, instanceType, instances }) =>
    `${instanceType === SERVERLESS ? SERVERLESS : `${instances} x ${instanceType}`} (${variantName})`).join(', ');
}
