import { createHash } from 'node:crypto';

/**
 * A name as CloudFormation generates it: what it is for, and letters that make it unique. The same in every run.
 *
 * @param serial differs for each resource that is made.
 */
export function generatedName(stem: string, serial: number, maximumLength: number): string {
  const suffix = createHash('sha256').update(`${stem}/${serial}`).digest('hex').slice(0, 12).toUpperCase();
  return `${stem.slice(0, maximumLength - suffix.length - 1)}-${suffix}`;
}
