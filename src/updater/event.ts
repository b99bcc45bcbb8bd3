/**
 * What CloudFormation sends for a custom resource.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
 */
export interface CloudFormationEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** Presigned: whoever reads it can answer in our name. It is sealed at once and never logged. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  /** As the template has it: `Custom::...`. */
  readonly ResourceType?: string;
  /** Absent in a create. */
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

export function isCloudFormationEvent(event: object): event is CloudFormationEvent {
  return 'RequestType' in event && 'ResponseURL' in event;
}
