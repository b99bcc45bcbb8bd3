import { Stack, Token, type ResourceEnvironment } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Faults } from '../faults';
import { refuse } from './rule';

interface Located {
  readonly env: ResourceEnvironment;
}

/** What a resource is for, and why it has to be where the endpoint is. */
const WHY = {
  encryptionKey: 'a key encrypts nothing in another region (https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html)',
  hook: 'a state machine calls no function in another region (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html)',
} as const;

/** Refuses what is in another region than the endpoint or model that needs it. */
export function refuseElsewhere(faults: Faults, scope: IConstruct, what: string, kind: keyof typeof WHY, resource: unknown): void {
  const region = (resource as Partial<Located> | undefined)?.env?.region;
  const here = Stack.of(scope).region;
  if (region !== undefined && region !== here && ![region, here].some((each) => Token.isUnresolved(each))) {
    refuse(faults, 'elsewhere', `${what} is in ${region}, but the stack is in ${here}, and ${WHY[kind]}; use one in ${here}`);
  }
}
