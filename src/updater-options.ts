import type { aws_ec2 as ec2, aws_kms as kms } from 'aws-cdk-lib';

/** How the updater of a stack is set up: the Lambda function, shared by all endpoints of the stack, that performs their updates. */
export interface UpdaterOptions {
  /**
   * The key that seals CloudFormation's response URLs, and encrypts the function's log and environment.
   *
   * The key's policy is extended for CloudWatch Logs where the key is declared in the app; an imported one has to allow it.
   *
   * @default - a key of the updater's own for the response URLs; log and environment are encrypted with the services' keys
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The VPC that the function runs in.
   *
   * From there it has to reach SageMaker (and its runtime, where there are golden requests), CloudWatch, Step Functions, KMS, CloudFormation, and Amazon S3, where CloudFormation is answered.
   *
   * @default - none
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the VPC that the function runs in.
   *
   * @default - private subnets with a way out
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The function's security groups in the VPC.
   *
   * @default - one of its own that lets everything out
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}
