import { ArnFormat, Stack, type aws_iam as iam, type aws_cloudwatch as cloudwatch, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledged';
import { arnsOf } from './alarm-readers';
import { endpointArnOf } from './endpoint-name';
import { RolePolicy } from './role-policy';
import type { DeclaredVerification } from '../rollout/request';

/** The tag by which an endpoint's configs are known, those of earlier deployments included. */
export const CONFIG_TAG = 'cdk-guarded-endpoints:endpoint';

interface Updated {
  readonly endpointName: string;
  readonly endpointConfig: sagemaker.CfnEndpointConfig;
  /** Absent where there are none. */
  readonly alarms?: readonly cloudwatch.IAlarmRef[];
  readonly verification?: DeclaredVerification;
  /** Whether it may be there already. */
  readonly adopt?: boolean;
}

/**
 * Allows the updater's role to work on one endpoint and to read its alarms, and no others.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
export function allowToUpdate(scope: Construct, role: iam.IRole, updated: Updated): Construct {
  const { endpointName, endpointConfig, alarms, verification, adopt = false } = updated;
  const endpointArn = endpointArnOf(scope, endpointName);
  const configArns = Stack.of(scope).formatArn({
    service: 'sagemaker', resource: 'endpoint-config', resourceName: '*', arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  const { construct } = new RolePolicy(scope, 'UpdaterPolicy', [role], [
    // Both are authorised on the endpoint and on the endpoint config; whose ARN is as SageMaker returned it.
    { actions: ['sagemaker:CreateEndpoint', 'sagemaker:UpdateEndpoint'], resources: [endpointArn, endpointConfig.ref] },
    // Back to the config served before, whose name nobody knows at synth: any that was made for this endpoint.
    {
      actions: ['sagemaker:UpdateEndpoint'],
      resources: configArns,
      // An endpoint that is taken over is on a config that was made by others, and goes back to it where that fails.
      ...(!adopt && { conditions: { StringEquals: { [`aws:ResourceTag/${CONFIG_TAG}`]: endpointName } } }),
    },
    // A create with tags needs AddTags, too.
    { actions: ['sagemaker:AddTags', 'sagemaker:DeleteEndpoint', 'sagemaker:DeleteTags', 'sagemaker:DescribeEndpoint'], resources: endpointArn },
    ...(alarms ? [{ actions: ['cloudwatch:DescribeAlarmHistory', 'cloudwatch:DescribeAlarms'], resources: arnsOf(scope, alarms) }] : []),
    // CloudWatch cannot narrow who reads which metrics.
    ...(verification?.minimumInvocations === undefined ? [] : [{ actions: ['cloudwatch:GetMetricStatistics'], resources: '*' }]),
    ...(verification?.requests ? [{ actions: ['sagemaker:InvokeEndpoint'], resources: endpointArn }] : []),
  ]);
  acknowledge(construct, {
    rule: 'AwsSolutions-IAM5',
    reason: 'Configs of earlier deployments have names that CloudFormation has generated; those of this endpoint are told by their tag. CloudWatch cannot narrow who reads metrics.',
  });
  return construct;
}
