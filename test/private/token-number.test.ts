import { Lazy, Token } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { isTokenNumber } from '../../src/private/token-number';

test('a number is a token where the CDK says so', () => {
  fc.assert(fc.property(fc.double(), (number) => isTokenNumber(number) === Token.isUnresolved(number)));
  [Token.asNumber({ Ref: 'Number' }), Lazy.number({ produce: () => 1 })].forEach((token) => expect(isTokenNumber(token)).toBe(true));
  expect(isTokenNumber(Token.asString({ Ref: 'Number' }) as unknown as number)).toBe(true);
  [undefined, 0, -1, NaN, -Infinity].forEach((number) => expect(isTokenNumber(number)).toBe(false));
});
