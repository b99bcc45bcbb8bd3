import { aws_iam as iam, type aws_kms as kms, type aws_s3 as s3 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { executionRoleOf } from './execution-role';
import { modelsOf, type Variant } from './variants';
import type { GuardedEndpointProps } from '../guarded-endpoint-props';

/** Allows the models' execution roles to write what the config tells them to. A role that is not known is the user's affair. */
export function allowToWrite(
  scope: Construct, { dataCapture, asyncInference }: GuardedEndpointProps, variants: readonly Variant[],
): iam.Policy | undefined {
  const topics = [asyncInference?.successTopic, asyncInference?.errorTopic].flatMap((topic) => (topic ? [topic.topicArn] : []));
  const roles = [...new Set(variants.flatMap(modelsOf).flatMap((model) => executionRoleOf(model) ?? []))];
  const statements = [
    ...variants.flatMap(({ coreDump }) => (coreDump ? writing(coreDump) : [])),
    ...(dataCapture ? writing(dataCapture) : []),
    // Answers and failures; what is asked is read from the same bucket, under whatever key.
    // https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-create-endpoint-prerequisites.html
    ...(asyncInference ? writing({ ...asyncInference, prefix: undefined, more: ['s3:AbortMultipartUpload', 's3:GetObject'] }) : []),
    ...(topics.length > 0 ? [new iam.PolicyStatement({ actions: ['sns:Publish'], resources: topics })] : []),
  ];
  if (statements.length === 0 || roles.length === 0) {
    return undefined;
  }
  const policy = new iam.Policy(scope, 'Writers', { statements });
  roles.forEach((role) => role.attachInlinePolicy(policy));
  return policy;
}

interface Written {
  readonly bucket: s3.IBucket;
  /** The beginning of the keys, to which the service adds a slash where it does not end in one. */
  readonly prefix?: string;
  readonly encryptionKey?: kms.IKey;
  readonly more?: readonly string[];
}

function writing({ bucket, prefix, encryptionKey, more = [] }: Written): iam.PolicyStatement[] {
  const keys = [encryptionKey, bucket.encryptionKey].flatMap((key) => (key ? [key.keyArn] : []));
  return [
    new iam.PolicyStatement({ actions: ['s3:PutObject', ...more], resources: [bucket.arnForObjects(`${prefix ? `${prefix.replace(/\/+$/, '')}/` : ''}*`)] }),
    // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantCoreDumpConfig.html
    ...(keys.length > 0 ? [new iam.PolicyStatement({ actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], resources: keys })] : []),
  ];
}
