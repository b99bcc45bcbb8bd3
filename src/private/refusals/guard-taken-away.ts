import { Stack, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { firstBakeOf } from './bake-shorter-than-alarm';
import { stepOf } from './rounded-share';
import { qualified } from './rule';
import type { DeploymentConfig as UpdatePolicy } from '../../rollout/deployment-config';
import { overridesOf, renderedProperties } from '../rendered-resource';

const ID = `[${qualified('guard-taken-away')}]`;

/** Refuses, once all is declared, an endpoint of CloudFormation's own whose strategy or alarms the app has taken out again, by a property, an override or another mixin. */
export function refuseGuardTakenAway(endpoint: sagemaker.CfnEndpoint, declared: UpdatePolicy): void {
  const { deploymentConfig: given, endpointName } = endpoint;
  endpoint.node.addValidation({
    validate: () => {
      const overridden = Object.keys(overridesOf(endpoint).Properties ?? {}).some((property) => /(?:DeploymentConfig|EndpointName)$/.test(property));
      const same = endpoint.deploymentConfig === given && endpoint.endpointName === endpointName;
      if (same && endpoint.retainDeploymentConfig === undefined && !overridden) {
        return [];
      }
      const { DeploymentConfig, RetainDeploymentConfig, EndpointName } = renderedProperties(endpoint) as Properties;
      return [
        ...alarmsTakenOut(endpoint, given, declared, DeploymentConfig),
        ...RetainDeploymentConfig !== true ? [] : ['retainDeploymentConfig has the service use the DeploymentConfig of the last update, and not the one declared here, so that changed guardrails would not guard; '
          + `leave retainDeploymentConfig out ${ID}`],
        ...JSON.stringify(EndpointName) === JSON.stringify(Stack.of(endpoint).resolve(endpointName)) ? []
          : [`the endpoint was renamed after it had its guardrails, which watch '${endpointName}', so that they would have no data; set endpointName before the guardrails are put on it ${ID}`],
      ];
    },
  });
}

function alarmsTakenOut(endpoint: sagemaker.CfnEndpoint, given: unknown, declared: UpdatePolicy, rendered: UpdatePolicy = {}): string[] {
  const alarms = namesIn(rendered.AutoRollbackConfiguration?.Alarms);
  if (alarms.length === 0) {
    return [`the guardrails of the endpoint were taken out of its DeploymentConfig again, so that nothing would roll a bad model back; leave DeploymentConfig to the guardrails ${ID}`];
  }
  const { autoRollbackConfiguration } = Stack.of(endpoint).resolve(given) as Given;
  const lost = namesIn(autoRollbackConfiguration.alarms).filter((alarm) => !alarms.includes(alarm));
  return [
    ...lost.length === 0 ? []
      : [`guardrails of the endpoint (${lost.join(', ')}) are no longer among the alarms of its DeploymentConfig, so that they would roll nothing back; leave DeploymentConfig to the guardrails ${ID}`],
    ...weakened(rendered, declared),
  ];
}

/** What an override has made of the strategy, where that lets every bad model through to all its users. */
function weakened(deployed: UpdatePolicy, declared: UpdatePolicy): string[] {
  const inSteps = stepOf(deployed) !== undefined && deployed.BlueGreenUpdatePolicy?.TrafficRoutingConfiguration.Type !== 'ALL_AT_ONCE';
  return [
    ...stepOf(declared) === undefined || inSteps ? [] : ['the strategy declared shifts traffic in steps, but the DeploymentConfig in the template all at once; leave DeploymentConfig to the guardrails, '
      + `or use DeploymentStrategy.allAtOnce() ${ID}`],
    ...firstBakeOf(declared) === 0 || firstBakeOf(deployed) !== 0 ? [] : [`the baking period declared is ${firstBakeOf(declared)} seconds, but 0 in the DeploymentConfig in the template, so that no guardrail can go off; `
      + `leave DeploymentConfig to the guardrails ${ID}`],
  ];
}

/** Each alarm's name, or what the template refers to it by. */
function namesIn(alarms: readonly unknown[] = []): string[] {
  return alarms.map((alarm) => JSON.stringify(Object.values(alarm as object)[0]));
}

interface Given {
  readonly autoRollbackConfiguration: { readonly alarms: readonly unknown[] };
}

interface Properties {
  readonly EndpointName?: unknown;
  readonly DeploymentConfig?: UpdatePolicy;
  readonly RetainDeploymentConfig?: unknown;
}
