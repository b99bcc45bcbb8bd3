import { aws_sagemaker as sagemaker, type Stack } from 'aws-cdk-lib';
import { EndpointGuardrails, Guardrail } from '../../../src';
import { newModel, newStack, warningsOf } from '../../declared';
import { native } from '../../trapped';

const guardrails = (): EndpointGuardrails => new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] });

function put(declare: (stack: Stack) => void): string[] {
  const stack = newStack();
  declare(stack);
  return warningsOf(stack);
}

describe('guardrails on a scope', () => {
  test.each<[string, (stack: Stack) => void]>([
    ['before the endpoint is in it', (stack) => { stack.with(guardrails()); new sagemaker.CfnEndpoint(stack, 'Late', { endpointConfigName: 'late' }); }],
    ['that is a model', (stack) => newModel(stack).with(guardrails())],
  ])('are warned of %s', (_name, declare) => {
    expect(put(declare)).toEqual([expect.stringMatching(/^EndpointGuardrails were put on 'Stack.*' when there was no endpoint of CloudFormation in it, .+guards-nothing\]$/)]);
  });

  test('are not where there is one', () => {
    const without = (stack: Stack): void => {
      native()(stack);
      (stack.node.findChild('Endpoint') as sagemaker.CfnEndpoint).deploymentConfig = undefined;
    };
    expect(put(native())).toEqual([]);
    expect(() => put(without)).toThrow('guard-taken-away');
  });
});
