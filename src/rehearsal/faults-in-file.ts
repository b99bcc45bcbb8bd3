import type { Document, LineCounter } from 'yaml';

/** Something wrong with a file: where in it, by keys and indices, and what. */
export interface Fault {
  readonly path: ReadonlyArray<string | number>;
  readonly words: string;
}

/** One error for all that is wrong, in the order of the lines. */
export function refusal(file: string, document: Document, lines: LineCounter, faults: readonly Fault[]): Error {
  const found = faults.map(({ path, words }) => ({ line: lineOf(document, lines, path), words }));
  return new Error(found.sort((left, right) => left.line - right.line).map(({ line, words }) => `${file}:${line}: ${words}`).join('\n'));
}

/** One error for all that is no YAML, or no JSON; nothing if there is none. */
export function syntaxRefusal(file: string, document: Document, lines: LineCounter): Error | undefined {
  const wrong = document.errors.map(({ pos, message }) => `${file}:${lines.linePos(pos[0]).line}: ${message}`);
  return wrong.length === 0 ? undefined : new Error(wrong.join('\n'));
}

/** The line of what the path leads to, or of the last thing on the way that is there. */
function lineOf(document: Document, lines: LineCounter, path: Fault['path']): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = (length === 0 ? document.contents : document.getIn(path.slice(0, length), true)) as { range?: readonly number[] } | null | undefined;
    if (node?.range) {
      return lines.linePos(node.range[0]).line;
    }
  }
  return 1;
}
