import { aws_iam as iam } from 'aws-cdk-lib';

/** Allows a principal to send requests to an endpoint. */
export function grantInvoke(grantee: iam.IGrantable, endpointArn: string): iam.Grant {
  return iam.Grant.addToPrincipal({ grantee, actions: ['sagemaker:InvokeEndpoint'], resourceArns: [endpointArn] });
}
