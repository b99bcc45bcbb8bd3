import { Stack, type App } from 'aws-cdk-lib';
import { aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { EndpointGuardrails, GuardedEndpoint, Guardrail } from '../../../src';
import { newEndpoint, newModel, newStack } from '../../declared';

const env = { account: '111122223333', region: 'eu-west-1' };

function another(stack: Stack, endpointName: string): GuardedEndpoint {
  return new GuardedEndpoint(stack, 'Other', { endpointName, variants: [{ model: newModel(stack, 'OtherModel'), instanceType: 'ml.m5.xlarge' }], guardrails: [Guardrail.serverErrorRate()] });
}

describe('two endpoints of one name', () => {
  test.each(['churn', 'Churn'])('are refused in one stack: %s', (endpointName) => {
    const stack = newStack();
    newEndpoint(stack);
    expect(() => another(stack, endpointName)).toThrow(`GuardedEndpoint 'Stack/Other': endpoint 'Stack/Churn' has the name '${endpointName}' as well, in the same account and region, `
      + 'so that one of them could not be created, and the guardrails of both would watch the same metrics; use another endpointName, or leave it out [cdk-guarded-endpoints:same-name]');
  });

  test('are refused in two stacks of one place', () => {
    const stack = newStack({ env });
    newEndpoint(stack);
    expect(() => another(new Stack(stack.node.root as App, 'There', { env }), 'churn')).toThrow('same-name');
  });

  test('are refused where CloudFormation updates one of them', () => {
    const stack = newStack();
    newEndpoint(stack);
    const target = new sagemaker.CfnEndpoint(stack, 'Native', { endpointName: 'churn', endpointConfigName: 'churn-1' });
    expect(() => target.with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] }))).toThrow('same-name');
  });

  test.each([
    ['two regions', { ...env, region: 'us-east-1' }], ['two accounts', { ...env, account: '444455556666' }], ['places that are not known', undefined],
  ])('can be in %s', (_name, there) => {
    const stack = newStack(there && { env });
    newEndpoint(stack);
    expect(() => another(new Stack(stack.node.root as App, 'There', { env: there }), 'churn')).not.toThrow();
  });
});
