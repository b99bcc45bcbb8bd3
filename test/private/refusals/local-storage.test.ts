import { aws_kms as kms, Size } from 'aws-cdk-lib';
import type { GuardedEndpointProps, ProductionVariantProps } from '../../../src';
import { newEndpoint, newStack, newVariant } from '../../declared';

function declare(variant: Partial<ProductionVariantProps>, encrypted = false): () => void {
  const stack = newStack();
  const props: Partial<GuardedEndpointProps> = encrypted ? { encryptionKey: new kms.Key(stack, 'Key') } : {};
  return () => newEndpoint(stack, { variants: [newVariant(stack, variant)], ...props });
}

describe('storage of its own', () => {
  test.each(['ml.g5.xlarge', 'ml.m5d.xlarge', 'ml.g4dn.xlarge', 'ml.p4d.24xlarge', 'ml.p5.48xlarge', 'ml.c6gd.xlarge', 'ml.trn1.2xlarge', 'ml.p3dn.24xlarge', 'ml.g6e.xlarge'])(
    'of %s takes no key and no size', (instanceType) => {
      expect(declare({ instanceType }, true)).toThrow(`a key is given for the storage of instances, but ${instanceType} of variant 'AllTraffic' has storage of its own`);
      expect(declare({ instanceType, volumeSize: Size.gibibytes(100) })).toThrow(`volumeSize is given, but ${instanceType} of variant 'AllTraffic' has storage of its own`);
      expect(declare({ instanceType })).not.toThrow();
    });

  test('of a fallback is refused as well', () => {
    expect(declare({ fallbackInstanceTypes: ['ml.r5d.xlarge'] }, true)).toThrow(/ml.r5d.xlarge.+\[cdk-guarded-endpoints:local-storage\]$/);
  });

  test.each(['ml.m5.xlarge', 'ml.p3.2xlarge', 'ml.inf2.xlarge', 'ml.c7g.xlarge', 'ml.t2.medium', 'ml.m6i.xlarge'])('%s has none', (instanceType) => {
    expect(declare({ instanceType, volumeSize: Size.gibibytes(100) }, true)).not.toThrow();
  });
});
