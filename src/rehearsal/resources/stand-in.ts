import type { ResourceProvider, ResourceRequest, ResourceState } from '../resource-provider';

type Cloud = ResourceRequest['cloud'];

/** Any other resource: an id and ARNs that look like its own, and nothing behind them. */
export const standIn: ResourceProvider = {
  create: async (request) => standInFor(request, nameOf(request)),
  // Its name is the last part of whatever `Ref` gives.
  update: async (request) => standInFor(request, request.physicalId.split(/[/:]/).pop()!),
  async delete() {},
};

/** A resource that is there in name only. */
export function standInFor({ cloud, type, properties }: ResourceRequest, name: string): ResourceState {
  const physicalId = REFERENCES[type]?.(cloud, name) ?? name;
  return { physicalId, attributes: attributesOf(cloud, type, name, properties) };
}

/** The name that the template gives it, or one as CloudFormation generates them. */
export function nameOf({ type, properties, generatedName }: ResourceRequest): string {
  const kind = type.split('::').pop()!;
  const given = properties[`${kind}Name`] ?? properties.Name;
  const prefix = SHORT_IDS[type];
  if (prefix !== undefined) {
    return `${prefix}-0${generatedName(64).slice(-12).toLowerCase()}`;
  }
  return typeof given === 'string' && given !== '' ? given : type === 'AWS::S3::Bucket' ? generatedName(63).toLowerCase() : generatedName(64);
}

/** Where an id is made of letters and digits, and checked to be so where it is used. */
const SHORT_IDS: Readonly<Record<string, string>> = {
  'AWS::EC2::SecurityGroup': 'sg',
  'AWS::EC2::Subnet': 'subnet',
  'AWS::EC2::VPC': 'vpc',
};

/** Where `Ref` gives something else than the name. */
const REFERENCES: Readonly<Record<string, (cloud: Cloud, name: string) => string>> = {
  'AWS::SNS::Topic': (cloud, name) => cloud.arn('sns', name),
  'AWS::SQS::Queue': (cloud, name) => `https://sqs.${cloud.region}.amazonaws.com/${cloud.accountId}/${name}`,
  'AWS::SecretsManager::Secret': (cloud, name) => cloud.arn('secretsmanager', `secret:${name}`),
};

/** Whatever is asked for: ARNs and ids where the name says so, a property of that name, otherwise the id and the attribute's name. */
function attributesOf(cloud: Cloud, type: string, name: string, properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return new Proxy<Record<string, unknown>>({}, {
    has: () => true,
    get: (_target, attribute) => (typeof attribute === 'string' ? valueOf(attribute) : undefined),
  });

  function valueOf(attribute: string): unknown {
    if (/arn$/i.test(attribute)) {
      return arnOf(cloud, type, name);
    }
    if (type === 'AWS::ECR::Repository' && attribute === 'RepositoryUri') {
      return `${cloud.accountId}.dkr.ecr.${cloud.region}.amazonaws.com/${name.toLowerCase()}`;
    }
    return properties[attribute] ?? (SHORT_IDS[type] !== undefined && /Id$/.test(attribute) ? name : `${name}.${attribute}`);
  }
}

/** Where an ARN of the type is not made of `<service>:<region>:<account>:<type>/<id>`. */
const ARN_FORMS: Readonly<Record<string, (cloud: Cloud, id: string) => string>> = {
  'AWS::IAM::ManagedPolicy': (cloud, id) => `arn:aws:iam::${cloud.accountId}:policy/${id}`,
  'AWS::IAM::Role': (cloud, id) => `arn:aws:iam::${cloud.accountId}:role/${id}`,
  'AWS::IAM::User': (cloud, id) => `arn:aws:iam::${cloud.accountId}:user/${id}`,
  'AWS::Logs::LogGroup': (cloud, id) => cloud.arn('logs', `log-group:${id}:*`),
  'AWS::S3::Bucket': (_cloud, id) => `arn:aws:s3:::${id}`,
  'AWS::SNS::Topic': (cloud, id) => cloud.arn('sns', id),
  'AWS::SQS::Queue': (cloud, id) => cloud.arn('sqs', id),
};

function arnOf(cloud: Cloud, type: string, name: string): string {
  const [, service = 'custom', kind = 'resource'] = type.toLowerCase().split('::');
  return ARN_FORMS[type]?.(cloud, name) ?? cloud.arn(service, `${kind}/${name}`);
}
