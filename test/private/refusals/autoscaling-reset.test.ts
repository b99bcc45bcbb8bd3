import { Stack, aws_applicationautoscaling as appscaling, aws_iam as iam, aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { EndpointGuardrails, Guardrail } from '../../../src';
import { newStack, warningsOf } from '../../declared';

interface Scaled {
  readonly of?: (endpoint: sagemaker.CfnEndpoint) => string;
  readonly retainAllVariantProperties?: boolean;
}

function warned({ of = (endpoint) => endpoint.attrEndpointName, retainAllVariantProperties }: Scaled): string[] {
  const stack: Stack = newStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
  const model = new sagemaker.CfnModel(stack, 'Model', { executionRoleArn: role.roleArn, primaryContainer: { image: 'churn:1' } });
  const config = new sagemaker.CfnEndpointConfig(stack, 'Config', {
    productionVariants: [{ variantName: 'AllTraffic', modelName: model.attrModelName, instanceType: 'ml.m5.xlarge', initialInstanceCount: 4, initialVariantWeight: 1 }],
  });
  const endpoint = new sagemaker.CfnEndpoint(stack, 'Endpoint', { endpointName: 'churn', endpointConfigName: config.attrEndpointConfigName, retainAllVariantProperties });
  new appscaling.CfnScalableTarget(stack, 'Scaling', {
    serviceNamespace: 'sagemaker',
    scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
    resourceId: `endpoint/${of(endpoint)}/variant/AllTraffic`,
    minCapacity: 2,
    maxCapacity: 8,
  });
  endpoint.with(new EndpointGuardrails({ guardrails: [Guardrail.serverErrorRate()] }));
  return warningsOf(stack);
}

describe('an autoscaled endpoint of CloudFormation\'s own', () => {
  test.each<[string, Scaled]>([['by reference', {}], ['by its name', { of: () => 'churn' }]])('is warned of, scaled %s', (_how, scaled) => {
    expect(warned(scaled)).toEqual([expect.stringMatching(/^the endpoint is autoscaled.+use retainAllVariantProperties: true.+\[ack: cdk-guarded-endpoints:autoscaling-reset\]$/)]);
  });

  test('is not warned of if its updates keep the number of instances, or if it is another one', () => {
    expect(warned({ retainAllVariantProperties: true })).toEqual([]);
    expect(warned({ of: () => 'churn-2' })).toEqual([]);
  });
});
