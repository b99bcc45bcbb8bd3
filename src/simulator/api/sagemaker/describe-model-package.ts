import type { DescribeModelPackageInput, DescribeModelPackageOutput } from '@aws-sdk/client-sagemaker';
import { findModelPackage } from './find';
import type { World } from '../../world';

export function describeModelPackage(world: World, { ModelPackageName }: DescribeModelPackageInput): DescribeModelPackageOutput {
  const found = findModelPackage(world, ModelPackageName!);
  const { name, arn, group, version, creationTime, lastModifiedTime, approvalStatus, approvalDescription, input } = found;
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
