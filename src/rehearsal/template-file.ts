import { readFileSync } from 'node:fs';
import { parseDocument, type CollectionTag, type ScalarTag, type Tags } from 'yaml';
import { isRecord, type Template } from './template';

/** The short forms of CloudFormation's intrinsic functions that are no `Fn::`. */
const PLAIN = new Set(['Ref', 'Condition']);

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
const FUNCTIONS = [
  'Ref', 'Condition', 'GetAtt', 'Join', 'Sub', 'Select', 'Split', 'Base64', 'GetAZs', 'If', 'Equals', 'And', 'Or', 'Not', 'FindInMap', 'ImportValue',
  'Cidr', 'Transform', 'Length', 'ToJsonString',
];

const TAGS: Tags = FUNCTIONS.flatMap((name): Array<ScalarTag | CollectionTag> => {
  const tag = `!${name}`;
  const long = PLAIN.has(name) ? name : `Fn::${name}`;
  return [
    { tag, resolve: (text) => ({ [long]: text }) },
    { tag, collection: 'seq', resolve: (items) => ({ [long]: (items as { toJSON(): unknown }).toJSON() }) as never },
    { tag, collection: 'map', resolve: (items) => ({ [long]: (items as { toJSON(): unknown }).toJSON() }) as never },
  ];
});

/** A template as CloudFormation reads it: JSON, or YAML with the short forms of its functions. */
export function readTemplate(path: string): Template {
  const document = parseDocument(readFileSync(path, 'utf8'), { customTags: TAGS, logLevel: 'error' });
  if (document.errors.length > 0) {
    throw new Error(`${path}: ${document.errors[0].message}`);
  }
  const template: unknown = document.toJS();
  if (!isRecord(template) || !isRecord(template.Resources)) {
    throw new Error(`${path} is not a CloudFormation template: it has no Resources`);
  }
  return template;
}
