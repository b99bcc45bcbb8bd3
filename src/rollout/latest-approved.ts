/** The type, in templates, of the custom resource that looks a model's version up. */
export const LATEST_APPROVED_TYPE = 'Custom::LatestApprovedModelPackage';

/** What is asked of it; what it answers is the attribute `ModelPackageArn`. */
export interface LatestApprovedRequest {
  /** The group's name, or its ARN. */
  readonly ModelPackageGroup: string;
  /** Whatever it is, the same one has the same answer, until there has been another. */
  readonly Revision: string;
}
