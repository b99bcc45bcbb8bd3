import { condition, resolve, type Scope } from '../../src/rehearsal/resolve';

const SCOPE: Scope = {
  template: {
    Parameters: { Count: { Type: 'Number', Default: 3 }, Stage: { Type: 'String' } },
    Conditions: {
      IsProduction: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      IsTest: { 'Fn::Not': [{ Condition: 'IsProduction' }] },
      Either: { 'Fn::Or': [{ Condition: 'IsProduction' }, { Condition: 'IsTest' }] },
      Both: { 'Fn::And': [{ Condition: 'IsProduction' }, { Condition: 'IsTest' }] },
    },
    Mappings: { Accounts: { 'us-east-1': { xgboost: '683313688378' } } },
  },
  parameters: { Stage: 'prod' },
  pseudoParameters: { 'AWS::Region': 'us-east-1' },
  ref: (logicalId) => `ref-of-${logicalId}`,
  attribute: (logicalId, attribute) => `${attribute}-of-${logicalId}`,
  importValue: (name) => `export-${name}`,
};

describe('an intrinsic function', () => {
  test.each<[string, unknown, unknown]>([
    ['Ref to a resource', { Ref: 'Model' }, 'ref-of-Model'],
    ['Ref to a parameter given', { Ref: 'Stage' }, 'prod'],
    ['Ref to a parameter with a default', { Ref: 'Count' }, 3],
    ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Model', 'ModelName'] }, 'ModelName-of-Model'],
    ['Fn::GetAtt as a string', { 'Fn::GetAtt': 'Function.Arn' }, 'Arn-of-Function'],
    ['Fn::Join', { 'Fn::Join': ['/', ['a', { Ref: 'Stage' }, 3]] }, 'a/prod/3'],
    ['Fn::Sub with all kinds of names', { 'Fn::Sub': '${Stage}.${AWS::Region}.${Function.Arn}.${!Literal}' }, 'prod.us-east-1.Arn-of-Function.${Literal}'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${A}-${Stage}', { A: { Ref: 'Model' } }] }, 'ref-of-Model-prod'],
    ['Fn::Select of Fn::Split', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'model/churn'] }] }, 'churn'],
    ['Fn::If', { 'Fn::If': ['IsProduction', 'big', 'small'] }, 'big'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Accounts', { Ref: 'AWS::Region' }, 'xgboost'] }, '683313688378'],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-role' } }, 'export-prod-role'],
    ['Fn::Base64', { 'Fn::Base64': 'a' }, 'YQ=='],
    ['Fn::Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 3, '8'] }, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
    ['Fn::Length', { 'Fn::Length': ['a', 'b'] }, 2],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Stage' } } }, '{"a":"prod"}'],
  ])('%s is carried out', (_name, value, expected) => {
    expect(resolve(value, SCOPE)).toEqual(expected);
  });

  test('AWS::NoValue takes its property and its list item away', () => {
    expect(resolve({ a: { Ref: 'AWS::NoValue' }, b: [1, { 'Fn::If': ['IsTest', 2, { Ref: 'AWS::NoValue' }] }] }, SCOPE)).toEqual({ b: [1] });
  });

  test('fails where its arguments cannot be', () => {
    expect(() => resolve({ 'Fn::Cidr': ['10.0.0.0/24', 3, 8] }, SCOPE)).toThrow('Fn::Cidr asks for 3 blocks of 8 bits in 10.0.0.0/24, which has 1');
    expect(() => resolve({ 'Fn::Cidr': ['fd00::/8', 3, 8] }, SCOPE)).toThrow("Fn::Cidr of 'fd00::/8' is not simulated; ranges of IPv4 are, such as 10.0.0.0/16");
    expect(() => resolve({ 'Fn::Select': [2, ['a', 'b']] }, SCOPE)).toThrow('Fn::Select asks for item 2 of ["a","b"]');
    expect(() => resolve({ 'Fn::Join': [',', 'a'] }, SCOPE)).toThrow('Fn::Join needs a list, it has "a"');
  });

  test('fails by its name if it is not simulated', () => {
    expect(() => resolve({ 'Fn::Transform': {} }, SCOPE)).toThrow(/Fn::Transform is not simulated, these are: Ref, Fn::GetAtt/);
  });
});

describe('a condition', () => {
  test.each([['IsProduction', true], ['IsTest', false], ['Either', true], ['Both', false]])('%s is %s', (name, expected) => {
    expect(condition(name, SCOPE)).toBe(expected);
  });

  test('fails with those there are if it is not declared', () => {
    expect(() => condition('Nope', SCOPE)).toThrow(/no condition 'Nope' in the template, there are IsProduction, IsTest, Either, Both/);
  });
});
