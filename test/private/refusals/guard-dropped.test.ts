import { newEndpoint, newStack, newVariant } from '../../declared';

describe('an instance type on which the service drops the guard', () => {
  test('fails if the endpoint is guarded', () => {
    const stack = newStack();
    expect(() => newEndpoint(stack, { variants: [newVariant(stack, { instanceType: 'ml.inf1.xlarge' })] }))
      .toThrow(/variant 'AllTraffic' is on ml\.inf1\.xlarge, and on Inf1 instances the service shifts all traffic at once and watches no alarm.+or unguarded: true \[cdk-guarded-endpoints:guard-dropped\]$/);
  });

  test('can be used without a guard', () => {
    const stack = newStack();
    expect(() => newEndpoint(stack, { unguarded: true, variants: [newVariant(stack, { instanceType: 'ml.inf1.xlarge' })] })).not.toThrow();
  });

  test('is none of the later generation', () => {
    const stack = newStack();
    expect(() => newEndpoint(stack, { variants: [newVariant(stack, { instanceType: 'ml.inf2.xlarge' })] })).not.toThrow();
  });
});
