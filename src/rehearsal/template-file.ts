import { existsSync, readFileSync } from 'node:fs';
import { LineCounter, parseDocument, type CollectionTag, type Document, type ScalarTag, type TagId, type Tags } from 'yaml';
import { refusal, syntaxRefusal } from './faults-in-file';
import type { Template } from './template';
import { faultsOf } from './template-faults';

/** The short forms of CloudFormation's intrinsic functions that are no `Fn::`. */
const PLAIN = new Set(['Ref', 'Condition']);

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
const FUNCTIONS = [
  'Ref', 'Condition', 'GetAtt', 'Join', 'Sub', 'Select', 'Split', 'Base64', 'GetAZs', 'If', 'Equals', 'And', 'Or', 'Not', 'FindInMap', 'ImportValue',
  'Cidr', 'Transform', 'Length', 'ToJsonString', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'RefAll', 'ValueOf', 'ValueOfAll',
];

const SHORT_FORMS: Array<ScalarTag | CollectionTag> = FUNCTIONS.flatMap((name): Array<ScalarTag | CollectionTag> => {
  const tag = `!${name}`;
  const long = PLAIN.has(name) ? name : `Fn::${name}`;
  return [
    { tag, resolve: (text) => ({ [long]: text }) },
    { tag, collection: 'seq', resolve: (items) => ({ [long]: (items as { toJSON(): unknown }).toJSON() }) as never },
    { tag, collection: 'map', resolve: (items) => ({ [long]: (items as { toJSON(): unknown }).toJSON() }) as never },
  ];
});

/** YAML 1.1, in which `yes` is true; a date, such as the format's version, is a text. */
const YAML = {
  version: '1.1' as const,
  customTags: (tags: Tags): Tags => [...tags.filter((tag: TagId | { readonly tag?: string }) => !isTimestamp(tag)), ...SHORT_FORMS] as Tags,
  logLevel: 'error' as const,
  prettyErrors: false,
};

/**
 * A template as CloudFormation reads it: JSON, or YAML with the short forms of its functions.
 *
 * Everything wrong with it is said at once, each with its line: `template.yaml:12: ...`.
 */
export function readTemplate(path: string): Template {
  if (!existsSync(path)) {
    throw new Error(`no template '${path}'`);
  }
  const text = readFileSync(path, 'utf8');
  const template = fromJson(text, path) ?? fromYaml(text, path);
  const faults = faultsOf(template);
  if (faults.length > 0) {
    const { document, lines } = parsed(text);
    throw refusal(path, document, lines, faults);
  }
  return template as Template;
}

/** Reading JSON as the YAML that it is takes a hundred times as long; and YAML takes what is no JSON. */
function fromJson(text: string, path: string): unknown {
  try {
    return text.trimStart().startsWith('{') ? JSON.parse(text) : undefined;
  } catch (error) {
    const { message } = error as Error;
    const position = /at position (\d+)/.exec(message)?.[1];
    if (path.endsWith('.json')) {
      throw new Error(`${path}:${text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length}: ${message}`);
    }
    return undefined;
  }
}

function fromYaml(text: string, path: string): unknown {
  const { document, lines } = parsed(text);
  // A short form that CloudFormation does not have is no more than a warning to the parser.
  document.errors.push(...document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED') as never[]);
  const unreadable = syntaxRefusal(path, document, lines);
  if (unreadable) {
    throw unreadable;
  }
  return document.toJS();
}

function parsed(text: string): { readonly document: Document; readonly lines: LineCounter } {
  const lines = new LineCounter();
  return { document: parseDocument(text, { ...YAML, lineCounter: lines }) as Document, lines };
}

function isTimestamp(tag: TagId | { readonly tag?: string }): boolean {
  return tag === 'timestamp' || (typeof tag === 'object' && tag.tag === 'tag:yaml.org,2002:timestamp');
}
