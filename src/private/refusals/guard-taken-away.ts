import { Stack, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';

/** Refuses, once all is declared, an endpoint of CloudFormation's own whose strategy or alarms the app has taken out again, by a property, an override or another mixin. */
export function refuseGuardTakenAway(endpoint: sagemaker.CfnEndpoint): void {
  const given = endpoint.deploymentConfig;
  endpoint.node.addValidation({
    validate: () => {
      const { rawOverrides } = endpoint as unknown as Synthesizable;
      const { Properties: overrides = {} } = rawOverrides;
      if (endpoint.deploymentConfig === given && endpoint.retainDeploymentConfig === undefined && !Object.keys(overrides).some((property) => property.endsWith('DeploymentConfig'))) {
        return [];
      }
      const { DeploymentConfig, RetainDeploymentConfig } = propertiesOf(endpoint);
      const alarms = DeploymentConfig?.AutoRollbackConfiguration?.Alarms ?? [];
      return [
        ...alarms.length > 0 ? [] : ['the guardrails of the endpoint were taken out of its DeploymentConfig again, so that nothing would roll a bad model back; '
          + 'leave DeploymentConfig to the guardrails [cdk-guarded-endpoints:guard-taken-away]'],
        ...RetainDeploymentConfig !== true ? [] : ['retainDeploymentConfig has the service use the DeploymentConfig of the last update, and not the one declared here, so that changed guardrails would not guard; '
          + 'leave retainDeploymentConfig out [cdk-guarded-endpoints:guard-taken-away]'],
      ];
    },
  });
}

function propertiesOf(endpoint: sagemaker.CfnEndpoint): Properties {
  // As they stand in the template, overrides and all; no public method tells.
  const { Resources } = Stack.of(endpoint).resolve((endpoint as unknown as Synthesizable)._toCloudFormation()) as Fragment;
  return Object.values(Resources)[0].Properties ?? {};
}

interface Synthesizable {
  /** What the escape hatches have put in. */
  readonly rawOverrides: { readonly Properties?: Readonly<Record<string, unknown>> };
  _toCloudFormation(): object;
}

interface Fragment {
  readonly Resources: Readonly<Record<string, { readonly Properties?: Properties }>>;
}

interface Properties {
  readonly DeploymentConfig?: { readonly AutoRollbackConfiguration?: { readonly Alarms?: readonly unknown[] } };
  readonly RetainDeploymentConfig?: unknown;
}
