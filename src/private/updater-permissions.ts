import { ArnFormat, aws_iam as iam, Stack, Tags, type aws_cloudwatch as cloudwatch, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledged';
import { arnsOf } from './alarm-readers';
import { endpointArnOf } from './endpoint-name';

/** The tag by which an endpoint's configs are known, those of earlier deployments included. */
export const CONFIG_TAG = 'cdk-guarded-endpoints:endpoint';

interface Updated {
  readonly endpointName: string;
  readonly endpointConfig: sagemaker.CfnEndpointConfig;
  /** Absent where there are none. */
  readonly alarms?: readonly cloudwatch.IAlarmRef[];
  /** Whether the requests to it are counted. */
  readonly verified?: boolean;
}

/**
 * Allows the updater's role to work on one endpoint and to read its alarms, and no others.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
export function allowToUpdate(scope: Construct, role: iam.IRole, { endpointName, endpointConfig, alarms, verified }: Updated): iam.Policy {
  const endpointArn = endpointArnOf(scope, endpointName);
  Tags.of(endpointConfig).add(CONFIG_TAG, endpointName);
  const policy = new iam.Policy(scope, 'UpdaterPolicy', {
    roles: [role],
    statements: [
      // Both are authorised on the endpoint and on the endpoint config; whose ARN is as SageMaker returned it.
      new iam.PolicyStatement({ actions: ['sagemaker:CreateEndpoint', 'sagemaker:UpdateEndpoint'], resources: [endpointArn, endpointConfig.ref] }),
      // Back to the config served before, whose name nobody knows at synth: any that was made for this endpoint.
      new iam.PolicyStatement({
        actions: ['sagemaker:UpdateEndpoint'],
        resources: [Stack.of(scope).formatArn({ service: 'sagemaker', resource: 'endpoint-config', resourceName: '*', arnFormat: ArnFormat.SLASH_RESOURCE_NAME })],
        conditions: { StringEquals: { [`aws:ResourceTag/${CONFIG_TAG}`]: endpointName } },
      }),
      new iam.PolicyStatement({
        // A create with tags needs AddTags.
        actions: ['sagemaker:AddTags', 'sagemaker:DeleteEndpoint', 'sagemaker:DescribeEndpoint'],
        resources: [endpointArn],
      }),
    ],
  });
  acknowledge(policy, {
    rule: 'AwsSolutions-IAM5',
    reason: 'Configs of earlier deployments have names that CloudFormation has generated; those of this endpoint are told by their tag. CloudWatch cannot narrow who reads metrics.',
  });
  if (alarms) {
    policy.addStatements(new iam.PolicyStatement({ actions: ['cloudwatch:DescribeAlarmHistory', 'cloudwatch:DescribeAlarms'], resources: arnsOf(alarms) }));
  }
  if (verified) {
    // CloudWatch cannot narrow who reads which metrics.
    policy.addStatements(new iam.PolicyStatement({ actions: ['cloudwatch:GetMetricStatistics'], resources: ['*'] }));
  }
  return policy;
}
