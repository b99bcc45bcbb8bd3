import type { Construct } from 'constructs';
import { checkEndpointName } from './endpoint-name';
import type { Faults } from './faults';
import { checkHooks } from './hooks';
import { checkNative } from './native-endpoint';
import { checkVariants, type DeclaredVariants } from './variants';
import { checkVerification } from './verification';
import type { GuardedEndpointProps } from '../guarded-endpoint-props';

/** Checks what can be checked of the properties of an endpoint before anything is declared. */
export function checkProps(
  faults: Faults, endpoint: Construct & { readonly endpointName: string }, props: GuardedEndpointProps, declared: DeclaredVariants,
): void {
  checkEndpointName(faults, endpoint, endpoint.endpointName);
  checkVerification(faults, props, declared.variants);
  checkHooks(faults, endpoint, props.hooks);
  checkNative(faults, props);
  checkVariants(faults, declared);
}
