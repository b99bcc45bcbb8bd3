import type { ResourceProvider } from '../resource-provider';

/** `AWS::KMS::Key`. */
export const key: ResourceProvider = {
  async create({ cloud, generatedName }) {
    const keyId = generatedName(64);
    const arn = cloud.arn('kms', `key/${keyId}`);
    cloud.keyArns.add(arn);
    return { physicalId: keyId, attributes: { Arn: arn, KeyId: keyId } };
  },

  async update({ cloud, physicalId }) {
    return { physicalId, attributes: { Arn: cloud.arn('kms', `key/${physicalId}`), KeyId: physicalId } };
  },

  async delete({ cloud, physicalId }) {
    cloud.keyArns.delete(cloud.arn('kms', `key/${physicalId}`));
  },
};
