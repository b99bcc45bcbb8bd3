import type { ResourceProvider, ResourceRequest } from '../resource-provider';

/** Any other resource: an id and ARNs that look like its own, and nothing behind them. */
export const standIn: ResourceProvider = {
  async create({ cloud, type, generatedName }) {
    const physicalId = generatedName(64);
    return { physicalId, attributes: attributesOf(cloud, type, physicalId) };
  },

  async update({ cloud, type, physicalId }) {
    return { physicalId, attributes: attributesOf(cloud, type, physicalId) };
  },

  async delete() {},
};

/** Whatever is asked for: ARNs where the name says so, otherwise the id and the attribute's name. */
function attributesOf(cloud: ResourceRequest['cloud'], type: string, physicalId: string): Record<string, unknown> {
  return new Proxy<Record<string, unknown>>({}, {
    has: () => true,
    get: (_target, name) => (typeof name === 'string' ? (/arn$/i.test(name) ? arnOf(cloud, type, physicalId) : `${physicalId}.${name}`) : undefined),
  });
}

/** Where an ARN of the type is not made of `<service>:<region>:<account>:<type>/<id>`. */
const ARN_FORMS: Readonly<Record<string, (cloud: ResourceRequest['cloud'], id: string) => string>> = {
  'AWS::IAM::ManagedPolicy': (cloud, id) => `arn:aws:iam::${cloud.accountId}:policy/${id}`,
  'AWS::IAM::Role': (cloud, id) => `arn:aws:iam::${cloud.accountId}:role/${id}`,
  'AWS::IAM::User': (cloud, id) => `arn:aws:iam::${cloud.accountId}:user/${id}`,
  'AWS::Logs::LogGroup': (cloud, id) => cloud.arn('logs', `log-group:${id}:*`),
  'AWS::S3::Bucket': (_cloud, id) => `arn:aws:s3:::${id}`,
  'AWS::SNS::Topic': (cloud, id) => cloud.arn('sns', id),
  'AWS::SQS::Queue': (cloud, id) => cloud.arn('sqs', id),
};

function arnOf(cloud: ResourceRequest['cloud'], type: string, physicalId: string): string {
  const [, service = 'custom', kind = 'resource'] = type.toLowerCase().split('::');
  return ARN_FORMS[type]?.(cloud, physicalId) ?? cloud.arn(service, `${kind}/${physicalId}`);
}
