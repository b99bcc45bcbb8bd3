import { Token } from 'aws-cdk-lib';
import type { Faults } from './faults';
import type { Verification } from '../verification';

export function checkVerification(faults: Faults, verification: Verification | undefined): void {
  const minimum = verification?.minimumInvocations;
  if (minimum !== undefined && !Token.isUnresolved(minimum) && !(Number.isInteger(minimum) && minimum >= 1)) {
    faults.add(`minimumInvocations of verification is ${minimum}, a whole number of at least 1 is needed; leave verification out if nothing is to be proved`);
  }
}
