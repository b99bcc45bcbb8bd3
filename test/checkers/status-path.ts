import type { Checker } from './checker';

/**
 * Which status may follow which; an entry with the status unchanged is a note.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
 */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  '': ['Creating'],
  'Creating': ['InService', 'Failed'],
  'InService': ['Updating', 'SystemUpdating', 'Deleting', 'OutOfService'],
  'Updating': ['InService', 'RollingBack', 'UpdateRollbackFailed', 'Failed'],
  'RollingBack': ['InService', 'UpdateRollbackFailed', 'Failed'],
  'SystemUpdating': ['InService'],
  'OutOfService': ['Updating', 'Deleting', 'InService'],
  'UpdateRollbackFailed': ['Updating', 'Deleting'],
  'Failed': ['Deleting'],
  'Deleting': ['Deleted'],
  'Deleted': ['Creating'],
};

/** An endpoint takes no way through its statuses that the API's reference does not know; and what ends badly has a reason. */
export function statusPath(): Checker {
  let status = '';
  return {
    saw({ entry, described }) {
      if (entry.event !== 'EndpointStatus') {
        return [];
      }
      const before = status;
      status = entry.status;
      const failed = status === 'Failed' || status === 'UpdateRollbackFailed';
      return [
        ...(status !== before && !NEXT[before].includes(status) ? [`${status} came after ${before === '' ? 'nothing' : before}`] : []),
        ...(failed && !described?.FailureReason ? [`${status} without a FailureReason`] : []),
        ...((described?.FailureReason ?? '').length > 1024 ? ['the FailureReason is longer than the API allows'] : []),
      ];
    },
  };
}
