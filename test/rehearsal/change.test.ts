import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { changeOf } from '../../src/rehearsal/change';

const REPLACEMENTS = JSON.parse(readFileSync(join(__dirname, '..', '..', 'assets', 'replacements.json'), 'utf8')) as Record<string, string[]>;

describe('what a changed property does to its resource', () => {
  test('is what @aws-cdk/cloudformation-diff says, for every property of the types that deployments of endpoints are made of', () => {
    const types = Object.keys(REPLACEMENTS).filter((type) => /^AWS::(SageMaker|CloudWatch|ApplicationAutoScaling|KMS|StepFunctions|Logs|S3)::/.test(type));
    expect(types.length).toBeGreaterThan(60);
    const differing = types.flatMap((type) => [...REPLACEMENTS[type], 'Tags', 'Description', 'NotAProperty']
      // The diff reads policies, and wants them to be some.
      .filter((property) => !/Polic/.test(type + property))
      .filter((property) => changeOf(type, { [property]: 'a' }, { [property]: 'b' }) !== decidedByDiff(type, property))
      .map((property) => `${type}.${property}`));
    expect(differing).toEqual([]);
  });

  test('is nothing where a number or a boolean is only written in another way', () => {
    expect(changeOf('AWS::SageMaker::EndpointConfig', { A: [{ N: 3, B: true }] }, { A: [{ N: '3', B: 'true' }] })).toBe('none');
    expect(changeOf('AWS::SageMaker::EndpointConfig', { EndpointConfigName: 'a', A: undefined }, { EndpointConfigName: 'a' })).toBe('none');
  });

  test('is an update where CloudFormation does not know the type', () => {
    expect(changeOf('Custom::Thing', { A: 1 }, { A: 2 })).toBe('update');
    expect(changeOf('constructor', { A: 1 }, { A: 2 })).toBe('update');
  });
});

function decidedByDiff(type: string, property: string): string {
  const template = (value: string) => ({ Resources: { Resource: { Type: type, Properties: { [property]: value } } } });
  const impact = fullDiff(template('a'), template('b')).resources.get('Resource').changeImpact;
  return impact === ResourceImpact.WILL_REPLACE || impact === ResourceImpact.MAY_REPLACE ? 'replace' : 'update';
}
