const BITS = 32;

/**
 * The first so many blocks of an IPv4 range, each with so many bits for hosts.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
 */
export function cidrBlocks(range: string, count: number, hostBits: number): string[] {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(range);
  if (!match) {
    throw new Error(`Fn::Cidr of '${range}' is not simulated; ranges of IPv4 are, such as 10.0.0.0/16`);
  }
  const first = match.slice(1, 5).reduce((address, part) => address * 256 + Number(part), 0);
  const available = 2 ** (BITS - Number(match[5]) - hostBits);
  if (count > available) {
    throw new Error(`Fn::Cidr asks for ${count} blocks of ${hostBits} bits in ${range}, which has ${Math.floor(available)}`);
  }
  return Array.from({ length: count }, (_, index) => `${dotted(first + index * 2 ** hostBits)}/${BITS - hostBits}`);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
