import type { ResourceProvider } from '../resource-provider';

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
function attributesOf(cloud: { arn(service: string, resource: string): string }, type: string, physicalId: string): Record<string, unknown> {
  const [, service, kind] = type.toLowerCase().split('::');
  const arn = cloud.arn(service ?? 'custom', `${kind ?? 'resource'}/${physicalId}`);
  return new Proxy<Record<string, unknown>>({}, {
    has: () => true,
    get: (_target, name) => (typeof name === 'string' ? (/arn$/i.test(name) ? arn : `${physicalId}.${name}`) : undefined),
  });
}
