import type { ListModelPackagesInput, ListModelPackagesOutput } from '@aws-sdk/client-sagemaker';
import { findModelPackageGroup } from './find';
import { list } from './list';
import type { World } from '../../world';

/** Documented: the oldest first, unless asked otherwise. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListModelPackages.html */
export function listModelPackages(world: World, input: ListModelPackagesInput): ListModelPackagesOutput {
  const { ModelPackageGroupName: group, ModelApprovalStatus: approvalStatus, SortOrder = 'Ascending' } = input;
  const all = group === undefined ? world.sagemaker.registry.all() : findModelPackageGroup(world, group).packages;
  // Of versions that were registered at the same instant, the order is that of their numbers.
  const inOrder = SortOrder === 'Descending' ? [...all].reverse() : all;
  const wanted = inOrder.filter((candidate) => approvalStatus === undefined || candidate.approvalStatus === approvalStatus);
  const { items, nextToken } = list(wanted, { ...input, SortOrder }, 100);
  return {
    ModelPackageSummaryList: items.map((item) => ({
      ModelPackageName: item.name,
      ModelPackageGroupName: item.group.name,
      ModelPackageVersion: item.version,
      ModelPackageArn: item.arn,
      CreationTime: item.creationTime,
      ModelPackageStatus: 'Completed',
      ModelApprovalStatus: item.approvalStatus,
    })),
    NextToken: nextToken,
  };
}
