import type { aws_ec2 as ec2, aws_kms as kms } from 'aws-cdk-lib';

/** Options for a stack's updater, the Lambda function that performs the updates of all its endpoints. */
export interface UpdaterOptions {
  /**
   * The key that encrypts CloudFormation's response URLs, and the function's log and environment.
   *
   * The policy of a key declared in the app is extended for CloudWatch Logs; an imported key has to allow it.
   *
   * @default - a key of the updater's own for the response URLs; log and environment are encrypted with the services' own keys
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The VPC that the function runs in.
   *
   * From there it must be able to reach SageMaker (and its runtime, for golden requests), CloudWatch, Step Functions, KMS, CloudFormation, and
   * Amazon S3, to which it sends its answers to CloudFormation.
   *
   * @default - no VPC
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the VPC that the function runs in.
   *
   * @default - private subnets with egress
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The function's security groups in the VPC.
   *
   * @default - a new one that allows all outbound traffic
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}
