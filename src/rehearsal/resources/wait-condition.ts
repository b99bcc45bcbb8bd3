import { ResourceError, type ResourceProvider } from '../resource-provider';

/** `AWS::CloudFormation::WaitConditionHandle`: a URL that can be signalled. */
export const waitConditionHandle: ResourceProvider = {
  async create({ cloud, generatedName }) {
    return { physicalId: cloud.signals.open(generatedName(64), cloud.url), attributes: {} };
  },

  async delete({ cloud, physicalId }) {
    cloud.signals.close(physicalId);
  },
};

/**
 * `AWS::CloudFormation::WaitCondition`: waits until its handle has been signalled, or has waited too long.
 *
 * Any change replaces it, here as in CloudFormation, where it needs a new logical id to wait again.
 */
export const waitCondition: ResourceProvider = {
  async create({ cloud, properties, generatedName }) {
    const { Handle, Timeout, Count } = properties;
    const data = await cloud.awaitSignals(String(Handle), Number(Count ?? 1), Number(Timeout)).catch((error: Error) => {
      throw new ResourceError(error.message);
    });
    return { physicalId: generatedName(64), attributes: { Data: JSON.stringify(data) } };
  },

  async delete() {},
};
