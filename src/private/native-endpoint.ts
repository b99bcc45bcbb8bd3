import { aws_sagemaker as sagemaker, Lazy, type aws_cloudwatch as cloudwatch, type TagManager } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Faults } from './faults';
import { nativeDeploymentConfig } from './native-deployment-config';
import type { GuardedEndpointProps } from '../guarded-endpoint-props';
import { countsKeptOfAll } from './refusals/counts-kept-of-all';
import { refuseGuardTakenAway } from './refusals/guard-taken-away';
import { inform, warn } from './refusals/rule';
import type { DeploymentConfig } from '../rollout/deployment-config';

interface NativeEndpointProps {
  readonly endpointName: string;
  readonly endpointConfig: sagemaker.CfnEndpointConfig;
  readonly updatePolicy: DeploymentConfig;
  /** Absent where there are none; those that are added later included. */
  readonly alarms?: readonly cloudwatch.IAlarmRef[];
  readonly tags: TagManager;
  readonly variantNames: readonly string[];
}

/** An endpoint that CloudFormation itself updates. */
export class NativeEndpoint {
  readonly resource: sagemaker.CfnEndpoint;
  readonly endpointArn: string;
  private readonly scaled = new Set<string>();

  constructor(private readonly endpoint: Construct, private readonly props: NativeEndpointProps) {
    const { endpointName, endpointConfig, updatePolicy, alarms, tags } = props;
    this.resource = new sagemaker.CfnEndpoint(endpoint, 'Resource', {
      endpointName,
      endpointConfigName: endpointConfig.attrEndpointConfigName,
      deploymentConfig: nativeDeploymentConfig(updatePolicy, alarms),
    });
    if (alarms) {
      refuseGuardTakenAway(this.resource, updatePolicy);
    }
    // Those of the construct, which is what users set them on.
    const rendered = () => Object.entries(tags.tagValues()).map(([Key, Value]) => ({ Key, Value }));
    this.resource.addPropertyOverride('Tags', Lazy.any({ produce: rendered }, { omitEmptyArray: true }));
    this.endpointArn = this.resource.ref;
    inform(endpoint, 'native-updates', 'CloudFormation itself updates this endpoint, and how it reports that a guardrail has rolled an update back is not '
      + 'documented: the deployment may look like a success; be told with alarmActions or notifyOfDeployments, or leave updater out');
  }

  /**
   * Has updates keep the numbers of instances, which autoscaling arrives at. Of all variants, which is how the service keeps them; weights and
   * data capture stay what the app declares.
   *
   * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
   */
  keepCounts(scaledVariant: string): void {
    if (this.scaled.size === 0) {
      this.resource.retainAllVariantProperties = true;
      this.resource.excludeRetainedVariantProperties = ['DesiredWeight', 'DataCaptureConfig'].map((variantPropertyType) => ({ variantPropertyType }));
      this.endpoint.node.addValidation({ validate: () => this.warnOfOthers() });
    }
    this.scaled.add(scaledVariant);
  }

  private warnOfOthers(): string[] {
    const message = countsKeptOfAll([...this.scaled], this.props.variantNames);
    if (message !== undefined) {
      warn(this.endpoint, 'counts-kept-of-all', message);
    }
    return [];
  }
}

/** What CloudFormation cannot do by itself, and what does it. */
const NOT_NATIVE: Readonly<Partial<Record<keyof GuardedEndpointProps, string>>> = {
  verification: 'does not count requests, and sends none',
  hooks: 'does not call functions before and after an update',
  deployDespiteAlarm: 'does not look at alarms before an update; while one rings, declare the endpoint without that guardrail',
  adoptExisting: 'does not take over an endpoint that it has not created',
  waitCondition: 'waits for the endpoint itself',
};

/** Refuses what only the Lambda function can do, where CloudFormation does the updates. */
export function checkNative(faults: Faults, props: GuardedEndpointProps): void {
  for (const [name, because] of Object.entries(props.updater?._native ? NOT_NATIVE : {})) {
    if (props[name as keyof GuardedEndpointProps]) {
      faults.add(`${name} is given, but with EndpointUpdater.cloudFormation() CloudFormation updates the endpoint, and it ${because}; leave ${name} out, `
        + 'or leave updater out, so that a Lambda function updates the endpoint');
    }
  }
}
