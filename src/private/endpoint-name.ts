import { ArnFormat, Names, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Faults } from './faults';
import { refuseSameName } from './refusals/same-name';
import { LIMITS, RESOURCE_NAME_PATTERN } from '../rollout/limits';

/** The endpoint's name unless one is given: from the construct's path, known at synth, because alarms and updater both need it. */
export function defaultEndpointName(scope: Construct): string {
  return Names.uniqueResourceName(scope, { maxLength: LIMITS.resourceName.max, separator: '-' }).toLowerCase();
}

/** Checks a name by itself, and against those of other endpoints. */
export function checkEndpointName(faults: Faults, endpoint: Construct, name: string): void {
  checkName(faults, 'endpointName', name);
  refuseSameName(faults, endpoint, name);
}

export function checkName(faults: Faults, what: string, name: string): void {
  if (!Token.isUnresolved(name) && !RESOURCE_NAME_PATTERN.test(name)) {
    faults.add(`${what} is '${name}' (${name.length} characters), up to ${LIMITS.resourceName.max} letters, digits and hyphens are allowed, `
      + `beginning and ending with a letter or digit (${LIMITS.resourceName.source})`);
  }
}

/** An endpoint's ARN as SageMaker writes it: in lower case, whatever the name. */
export function endpointArnOf(scope: Construct, endpointName: string): string {
  return Stack.of(scope).formatArn({
    service: 'sagemaker',
    resource: 'endpoint',
    resourceName: Token.isUnresolved(endpointName) ? endpointName : endpointName.toLowerCase(),
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}
