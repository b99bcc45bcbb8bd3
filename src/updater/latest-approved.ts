import { createHash } from 'node:crypto';
import { ListModelPackagesCommand, type ModelPackageSummary } from '@aws-sdk/client-sagemaker';
import type { CloudFormationEvent } from './event';
import { whereLogsAre, type Ports } from './ports';
import type { Verdict } from './respond';
import { wordsOf } from './words';

/** A version that was looked up, and what for. */
interface Resolved {
  /** A digest of the group and the revision. */
  readonly question: string;
  readonly modelPackageArn: string;
}

/**
 * Tells CloudFormation the latest version of a model package group that is approved.
 *
 * The physical id holds the answer and the one before it. So when the stack goes back to the revision before, it gets the version
 * that it had then, whatever has been approved since.
 */
export async function latestApproved(ports: Ports, event: CloudFormationEvent): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const verdict = await verdictOf(ports, event);
  ports.log('latest approved', { kind: event.RequestType, stackId: StackId, requestId: RequestId, logicalResourceId: LogicalResourceId, answer: verdict });
  await ports.respond(ResponseURL, { stackId: StackId, requestId: RequestId, logicalResourceId: LogicalResourceId }, verdict);
}

async function verdictOf(ports: Ports, event: CloudFormationEvent): Promise<Verdict> {
  const { RequestType, PhysicalResourceId, RequestId, ResourceProperties } = event;
  if (RequestType === 'Delete') {
    return { status: 'SUCCESS', physicalResourceId: PhysicalResourceId! };
  }
  const [group, revision] = [String(ResourceProperties.ModelPackageGroup), String(ResourceProperties.Revision)];
  try {
    const question = createHash('sha256').update(JSON.stringify([group, revision])).digest('hex').slice(0, 16);
    const answers = answersIn(PhysicalResourceId);
    const known = answers.findIndex((answer) => answer.question === question);
    // What came after the known answer has been taken back, and is not to be given again unasked.
    const kept = known < 0 ? [{ question, modelPackageArn: await lookUp(ports, group) }, ...answers.slice(0, 1)] : answers.slice(known);
    return { status: 'SUCCESS', physicalResourceId: physicalId(kept), data: { ModelPackageArn: kept[0].modelPackageArn } };
  } catch (error) {
    const because = error instanceof NoneApproved ? error.message : wordsOf(error);
    return {
      status: 'FAILED',
      physicalResourceId: PhysicalResourceId ?? `not-found/${RequestId}`,
      reason: `the latest approved version of model package group '${group}' could not be found: ${because}.${whereLogsAre(ports)}`,
    };
  }
}

class NoneApproved extends Error {}

async function lookUp({ sagemaker }: Ports, group: string): Promise<string> {
  let nextToken: string | undefined;
  do {
    // A page may be empty although another follows.
    const { ModelPackageSummaryList = [], NextToken } = await sagemaker.send(new ListModelPackagesCommand({
      ModelPackageGroupName: group, ModelApprovalStatus: 'Approved', SortBy: 'CreationTime', SortOrder: 'Descending', NextToken: nextToken,
    }));
    const [latest] = ModelPackageSummaryList.filter(({ ModelPackageStatus }) => ModelPackageStatus === 'Completed').sort((a, b) => versionOf(b) - versionOf(a));
    if (latest) {
      return latest.ModelPackageArn!;
    }
    nextToken = NextToken;
  } while (nextToken !== undefined);
  throw new NoneApproved('none of its versions is approved; approve one in the model registry, and deploy again');
}

function versionOf({ ModelPackageVersion = 0 }: ModelPackageSummary): number {
  return ModelPackageVersion;
}

function physicalId(answers: readonly Resolved[]): string {
  return answers.map(({ question, modelPackageArn }) => `${modelPackageArn}@${question}`).join(' ');
}

function answersIn(physicalResourceId = ''): Resolved[] {
  return [...physicalResourceId.matchAll(/(\S+)@([0-9a-f]{16})(?= |$)/g)].map(([, modelPackageArn, question]) => ({ modelPackageArn, question }));
}
