import type { Fault } from './faults-in-file';
import { references, subParts } from './template';
import { isRecord } from '../rollout/record';

type Path = Fault['path'];

/** The transforms whose templates can be deployed as they are written: what they declare gets stand-ins. */
const KNOWN_TRANSFORMS = /^AWS::(Serverless-|LanguageExtensions$|SecretsManager-|CodeDeployBlueGreen$)/;

/**
 * Why CloudFormation would refuse a template before it deploys anything, or what of it is not simulated.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function faultsOf(template: unknown): Fault[] {
  if (!isRecord(template) || !isRecord(template.Resources)) {
    return [{ path: [], words: 'not a CloudFormation template: it has no Resources' }];
  }
  const { Resources, Parameters, Conditions, Transform } = template;
  const declared = new Set([...Object.keys(Resources), ...Object.keys(isRecord(Parameters) ? Parameters : {})]);
  const conditions = new Set(Object.keys(isRecord(Conditions) ? Conditions : {}));
  return [
    ...[Transform ?? []].flat().filter((name) => !KNOWN_TRANSFORMS.test(String(isRecord(name) ? name.Name : name))).map((name): Fault => ({
      path: ['Transform'],
      words: `the transform ${JSON.stringify(name)} is a macro that runs in an account; rehearse what it makes of the template, which `
        + '`aws cloudformation get-template --template-stage Processed` prints',
    })),
    ...Object.entries(Resources).flatMap(([logicalId, resource]) => resourceFaults(logicalId, resource, declared, conditions)),
  ];
}

function resourceFaults(logicalId: string, resource: unknown, declared: ReadonlySet<string>, conditions: ReadonlySet<string>): Fault[] {
  const path = ['Resources', logicalId];
  if (logicalId.startsWith('Fn::')) {
    return [{ path, words: `${logicalId} is not simulated; write its resources out, or rehearse the processed template` }];
  }
  if (!isRecord(resource) || typeof resource.Type !== 'string') {
    return [{ path, words: `resource '${logicalId}' has no Type` }];
  }
  const { Properties = {}, DependsOn = [], Condition } = resource;
  if (!isRecord(Properties)) {
    return [{ path: [...path, 'Properties'], words: `the Properties of resource '${logicalId}' are ${JSON.stringify(Properties)}, a mapping is needed` }];
  }
  const dangling = [DependsOn].flat().filter((name) => !declared.has(String(name)));
  return [
    ...dangling.map((name) => ({ path: [...path, 'DependsOn'], words: `'${logicalId}' depends on '${String(name)}', which is not a resource of the template` })),
    ...(Condition === undefined || conditions.has(String(Condition)) ? []
      : [{ path: [...path, 'Condition'], words: `'${logicalId}' has the condition '${String(Condition)}', which the template does not have` }]),
    ...unresolved(Properties, [...path, 'Properties'], declared),
  ];
}

/** References to what the template does not have, each where it stands. */
function unresolved(value: unknown, path: Path, declared: ReadonlySet<string>): Fault[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => unresolved(item, [...path, index], declared));
  }
  if (!isRecord(value)) {
    return [];
  }
  const own = ['Ref', 'Fn::GetAtt', 'Fn::Sub'].filter((name) => name in value && Object.keys(value).length === 1);
  if (own.length === 0) {
    return Object.entries(value).flatMap(([key, item]) => unresolved(item, [...path, key], declared));
  }
  const [, variables] = 'Fn::Sub' in value ? subParts(value['Fn::Sub']) : ['', {}];
  const names = [...references(value)].filter((name) => !name.startsWith('AWS::') && !(name in variables) && !declared.has(name));
  return [...new Set(names)].map((name) => ({ path, words: `${path.slice(1).join('.')} refers to '${name}', which is not a resource or parameter of the template` }));
}
