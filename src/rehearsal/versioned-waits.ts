import { createHash } from 'node:crypto';
import { references, SUB_VARIABLE, type Template } from './template';
import { isRecord } from '../rollout/record';
import { RESOURCE_TYPE } from '../rollout/request';

/**
 * A template whose long rollouts have wait conditions of this version's own.
 *
 * A wait condition waits once, so the constructs give it another logical id with each new rollout. The same template
 * deployed again as another version has not done so.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html
 */
export function withWaitsOf(version: string, template: Template): Template {
  const resources = template.Resources ?? {};
  const typeOf = (logicalId: string): string | undefined => resources[logicalId]?.Type;
  const ours = Object.values(resources).filter(({ Type }) => Type === RESOURCE_TYPE).flatMap(({ Properties }) => [...references(Properties)]);
  const handles = ours.filter((logicalId) => typeOf(logicalId) === 'AWS::CloudFormation::WaitConditionHandle');
  const waits = Object.keys(resources).filter((logicalId) =>
    typeOf(logicalId) === 'AWS::CloudFormation::WaitCondition' && handles.some((handle) => references(resources[logicalId].Properties).has(handle)));
  const suffix = createHash('sha256').update(version).digest('hex').slice(0, 8);
  const names = new Map([...handles, ...waits].map((logicalId) => [logicalId, `${logicalId}${suffix}`]));
  return names.size === 0 ? template : renamed(template, names) as Template;
}

function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => renamed(item, names));
  }
  if (typeof value === 'string') {
    // A reference by Ref, Fn::GetAtt or DependsOn; or the variables of Fn::Sub.
    const [logicalId, ...attribute] = value.split('.');
    const name = names.get(logicalId);
    return name === undefined ? substituted(value, names) : [name, ...attribute].join('.');
  }
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [names.get(key) ?? key, renamed(item, names)]))
    : value;
}

function substituted(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(SUB_VARIABLE, (variable, path: string) => {
    const [logicalId, ...attribute] = path.split('.');
    const name = names.get(logicalId);
    return name === undefined ? variable : `\${${[name, ...attribute].join('.')}}`;
  });
}
