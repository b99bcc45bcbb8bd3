import { aws_iam as iam, CustomResource, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledged';
import { StackUpdater } from './stack-updater';
import { LATEST_APPROVED_TYPE, type LatestApprovedRequest } from '../rollout/latest-approved';

/** The ARN of the latest approved version of a model package group, as the updater looks it up during a deployment. */
export function latestApprovedArn(scope: Construct, ModelPackageGroup: string, Revision: string): string {
  const updater = StackUpdater.getOrCreate(scope);
  const properties: LatestApprovedRequest = { ModelPackageGroup, Revision };
  const resource = new CustomResource(scope, 'LatestApproved', {
    resourceType: LATEST_APPROVED_TYPE,
    serviceToken: updater.serviceToken,
    serviceTimeout: Duration.minutes(5),
    properties: { ...properties },
  });
  resource.node.addDependency(allowToList(updater));
  return resource.getAttString('ModelPackageArn');
}

/** One for all models of the stack. */
function allowToList(updater: StackUpdater): iam.Policy {
  const id = 'RegistryPolicy';
  const there = updater.node.tryFindChild(id);
  if (there) {
    return there as iam.Policy;
  }
  // Without a resource, as AWS's own policy for readers of the registry has it.
  // https://docs.aws.amazon.com/sagemaker/latest/dg/security-iam-awsmanpol-model-registry.html
  const policy = new iam.Policy(updater, id, {
    roles: [updater.role],
    statements: [new iam.PolicyStatement({ actions: ['sagemaker:ListModelPackages'], resources: ['*'] })],
  });
  acknowledge(policy, { rule: 'AwsSolutions-IAM5', reason: 'Versions are listed without a resource in the policy; a list tells their names and states, not what is in them.' });
  return policy;
}
