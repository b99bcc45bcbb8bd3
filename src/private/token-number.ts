import { Token } from 'aws-cdk-lib';

/**
 * Whether a number stands for one that is known later: a large negative one, or text where a template has some. Most are not negative, and
 * need not be taken apart.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/tokens.html#tokens-number
 */
export function isTokenNumber(value: number | undefined): boolean {
  return (typeof value !== 'number' || value < 0) && Token.isUnresolved(value);
}
