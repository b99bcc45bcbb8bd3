import { aws_iam as iam } from 'aws-cdk-lib';

/** Adds a statement to a role's own policy; an imported role takes it as far as it can be changed. */
export function addStatement(role: iam.IRole, actions: string[], resources: string[], conditions?: Record<string, unknown>): void {
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources, conditions }));
}

/** Allows a principal to send requests to an endpoint. */
export function grantInvoke(grantee: iam.IGrantable, endpointArn: string): iam.Grant {
  return iam.Grant.addToPrincipal({ grantee, actions: ['sagemaker:InvokeEndpoint'], resourceArns: [endpointArn] });
}
