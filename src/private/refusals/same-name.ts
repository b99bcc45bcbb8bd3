import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from './rule';
import type { Faults } from '../faults';

/** What is guarded in an app, by where it is and its name. */
const GUARDED = new WeakMap<IConstruct, Map<string, IConstruct>>();

/** Refuses a second endpoint of the same name: its guardrails would watch the first one, and whichever is deployed last fails or takes the other over. */
export function refuseSameName(faults: Faults, endpoint: IConstruct, endpointName: string | undefined): void {
  if (endpointName === undefined || Token.isUnresolved(endpointName)) {
    return;
  }
  const guarded = GUARDED.get(endpoint.node.root) ?? new Map<string, IConstruct>();
  GUARDED.set(endpoint.node.root, guarded);
  const { account, region, node } = Stack.of(endpoint);
  // Of stacks that may be deployed anywhere it is not known that they are deployed to one place.
  const place = [account, region].some((part) => Token.isUnresolved(part)) ? node.addr : `${account}/${region}`;
  // The service takes names that differ in capitals only for the same.
  const key = `${place}/${endpointName.toLowerCase()}`;
  const other = guarded.get(key);
  if (other && other !== endpoint) {
    refuse(faults, 'same-name', `endpoint '${other.node.path}' has the name '${endpointName}' as well, in the same account and region, so that one of them could not be created, and the guardrails of both would watch the same metrics; `
      + 'use another endpointName, or leave it out');
  }
  guarded.set(key, endpoint);
}
