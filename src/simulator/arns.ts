/** The account and region that a world stands for. */
export interface Account {
  readonly region: string;
  readonly accountId: string;
}

/** SageMaker writes names in ARNs in lower case, whatever their own spelling. */
export function sagemakerArn({ region, accountId }: Account, type: 'model' | 'model-package' | 'model-package-group' | 'endpoint-config' | 'endpoint', name: string): string {
  return `arn:aws:sagemaker:${region}:${accountId}:${type}/${name.toLowerCase()}`;
}

export function scalableTargetArn({ region, accountId }: Account, id: string): string {
  return `arn:aws:application-autoscaling:${region}:${accountId}:scalable-target/${id}`;
}

export function scalingPolicyArn({ region, accountId }: Account, id: string, resourceId: string, policyName: string): string {
  return `arn:aws:autoscaling:${region}:${accountId}:scalingPolicy:${id}:resource/sagemaker/${resourceId}:policyName/${policyName}`;
}

export function alarmArn({ region, accountId }: Account, alarmName: string): string {
  return `arn:aws:cloudwatch:${region}:${accountId}:alarm:${alarmName}`;
}
