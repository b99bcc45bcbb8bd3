import type { DescribeModelPackageInput, DescribeModelPackageOutput } from '@aws-sdk/client-sagemaker';
import type { World } from '../../world';
import { findModelPackage } from './find';

export function describeModelPackage(world: World, { ModelPackageName }: DescribeModelPackageInput): DescribeModelPackageOutput {
  const { name, arn, group, version, creationTime, lastModifiedTime, approvalStatus, approvalDescription, input } = findModelPackage(world, ModelPackageName!);
  const { Tags: _tags, ClientToken: _token, ...registered } = input;
  return {
    ...registered,
    ModelPackageName: name,
    ModelPackageGroupName: group.name,
    ModelPackageVersion: version,
    ModelPackageArn: arn,
    CreationTime: creationTime,
    LastModifiedTime: lastModifiedTime,
    ModelPackageStatus: 'Completed',
    ModelPackageStatusDetails: { ValidationStatuses: [] },
    ModelApprovalStatus: approvalStatus,
    ApprovalDescription: approvalDescription,
  } as DescribeModelPackageOutput;
}
