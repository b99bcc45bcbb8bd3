import type { CfnParameter } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { warn } from './rule';

/** Warns of what the defaults of parameters make of an update; another value may be given when the stack is deployed. */
export function warnOfParameterDefault(endpoint: IConstruct, parameters: readonly CfnParameter[], faults: readonly string[]): void {
  const defaults = [...new Set(parameters)].map((parameter) => `${parameter.node.id}, which is ${String(parameter.default)}`).join(', and of ');
  faults.forEach((fault) => warn(endpoint, 'parameter-default', `with the default of parameter ${defaults}: ${fault}`));
}
