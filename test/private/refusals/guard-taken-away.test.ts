import { aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EndpointUpdater } from '../../../src';
import { newEndpoint, newStack } from '../../declared';

/** An endpoint that CloudFormation updates, and what the app does to it afterwards. */
function synthesized(change: (endpoint: sagemaker.CfnEndpoint) => void): () => Template {
  const stack = newStack();
  change(newEndpoint(stack, { updater: EndpointUpdater.cloudFormation() }).node.findChild('Resource') as sagemaker.CfnEndpoint);
  return () => Template.fromStack(stack);
}

describe('a guard', () => {
  test.each<[string, (endpoint: sagemaker.CfnEndpoint) => void]>([
    ['taken out', (endpoint) => { endpoint.deploymentConfig = undefined; }],
    ['replaced', (endpoint) => { endpoint.deploymentConfig = { blueGreenUpdatePolicy: { trafficRoutingConfiguration: { type: 'ALL_AT_ONCE', waitIntervalInSeconds: 0 } } }; }],
    ['deleted by an override', (endpoint) => endpoint.addPropertyDeletionOverride('DeploymentConfig')],
    ['deprived of its alarms by an override', (endpoint) => endpoint.addPropertyOverride('DeploymentConfig.AutoRollbackConfiguration.Alarms', [])],
  ])('is not %s', (_name, change) => {
    expect(synthesized(change)).toThrow('the guardrails of the endpoint were taken out of its DeploymentConfig again, so that nothing would roll a bad model back; '
      + 'leave DeploymentConfig to the guardrails [cdk-guarded-endpoints:guard-taken-away]');
  });

  test.each<[string, (endpoint: sagemaker.CfnEndpoint) => void]>([
    ['a property', (endpoint) => { endpoint.retainDeploymentConfig = true; }],
    ['an override', (endpoint) => endpoint.addPropertyOverride('RetainDeploymentConfig', true)],
  ])('is not that of the last update, by %s', (_name, change) => {
    expect(synthesized(change)).toThrow('retainDeploymentConfig has the service use the DeploymentConfig of the last update');
  });

  const POLICY = 'DeploymentConfig.BlueGreenUpdatePolicy';
  test.each<[string, (endpoint: sagemaker.CfnEndpoint) => void, string]>([
    ['lose its steps', (endpoint) => endpoint.addPropertyOverride(`${POLICY}.TrafficRoutingConfiguration.Type`, 'ALL_AT_ONCE'), 'the strategy declared shifts traffic in steps, but the DeploymentConfig in the template all at once'],
    ['lose its baking period', (endpoint) => endpoint.addPropertyOverride(`${POLICY}.TrafficRoutingConfiguration.WaitIntervalInSeconds`, 0), 'the baking period declared is 300 seconds, but 0 in the DeploymentConfig'],
  ])('may not %s by an override', (_what, change, message) => {
    expect(synthesized(change)).toThrow(message);
  });

  test('may get another wait by an override', () => {
    expect(synthesized((endpoint) => endpoint.addPropertyOverride('DeploymentConfig.BlueGreenUpdatePolicy.TerminationWaitInSeconds', 300))).not.toThrow();
  });
});
